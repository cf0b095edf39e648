package io.meterline.connect.kafka.log;

import io.meterline.model.log.Kind;
import io.meterline.model.log.Position;
import io.meterline.model.wire.WireFormat;
import io.meterline.model.wire.WireInput;
import io.meterline.model.wire.WireOutput;
import java.time.Instant;
import java.util.Arrays;

/** A batch of consecutive events of one partition of the log, not decoded. */
public final class RawEvents {
  private final Kind kind;
  private final int partition;
  private final long[] offsets;
  private final long[] loggedAt;
  private final byte[][] values;

  /**
   * Events of a partition. The arrays have equal lengths, and must not be changed.
   *
   * @param offsets their offsets, ascending
   * @param loggedAt when they were logged, epoch milliseconds UTC
   * @param values their bytes; empty for a record without a value
   */
  public RawEvents(Kind kind, int partition, long[] offsets, long[] loggedAt, byte[][] values) {
    this.kind = kind;
    this.partition = partition;
    this.offsets = offsets;
    this.loggedAt = loggedAt;
    this.values = values;
  }

  /** The kind of the events. */
  public Kind kind() {
    return kind;
  }

  public int partition() {
    return partition;
  }

  /** The number of events. */
  public int size() {
    return offsets.length;
  }

  /** The offset of event {@code i}, from 0. */
  public long offset(int i) {
    return offsets[i];
  }

  /** When event {@code i} was logged, epoch milliseconds UTC. */
  public long loggedAt(int i) {
    return loggedAt[i];
  }

  /** The bytes of event {@code i}, empty if it has none; must not be changed. */
  public byte[] value(int i) {
    return values[i];
  }

  /** The position of event {@code i} in the log. */
  public Position position(int i) {
    return new Position(Instant.ofEpochMilli(loggedAt[i]), partition, offsets[i]);
  }

  /** The index of the first event with the given offset or a later one; {@link #size} if there is none. */
  public int indexOf(long offset) {
    var index = Arrays.binarySearch(offsets, offset);
    return index < 0 ? -index - 1 : index;
  }

  /** The events from index {@code from}, inclusive, to {@code to}, exclusive. */
  public RawEvents range(int from, int to) {
    return new RawEvents(
        kind,
        partition,
        Arrays.copyOfRange(offsets, from, to),
        Arrays.copyOfRange(loggedAt, from, to),
        Arrays.copyOfRange(values, from, to));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof RawEvents events
        && events.kind == kind
        && events.partition == partition
        && Arrays.equals(events.offsets, offsets)
        && Arrays.equals(events.loggedAt, loggedAt)
        && Arrays.deepEquals(events.values, values);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(offsets) * 31 + partition;
  }

  @Override
  public String toString() {
    return kind + " " + partition + "@" + Arrays.toString(offsets);
  }

  /**
   * The encoding: a version, kind, partition and count; then for each event its offset and logged time as differences
   * from the previous event, and its bytes.
   */
  public record Format() implements WireFormat<RawEvents> {
    private static final int VERSION = 1;

    @Override
    public void write(RawEvents events, WireOutput out) {
      out.writeByte(VERSION);
      out.writeByte(code(events.kind));
      out.writeCount(events.partition);
      out.writeCount(events.size());
      var offset = 0L;
      var time = 0L;
      for (var i = 0; i < events.size(); i++) {
        out.writeSigned(events.offsets[i] - offset);
        out.writeSigned(events.loggedAt[i] - time);
        out.writeBytes(events.values[i]);
        offset = events.offsets[i];
        time = events.loggedAt[i];
      }
    }

    @Override
    public RawEvents read(WireInput in) {
      in.expectVersion(VERSION);
      var kind = kind(in.readByte());
      var partition = in.readCount();
      var size = in.readCount();
      var offsets = new long[size];
      var loggedAt = new long[size];
      var values = new byte[size][];
      var offset = 0L;
      var time = 0L;
      for (var i = 0; i < size; i++) {
        offset += in.readSigned();
        time += in.readSigned();
        offsets[i] = offset;
        loggedAt[i] = time;
        values[i] = in.readBytes();
      }
      return new RawEvents(kind, partition, offsets, loggedAt, values);
    }

    static int code(Kind kind) {
      return switch (kind) {
        case READING -> 0;
        case SETTING -> 1;
      };
    }

    static Kind kind(byte code) {
      return switch (code) {
        case 0 -> Kind.READING;
        case 1 -> Kind.SETTING;
        default -> throw new IllegalArgumentException("no kind has code " + code);
      };
    }
  }
}
