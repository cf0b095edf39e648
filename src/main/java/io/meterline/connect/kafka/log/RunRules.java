package io.meterline.connect.kafka.log;

import io.meterline.pipeline.Rules;
import java.time.Duration;
import java.util.Locale;
import org.apache.beam.sdk.options.Default;
import org.apache.beam.sdk.options.Description;
import org.apache.beam.sdk.options.Hidden;
import org.apache.beam.sdk.options.PipelineOptions;

/**
 * The rules of a live run by which what it keeps can be understood, among the options of the pipeline. A runner restores a source
 * as it was written down, and gives it the options of the run that there is now: so a reader can tell whether both are of one
 * run.
 */
public interface RunRules extends PipelineOptions {
  @Hidden
  @Description("The rules of a live run, as it notes them itself.")
  @Default.String("")
  String getRunRules();

  void setRunRules(String rules);

  /** The rules as options of the command line. */
  static String text(Rules rules, Duration waitTime, Duration slack) {
    return "--known=%s --lateness=%s --window=%s --wait=%s --slack=%s"
        .formatted(
            rules.known().name().toLowerCase(Locale.ROOT),
            rules.lateness(),
            Duration.ofMillis(rules.windows().millis()),
            waitTime,
            slack);
  }
}
