package io.meterline.connect.kafka.log;

import io.meterline.model.log.Kind;
import io.meterline.model.wire.WireFormat;
import io.meterline.model.wire.WireInput;
import io.meterline.model.wire.WireOutput;

/**
 * A range of offsets of a partition of the log.
 *
 * @param from its first offset, inclusive
 * @param to its end offset, exclusive
 */
record OffsetRange(Kind kind, int partition, long from, long to) {
  /** The encoding, which is never stored: kind, partition, and both offsets. */
  static final class Format implements WireFormat<OffsetRange> {
    private static final long serialVersionUID = 1;

    @Override
    public void write(OffsetRange range, WireOutput out) {
      out.writeByte(RawEvents.Format.code(range.kind));
      out.writeCount(range.partition);
      out.writeSigned(range.from);
      out.writeSigned(range.to);
    }

    @Override
    public OffsetRange read(WireInput in) {
      return new OffsetRange(RawEvents.Format.kind(in.readByte()), in.readCount(), in.readSigned(), in.readSigned());
    }
  }
}
