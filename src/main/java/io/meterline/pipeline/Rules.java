package io.meterline.pipeline;

import io.meterline.engine.analysis.ComparedDate;
import io.meterline.model.log.ReadingRules;
import io.meterline.model.settings.ChangeRules;
import io.meterline.model.time.ArrivalRules;
import io.meterline.model.time.Known;
import io.meterline.model.time.Windows;
import java.io.Serializable;
import java.time.Duration;

/**
 * What decides the views, besides the log; and how far events are taken together, which does not.
 *
 * @param known what the run may know
 * @param lateness under {@code known=then}, how long after the end of its interval a reading may be logged, inclusive
 * @param windows how far readings travel together
 * @param comparing how far what becomes known of the devices of a date is compared together
 */
public record Rules(Known known, Duration lateness, Windows windows, Windows comparing) implements Serializable {
  /** Rules by which devices are compared whenever a window is complete. */
  public Rules(Known known, Duration lateness, Windows windows) {
    this(known, lateness, windows, windows);
  }

  /** How often dates are compared, and how long they are kept. */
  public ComparedDate.Pace pace() {
    return new ComparedDate.Pace(comparing, arrivals());
  }

  /** Which readings are used. */
  public ReadingRules readings() {
    return new ReadingRules(known, lateness);
  }

  /** How readings arrive. */
  public ArrivalRules arrivals() {
    return new ArrivalRules(windows, readings().history());
  }

  /** Which changes are used, and from when they hold. */
  public ChangeRules changes() {
    return new ChangeRules(known);
  }
}
