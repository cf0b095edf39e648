package io.meterline.pipeline;

import io.meterline.model.Printable;
import io.meterline.model.settings.SettingsChange;
import java.io.Serializable;
import java.time.Instant;
import org.apache.beam.sdk.metrics.Counter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts and logs late settings changes. They arrived behind the watermark, after results of their time were published, so they
 * take effect later than in a replay.
 */
final class LateChanges implements Serializable {
  private static final long serialVersionUID = 1;
  private static final Logger LOG = LoggerFactory.getLogger(LateChanges.class);

  private final Counter count = Counters.lateChanges();

  /** Reports a late change. */
  void add(SettingsChange change) {
    count.inc();
    var logged = change.logged();
    LOG.warn(
        "{} of {} for {} at partition {}, offset {} of the settings holds from {} and arrived after results of that time were published;"
            + " those are unchanged; start the run over to correct them, and raise --slack if the broker's clock is behind",
        logged.op(),
        Printable.line(logged.name()),
        Printable.line(logged.scope().toString()),
        logged.position().partition(),
        logged.position().offset(),
        Instant.ofEpochMilli(change.holdsFrom()));
  }
}
