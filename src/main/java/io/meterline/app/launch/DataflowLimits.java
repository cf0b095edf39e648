package io.meterline.app.launch;

import io.meterline.model.MeterlineException;
import java.util.List;
import java.util.Optional;

/** Options that a run on Dataflow does not support. */
public final class DataflowLimits {
  private static final String AT_LEAST_ONCE = "streaming_mode_at_least_once";

  private DataflowLimits() {}

  /**
   * Checks the options of a run.
   *
   * @param beamOptions options of Beam and its runner, {@code --name=value}
   * @param archive where the archive is
   * @param views where the views go
   * @param kafkaConfig where the properties of Kafka's clients are
   * @throws MeterlineException if it would run on Dataflow, and fail or produce other rows
   */
  public static void check(List<String> beamOptions, Optional<String> archive, Optional<String> views, Optional<String> kafkaConfig) {
    var runner = Runners.given(beamOptions, "--runner").orElse("");
    if (!runner.matches("(?i)(.*\\.)?dataflow(runner)?")) {
      return;
    }
    archive.ifPresent(place -> requireUri("--archive", place));
    views.ifPresent(place -> requireUri("--views", place));
    kafkaConfig.ifPresent(
        place -> {
          if (!place.contains("://")) {
            throw new MeterlineException(
                "--kafka-config " + place + " is on a disk of this machine, which Dataflow's workers cannot read: use"
                    + " secret://projects/P/secrets/S/versions/V");
          }
        });
    if (beamOptions.stream().anyMatch(option -> option.contains(AT_LEAST_ONCE))) {
      throw new MeterlineException(AT_LEAST_ONCE + " would count events more than once: leave it out");
    }
  }

  private static void requireUri(String option, String place) {
    if (!place.contains("://")) {
      throw new MeterlineException(
          option + " " + place + " is on a disk of this machine, which Dataflow's workers cannot read: use gs://BUCKET/FOLDER");
    }
  }
}
