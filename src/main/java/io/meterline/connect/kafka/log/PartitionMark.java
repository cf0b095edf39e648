package io.meterline.connect.kafka.log;

import io.meterline.model.MeterlineException;
import io.meterline.model.wire.WireFormat;
import io.meterline.model.wire.WireInput;
import io.meterline.model.wire.WireOutput;
import org.apache.beam.sdk.io.UnboundedSource;

/**
 * The checkpoint of a reader of a partition.
 *
 * @param next the offset of the next event
 * @param promised the {@link PartitionWatermark}, epoch milliseconds UTC; {@link PartitionWatermark#UNKNOWN} if there
 *     is none
 * @param rules the {@link RunRules} of the run; empty if unknown
 */
public record PartitionMark(long next, long promised, String rules) implements UnboundedSource.CheckpointMark {
  /** The mark of a reader that has read nothing. */
  public static final PartitionMark START = new PartitionMark(0, PartitionWatermark.UNKNOWN, "");

  /**
   * The same mark in a run with the given rules.
   *
   * @throws MeterlineException if it is from a run with other rules: the state saved with it would be invalid under
   *     these rules
   */
  PartitionMark under(String current) {
    if (!rules.isEmpty() && !rules.equals(current)) {
      throw new MeterlineException(
          "the state that this run resumes from was made with %s, but this run has %s; use the former, or start over without it"
              .formatted(rules, current));
    }
    return new PartitionMark(next, promised, current);
  }

  /** Commits nothing to the broker. */
  @Override
  public void finalizeCheckpoint() {}

  /** The encoding: a version, the offset, the watermark, the rules. */
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
