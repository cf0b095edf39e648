package io.meterline.app.launch;

import java.util.List;
import java.util.stream.Stream;

/** Chooses the runner of a plan. */
public final class PlanRunner {
  /** A reading takes about 20 bytes in memory, on its way from step to step; twice that is what the collector leaves usable. */
  private static final long BYTES_PER_READING = 40;

  private PlanRunner() {}

  /**
   * The options of a run that reads so many readings: in memory if they fit, which is faster at any size, else on Flink. A runner that is
   * named in the options is used.
   *
   * @param given options of Beam and its runners, {@code --name=value}
   */
  public static List<String> options(List<String> given, long readings) {
    var fits = readings <= Runtime.getRuntime().maxMemory() / 2 / BYTES_PER_READING;
    if (fits || Runners.given(given, "--runner").isPresent()) {
      return given;
    }
    var cores = "--parallelism=" + Runtime.getRuntime().availableProcessors();
    return Stream.concat(Stream.of("--runner=FlinkRunner", cores), given.stream()).toList();
  }
}
