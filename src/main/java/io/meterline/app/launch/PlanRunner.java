package io.meterline.app.launch;

import java.util.List;
import java.util.stream.Stream;

/** Chooses the runner of a plan. */
public final class PlanRunner {
  /**
   * From about this many readings on Flink is faster: it starts later, and reads faster. Measured on two cores; docs/benchmarks.md has
   * the figures.
   */
  private static final long FLINK_FROM = 5_000_000;

  private PlanRunner() {}

  /**
   * The options of a run that reads so many readings. A runner that is named in the options is used.
   *
   * @param given options of Beam and its runners, {@code --name=value}
   */
  public static List<String> options(List<String> given, long readings) {
    if (Runners.given(given, "--runner").isPresent() || readings < FLINK_FROM) {
      return given;
    }
    var cores = "--parallelism=" + Runtime.getRuntime().availableProcessors();
    return Stream.concat(Stream.of("--runner=FlinkRunner", cores), given.stream()).toList();
  }
}
