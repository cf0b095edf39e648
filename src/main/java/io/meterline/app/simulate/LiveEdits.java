package io.meterline.app.simulate;

import static io.meterline.model.settings.Setting.ALERT_CLEAR;
import static io.meterline.model.settings.Setting.ALERT_SUSTAIN;
import static io.meterline.model.settings.Setting.ALERT_THRESHOLD;
import static io.meterline.model.settings.Setting.COHORT;
import static io.meterline.model.settings.Setting.PLAN;
import static io.meterline.model.settings.Setting.PRICE;
import static io.meterline.model.settings.Setting.STANDING;

import java.util.ArrayList;
import java.util.List;

/** The settings of homes whose meters report in real time. */
final class LiveEdits {
  private static final String EVERYONE = "everyone";

  /** A repeating sequence of changes; a full cycle restores everything except prices. */
  private static final List<Edit> CHANGES =
      List.of(
          Edit.scale(Plan.BASIC.scope(), PRICE, "1.03"),
          Edit.scale(Cohort.HOUSES.scope(), ALERT_THRESHOLD, "0.5"),
          Edit.set(Plan.SPOT.scope(), PRICE, 410_000),
          Edit.set(Cohort.HOUSES.scope(), ALERT_THRESHOLD, Cohort.HOUSES.thresholdWatts()),
          Edit.scale(Plan.BASIC.scope(), PRICE, "0.97"),
          Edit.add(Cohort.FLATS.scope(), ALERT_THRESHOLD, -600),
          Edit.set(Plan.SPOT.scope(), PRICE, 90_000),
          Edit.add(Cohort.FLATS.scope(), ALERT_THRESHOLD, 600));

  private LiveEdits() {}

  /** The initial shared settings. */
  static List<Edit> opening() {
    var edits = new ArrayList<Edit>();
    edits.add(Edit.set(EVERYONE, ALERT_SUSTAIN, 0));
    edits.add(Edit.set(EVERYONE, ALERT_CLEAR, 10));
    edits.add(Edit.set(EVERYONE, STANDING, 310_000));
    for (var plan : Plan.values()) {
      edits.add(Edit.set(plan.scope(), PRICE, plan.price()));
    }
    for (var cohort : Cohort.values()) {
      edits.add(Edit.set(cohort.scope(), ALERT_THRESHOLD, cohort.thresholdWatts()));
    }
    return edits;
  }

  /** The initial settings of a home. */
  static List<Edit> opening(String device, LiveHome home) {
    var scope = "device:" + device;
    return List.of(Edit.set(scope, PLAN, home.plan().word()), Edit.set(scope, COHORT, home.cohort().word()));
  }

  /** The change with the given index, from 0; the sequence repeats. */
  static Edit change(long number) {
    return CHANGES.get((int) (number % CHANGES.size()));
  }
}
