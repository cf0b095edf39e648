package io.meterline.pipeline;

import io.meterline.model.Printable;
import io.meterline.model.settings.SettingsChange;
import java.io.Serializable;
import java.time.Instant;
import org.apache.beam.sdk.metrics.Counter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts and logs settings changes that came behind the watermark, after results of their time were given: they take hold later
 * than a replay has it.
 */
final class LateChanges implements Serializable {
  private static final long serialVersionUID = 1;
  private static final Logger LOG = LoggerFactory.getLogger(LateChanges.class);

  private final Counter count = Counters.lateChanges();

  /** Takes a change that came late. */
  void add(SettingsChange change) {
    count.inc();
    var logged = change.logged();
    LOG.warn(
        "{} of {} for {} at partition {}, offset {} of the settings holds from {} and came after results of that time were given;"
            + " those stay as they are; begin the run anew to have them right, and raise --slack where the broker's clock is behind",
        logged.op(),
        Printable.line(logged.name()),
        Printable.line(logged.scope().toString()),
        logged.position().partition(),
        logged.position().offset(),
        Instant.ofEpochMilli(change.holdsFrom()));
  }
}
