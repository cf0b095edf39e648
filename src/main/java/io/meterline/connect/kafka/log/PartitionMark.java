package io.meterline.connect.kafka.log;

import io.meterline.model.wire.WireFormat;
import io.meterline.model.wire.WireInput;
import io.meterline.model.wire.WireOutput;
import org.apache.beam.sdk.io.UnboundedSource;

/**
 * How far a reader of a partition is.
 *
 * @param next the offset of the next event to hand out
 * @param promised the {@link PartitionWatermark}, epoch milliseconds UTC; {@link PartitionWatermark#UNKNOWN} if there is none
 */
public record PartitionMark(long next, long promised) implements UnboundedSource.CheckpointMark {
  /** That of a reader that has read nothing. */
  public static final PartitionMark START = new PartitionMark(0, PartitionWatermark.UNKNOWN);

  /** Nothing is to be told to the broker. */
  @Override
  public void finalizeCheckpoint() {}

  /** The bytes: a version, the offset, the watermark. */
  static final class Format implements WireFormat<PartitionMark> {
    private static final long serialVersionUID = 1;

    private static final int VERSION = 1;

    @Override
    public void write(PartitionMark mark, WireOutput out) {
      out.writeByte(VERSION);
      out.writeSigned(mark.next);
      out.writeSigned(mark.promised);
    }

    @Override
    public PartitionMark read(WireInput in) {
      in.expectVersion(VERSION);
      return new PartitionMark(in.readSigned(), in.readSigned());
    }
  }
}
