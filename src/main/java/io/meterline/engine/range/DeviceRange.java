package io.meterline.engine.range;

import java.io.Serializable;
import java.util.OptionalLong;

/**
 * The range of a device that is computed again; times in epoch milliseconds UTC.
 *
 * @param snapshot the time of the snapshot that it starts from; empty if it starts without any reading
 * @param from readings that start at or after this time are read
 * @param until readings that start before this time are read, the end of a period; empty if the range ends with the log
 */
public record DeviceRange(OptionalLong snapshot, long from, OptionalLong until) implements Serializable {
  /** Whether a reading that starts at a time is read. */
  public boolean holds(long at) {
    return at >= from && at < end();
  }

  /** The end, exclusive; {@link Long#MAX_VALUE} if the range ends with the log. */
  public long end() {
    return until.orElse(Long.MAX_VALUE);
  }

  /** This range without an end. */
  DeviceRange toTheEnd() {
    return new DeviceRange(snapshot, from, OptionalLong.empty());
  }

  private Object writeReplace() {
    return new Stored(snapshot.isPresent(), snapshot.orElse(0), from, until.isPresent(), until.orElse(0));
  }

  /** The serialized form, as {@link OptionalLong} has none. */
  private record Stored(boolean hasSnapshot, long snapshot, long from, boolean hasEnd, long end) implements Serializable {
    private Object readResolve() {
      return new DeviceRange(
          hasSnapshot ? OptionalLong.of(snapshot) : OptionalLong.empty(),
          from,
          hasEnd ? OptionalLong.of(end) : OptionalLong.empty());
    }
  }
}
