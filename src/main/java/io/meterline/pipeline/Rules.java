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
 * What determines the views besides the log ({@code known} and {@code lateness}), and how events are batched ({@code windows} and
 * {@code comparing}), which does not affect the views.
 *
 * @param known what the run may know
 * @param lateness the allowed lateness under {@code known=then}: how long after the end of its interval a reading may be logged,
 *     inclusive
 * @param windows the windows in which readings travel together
 * @param comparing the windows in which changes of the devices of a date are compared together
 */
public record Rules(Known known, Duration lateness, Windows windows, Windows comparing) implements Serializable {
  /** Rules that compare devices whenever a window is complete. */
  public Rules(Known known, Duration lateness, Windows windows) {
    this(known, lateness, windows, windows);
  }

  /** How often dates are compared, and how long their state is kept. */
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

  /** Which changes are used, and when they take effect. */
  public ChangeRules changes() {
    return new ChangeRules(known);
  }
}
