package io.meterline.app.simulate;

import static io.meterline.model.settings.Setting.ALERT_CLEAR;
import static io.meterline.model.settings.Setting.ALERT_SUSTAIN;
import static io.meterline.model.settings.Setting.ALERT_THRESHOLD;
import static io.meterline.model.settings.Setting.COMPARE_LEAST;
import static io.meterline.model.settings.Setting.EXPORT_PRICE;
import static io.meterline.model.settings.Setting.PRICE;
import static io.meterline.model.settings.Setting.STANDING;

import java.util.ArrayList;
import java.util.List;

/** The settings of everyone, plans and cohorts, and invalid changes. */
final class OfficeEdits {
  private static final String EVERYONE = "everyone";

  /** A repeating sequence of changes; the first few use every operation. */
  private static final List<Edit> CHANGES =
      List.of(
          Edit.scale(Plan.BASIC.scope(), PRICE, "1.03"),
          Edit.add(EVERYONE, ALERT_SUSTAIN, 15),
          Edit.add(Cohort.HOUSES.scope(), ALERT_THRESHOLD, 500),
          Edit.set(EVERYONE, PRICE, 350_000),
          Edit.add(Plan.NIGHT.scope(), PRICE, -5_000),
          Edit.clear(EVERYONE, PRICE),
          Edit.scale(Cohort.FLATS.scope(), ALERT_THRESHOLD, "0.95"),
          Edit.set(Plan.SOLAR.scope(), ALERT_THRESHOLD, 4_500),
          Edit.add(EVERYONE, ALERT_SUSTAIN, -15),
          Edit.set(EVERYONE, ALERT_CLEAR, 15),
          Edit.set(Cohort.FLATS.scope(), PRICE, 290_000),
          Edit.scale(Plan.BASIC.scope(), PRICE, "0.985"),
          Edit.clear(Plan.SOLAR.scope(), ALERT_THRESHOLD),
          Edit.scale(EVERYONE, ALERT_CLEAR, "0.666667"),
          Edit.add(Cohort.HOUSES.scope(), ALERT_THRESHOLD, -500),
          Edit.add(Plan.NIGHT.scope(), PRICE, 5_000),
          Edit.clear(Cohort.FLATS.scope(), PRICE),
          Edit.scale(Cohort.FLATS.scope(), ALERT_THRESHOLD, "1.052632"),
          Edit.add(EVERYONE, STANDING, 20_000),
          Edit.scale(Plan.SOLAR.scope(), EXPORT_PRICE, "0.9"),
          Edit.clear(Cohort.HOUSES.scope(), COMPARE_LEAST),
          Edit.set(Cohort.HOUSES.scope(), COMPARE_LEAST, 50));

  private OfficeEdits() {}

  /** The initial settings, before there are devices. */
  static List<Edit> opening() {
    var edits = new ArrayList<Edit>();
    edits.add(Edit.set(EVERYONE, ALERT_SUSTAIN, 60));
    edits.add(Edit.set(EVERYONE, ALERT_CLEAR, 10));
    edits.add(Edit.set(EVERYONE, STANDING, 310_000));
    edits.add(Edit.set(EVERYONE, EXPORT_PRICE, 60_000));
    // Less around noon, when every roof sends energy back.
    edits.add(Edit.set(Plan.SOLAR.scope(), EXPORT_PRICE, "90000; 11:00-15:00 40000"));
    edits.add(Edit.set(Plan.SPOT.scope(), STANDING, 450_000));
    edits.add(Edit.set(Cohort.HOUSES.scope(), COMPARE_LEAST, 80));
    for (var plan : Plan.values()) {
      edits.add(Edit.set(plan.scope(), PRICE, plan.price()));
    }
    for (var cohort : Cohort.values()) {
      edits.add(Edit.set(cohort.scope(), ALERT_THRESHOLD, cohort.thresholdWatts()));
    }
    return edits;
  }

  /** The change with the given index, from 0; the sequence repeats. */
  static Edit change(long number) {
    return CHANGES.get((int) (number % CHANGES.size()));
  }

  /** The invalid change with the given index, from 0, which is rejected; the sequence repeats. */
  static Edit mistake(long number, String deviceScope) {
    var threshold = ALERT_THRESHOLD.word();
    var mistakes =
        List.of(
            new Edit(EVERYONE, "alert.treshold.watts", "SET", "5000"),
            new Edit(Cohort.HOUSES.scope(), threshold, "ADD", "-1000000"),
            new Edit(EVERYONE, "plan", "SET", Plan.BASIC.word()),
            new Edit(Cohort.TERRACES.scope(), ALERT_CLEAR.word(), "SET", "150"),
            new Edit(Plan.BASIC.scope(), PRICE.word(), "SET", "0.32"),
            new Edit(deviceScope, "timezone", "SET", "Europe/Atlantis"),
            new Edit(Plan.NIGHT.scope(), PRICE.word(), "MULTIPLY", "1.1"),
            new Edit(Cohort.FLATS.scope(), ALERT_SUSTAIN.word(), "SCALE", "0.5"),
            new Edit("devices:all", threshold, "SET", "3000"),
            new Edit(deviceScope, threshold, "SET", "-1"),
            new Edit(Plan.NIGHT.scope(), PRICE.word(), "SET", "290000; 0:30-5:30 110000"),
            new Edit(Plan.BASIC.scope(), COMPARE_LEAST.word(), "SET", "80"));
    return mistakes.get((int) (number % mistakes.size()));
  }
}
