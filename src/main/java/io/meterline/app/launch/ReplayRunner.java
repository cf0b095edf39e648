package io.meterline.app.launch;

import io.meterline.model.MeterlineException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Where a replay runs.
 *
 * @param options the options given, and the runner if none was named
 * @param notice what the user should know of it, before it starts
 */
public record ReplayRunner(List<String> options, Optional<String> notice) {
  /**
   * What a replay in memory needs: up to 40 bytes a reading with half hours of 2,048 devices, of which the rows of views are more
   * than half, and what the collector leaves usable. Where a device has few readings a day it is more, as each day has a row.
   */
  private static final long BYTES_PER_READING = 48;

  /** What the program itself needs. */
  private static final long BYTES = 200 << 20;

  /** The Direct runner takes minutes for more. */
  private static final long READINGS_FOR_DIRECT = 2_000_000;

  /**
   * Decides it: as the user says; else in memory if the log fits, and on embedded Flink if it does not or its size is not known.
   *
   * @param given options of Beam and its runners, {@code --name=value}
   * @param readings how many readings it reads, if that is known
   */
  public static ReplayRunner of(List<String> given, OptionalLong readings) {
    if (Runners.isNamed(given)) {
      return new ReplayRunner(given, Runners.isDirect(given) ? forDirect(readings) : Optional.empty());
    }
    if (fits(readings)) {
      return new ReplayRunner(Runners.orElse(given, Runners.IN_MEMORY), Optional.empty());
    }
    var flink = List.of("--runner=FlinkRunner", "--parallelism=" + Runtime.getRuntime().availableProcessors());
    var notice = count(readings) + " may not fit in memory: replaying on Flink, as with --runner=FlinkRunner";
    return new ReplayRunner(Runners.orElse(given, flink), Optional.of(notice));
  }

  /**
   * Requires that a whole log can be replayed in memory.
   *
   * @throws MeterlineException if it cannot
   */
  static void requireMemory(OptionalLong readings) {
    if (!fits(readings)) {
      throw new MeterlineException(
          count(readings) + " may not fit in memory, and must all be replayed: add --runner=FlinkRunner, or memory, as with"
              + " METERLINE_JAVA_OPTS=-Xmx8g");
    }
  }

  private static boolean fits(OptionalLong readings) {
    return readings.isPresent() && readings.getAsLong() < (Runtime.getRuntime().maxMemory() - BYTES) / BYTES_PER_READING;
  }

  private static Optional<String> forDirect(OptionalLong readings) {
    return readings.isPresent() && readings.getAsLong() > READINGS_FOR_DIRECT
        ? Optional.of(
            count(readings) + " are many for the Direct runner, which is made for tests: leave out --runner, or name"
                + " --runner=FlinkRunner")
        : Optional.empty();
  }

  private static String count(OptionalLong readings) {
    return readings.isPresent() ? String.format(Locale.ROOT, "%,d readings", readings.getAsLong()) : "the readings of an object store";
  }
}
