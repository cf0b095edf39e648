package io.meterline.connect.kafka.log;

import io.meterline.pipeline.Rules;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import org.apache.beam.sdk.options.Default;
import org.apache.beam.sdk.options.Description;
import org.apache.beam.sdk.options.Hidden;
import org.apache.beam.sdk.options.PipelineOptions;

/**
 * The rules of a live run that its saved state depends on, as pipeline options. A runner restores a source as
 * serialized, but passes it the options of the current run. So a reader can check that both have the same rules.
 */
public interface RunRules extends PipelineOptions {
  @Hidden
  @Description("The rules of a live run, set by the run itself.")
  @Default.String("")
  String getRunRules();

  void setRunRules(String rules);

  /** The rules as command-line options, and those of the snapshots that the run writes. */
  static String text(Rules rules, Duration waitTime, Duration slack, Optional<LogStart> start) {
    var snapshots =
        start.map(one -> " --snapshot-every=%s (%s)".formatted(Duration.ofMillis(rules.snapshots().everyMillis()), one.rules()));
    return text(rules, waitTime, slack) + snapshots.orElse("");
  }

  private static String text(Rules rules, Duration waitTime, Duration slack) {
    return "--known=%s --lateness=%s --window=%s --wait=%s --slack=%s"
        .formatted(
            rules.known().name().toLowerCase(Locale.ROOT),
            rules.lateness(),
            Duration.ofMillis(rules.windows().millis()),
            waitTime,
            slack);
  }
}
