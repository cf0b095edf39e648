package io.meterline.connect.archive;

import io.meterline.connect.kafka.log.RawEvents;
import io.meterline.connect.parquet.LogSchemas;
import io.meterline.model.log.Kind;
import io.meterline.model.time.Windows;
import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.function.BiConsumer;

/**
 * Divides logged time into equal slices, aligned to midnight UTC. What one partition logs in one slice becomes one
 * file.
 *
 * @param length whole seconds, {@link #SHORTEST} to {@link #LONGEST}, that divide a day, so that no slice spans two
 *     days
 */
public record TimeSlices(Duration length) implements Serializable {
  public static final Duration SHORTEST = Duration.ofSeconds(1);
  public static final Duration LONGEST = Duration.ofDays(1);

  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("yyyy-MM-dd", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter START =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss", Locale.ROOT).withZone(ZoneOffset.UTC);

  /**
   * Checks the length.
   *
   * @throws IllegalArgumentException if the length is not valid; the message says what it must be
   */
  public TimeSlices {
    var fits =
        length.compareTo(SHORTEST) >= 0
            && length.compareTo(LONGEST) <= 0
            && length.getNano() == 0
            && LONGEST.toSeconds() % length.toSeconds() == 0;
    if (!fits) {
      throw new IllegalArgumentException(
          "must be whole seconds, PT1S to PT24H, that divide a day into equal parts, such as PT5M, not " + length);
    }
  }

  /** Start of the slice that holds {@code loggedAt}, inclusive; both in epoch milliseconds UTC. */
  public long startOf(long loggedAt) {
    return windows().startOf(loggedAt);
  }

  /** End of the slice that holds {@code loggedAt}, exclusive; both in epoch milliseconds UTC. */
  public long endOf(long loggedAt) {
    return windows().endOf(loggedAt);
  }

  private Windows windows() {
    return Windows.of(length);
  }

  /**
   * The name of a slice's file within the archive, without extension, such as {@code
   * readings/2026-11-22/20261122T150500-p00003}: the day and the start of the slice, UTC, and the partition.
   *
   * @param loggedAt any time of the slice, epoch milliseconds UTC
   */
  public String file(Kind kind, int partition, long loggedAt) {
    var start = Instant.ofEpochMilli(startOf(loggedAt));
    return folder(kind) + "/" + DAY.format(start) + "/" + START.format(start) + String.format(Locale.ROOT, "-p%05d", partition);
  }

  /**
   * Splits a batch between consecutive events of different slices.
   *
   * @param parts accepts the {@link #file} of each part, and the part, in order
   */
  public void split(RawEvents batch, BiConsumer<String, RawEvents> parts) {
    var from = 0;
    for (var i = 1; i <= batch.size(); i++) {
      if (i == batch.size() || startOf(batch.loggedAt(i)) != startOf(batch.loggedAt(from))) {
        parts.accept(file(batch.kind(), batch.partition(), batch.loggedAt(from)), batch.range(from, i));
        from = i;
      }
    }
  }

  private static String folder(Kind kind) {
    return switch (kind) {
      case READING -> LogSchemas.READINGS_FOLDER;
      case SETTING -> LogSchemas.SETTINGS_FOLDER;
    };
  }
}
