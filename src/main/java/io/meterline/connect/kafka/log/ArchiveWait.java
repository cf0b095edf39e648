package io.meterline.connect.kafka.log;

import io.meterline.model.MeterlineException;
import io.meterline.model.log.Kind;
import io.meterline.model.log.Position;
import java.time.Duration;
import java.util.Collection;
import java.util.function.LongConsumer;

/** Waits until the archive of a live run has settings changes that were sent to Kafka. */
public final class ArchiveWait {
  private static final Duration POLL = Duration.ofMillis(500);

  private ArchiveWait() {}

  /**
   * Waits until the archive has the settings changes at some positions. Looks again twice a second.
   *
   * @param atMost how long to wait; nothing is changed by giving up
   * @param waiting is told before each look how many of them are not archived yet
   * @throws MeterlineException if they are not archived in time, the archive cannot be read, or the thread is interrupted; its interrupt
   *     flag is then set
   */
  public static void forSettings(ArchivedEvents archived, Collection<Position> positions, Duration atMost, LongConsumer waiting) {
    var deadline = System.nanoTime() + atMost.toNanos();
    for (var left = missing(archived, positions); left > 0; left = missing(archived, positions)) {
      waiting.accept(left);
      if (System.nanoTime() - deadline >= 0) {
        throw new MeterlineException(
            "the archive %s does not have %d of %d settings changes after %d seconds; is the live run that writes it running? They are in Kafka: try again"
                .formatted(archived.location().orElse(""), left, positions.size(), atMost.toSeconds()));
      }
      pause();
    }
  }

  private static long missing(ArchivedEvents archived, Collection<Position> positions) {
    return positions.stream().filter(position -> !has(archived, position)).count();
  }

  private static boolean has(ArchivedEvents archived, Position position) {
    try (var reader = archived.read(Kind.SETTING, position.partition(), position.offset())) {
      return reader.end() > position.offset();
    }
  }

  private static void pause() {
    try {
      Thread.sleep(POLL.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new MeterlineException("interrupted while waiting for the archive", e);
    }
  }
}
