package io.meterline.connect.kafka.log;

import io.meterline.model.log.Kind;
import java.io.Serializable;
import java.util.Optional;

/** The events of the log that an archive has, of which Kafka may no longer have the first. */
public interface ArchivedEvents extends Serializable {
  /**
   * Reads the events of a partition.
   *
   * @param from the offset of the first event to read
   * @throws io.meterline.model.MeterlineException if the archive cannot be read
   */
  Reader read(Kind kind, int partition, long from);

  /** Where the archive is; empty if there is none. */
  Optional<String> location();

  /** No archive, and so no events. */
  static ArchivedEvents none() {
    return new None();
  }

  /** Reads events of one partition, in order of offsets. */
  interface Reader extends AutoCloseable {
    /**
     * The end of the events that follow the first offset without a gap, exclusive; the first offset itself if it is not archived.
     * Offsets that no event of the log has are no gap within a file.
     */
    long end();

    /**
     * The next events before the {@link #end}; empty if there are none yet, or no more.
     *
     * @throws io.meterline.model.MeterlineException if the archive no longer has them
     */
    Optional<RawEvents> next();

    @Override
    void close();
  }

  /** No archive. */
  record None() implements ArchivedEvents {
    private static final long serialVersionUID = 1;

    @Override
    public Reader read(Kind kind, int partition, long from) {
      return new Nothing(from);
    }

    @Override
    public Optional<String> location() {
      return Optional.empty();
    }
  }

  /** Nothing to read. */
  record Nothing(long end) implements Reader {
    @Override
    public Optional<RawEvents> next() {
      return Optional.empty();
    }

    @Override
    public void close() {
      // There is nothing to close.
    }
  }
}
