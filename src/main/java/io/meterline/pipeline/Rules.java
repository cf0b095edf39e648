package io.meterline.pipeline;

import io.meterline.log.ReadingRules;
import io.meterline.settings.ChangeRules;
import io.meterline.time.Epochs;
import io.meterline.time.Known;
import java.io.Serializable;
import java.time.Duration;

/**
 * What decides the views, besides the log; and the epoch, which does not.
 *
 * @param known what the run may know
 * @param lateness under {@code known=then}, how long after the end of its interval a reading may be logged, inclusive
 * @param epochs how far readings travel together
 */
public record Rules(Known known, Duration lateness, Epochs epochs) implements Serializable {
  /** Which readings are used. */
  public ReadingRules readings() {
    return new ReadingRules(known, lateness);
  }

  /** Which changes are used, and from when they hold. */
  public ChangeRules changes() {
    return new ChangeRules(known);
  }
}
