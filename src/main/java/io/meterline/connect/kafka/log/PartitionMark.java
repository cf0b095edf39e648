package io.meterline.connect.kafka.log;

import io.meterline.model.MeterlineException;
import io.meterline.model.wire.WireFormat;
import io.meterline.model.wire.WireInput;
import io.meterline.model.wire.WireOutput;
import org.apache.beam.sdk.io.UnboundedSource;

/**
 * How far a reader of a partition is.
 *
 * @param next the offset of the next event to hand out
 * @param promised the {@link PartitionWatermark}, epoch milliseconds UTC; {@link PartitionWatermark#UNKNOWN} if there is none
 * @param rules the {@link RunRules} of the run, empty if they are not known
 */
public record PartitionMark(long next, long promised, String rules) implements UnboundedSource.CheckpointMark {
  /** That of a reader that has read nothing. */
  public static final PartitionMark START = new PartitionMark(0, PartitionWatermark.UNKNOWN, "");

  /**
   * The same in a run of the given rules.
   *
   * @throws MeterlineException if it is of a run with others: the rest of what was kept with it would mean something else
   */
  PartitionMark under(String current) {
    if (!rules.isEmpty() && !rules.equals(current)) {
      throw new MeterlineException(
          "what this run goes on from was made with %s, and this run has %s; go on with the former, or begin anew without the savepoint"
              .formatted(rules, current));
    }
    return new PartitionMark(next, promised, current);
  }

  /** Nothing is to be told to the broker. */
  @Override
  public void finalizeCheckpoint() {}

  /** The bytes: a version, the offset, the watermark, the rules. */
  static final class Format implements WireFormat<PartitionMark> {
    private static final long serialVersionUID = 1;

    private static final int VERSION = 2;

    @Override
    public void write(PartitionMark mark, WireOutput out) {
      out.writeByte(VERSION);
      out.writeSigned(mark.next);
      out.writeSigned(mark.promised);
      out.writeText(mark.rules);
    }

    @Override
    public PartitionMark read(WireInput in) {
      in.expectVersion(VERSION);
      return new PartitionMark(in.readSigned(), in.readSigned(), in.readText());
    }
  }
}
