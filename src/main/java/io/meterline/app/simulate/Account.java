package io.meterline.app.simulate;

import io.meterline.model.settings.Setting;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * The settings of one device. Everything about them follows from the seed and the device.
 *
 * @param device its name
 * @param home the home that it measures
 */
record Account(String device, Home home) {
  private static final int PERCENT_WITHOUT_PLAN = 4;
  private static final int PERCENT_WITHOUT_COHORT = 4;
  private static final int PERCENT_WITH_OWN_PRICE = 6;
  private static final int PERCENT_WITH_OWN_THRESHOLD = 35;

  /** The initial settings of the device. */
  List<Edit> opening() {
    var random = Chance.random(home.seed(), -1);
    var edits = new ArrayList<Edit>();
    home.region().zoneSetting().ifPresent(zone -> edits.add(set(Setting.TIMEZONE, zone)));
    if (random.nextInt(100) >= PERCENT_WITHOUT_PLAN) {
      edits.add(set(Setting.PLAN, firstPlan(random).word()));
    }
    if (random.nextInt(100) >= PERCENT_WITHOUT_COHORT) {
      edits.add(set(Setting.COHORT, home.cohort().word()));
    }
    if (random.nextInt(100) < PERCENT_WITH_OWN_PRICE) {
      edits.add(set(Setting.PRICE, random.nextInt(220, 300) * 1000L));
    }
    if (hasOwnThreshold()) {
      edits.add(set(Setting.ALERT_THRESHOLD, threshold(random)));
    }
    return edits;
  }

  private Plan firstPlan(SplittableRandom random) {
    return home.solarWatts() > 0 ? Plan.SOLAR : Chance.pick(random, Plan.BASIC, Plan.NIGHT, Plan.TIMES, Plan.SPOT);
  }

  /** A change that its owner or the office makes later. */
  Edit change(SplittableRandom random) {
    var luck = random.nextInt(100);
    if (luck < 35) {
      return thresholdChange(random);
    }
    if (luck < 47) {
      return set(Setting.PLAN, Chance.pick(random, Plan.values()).word());
    }
    if (luck < 59) {
      return set(Setting.COHORT, Chance.pick(random, Cohort.values()).word());
    }
    if (luck < 67) {
      return set(Setting.PRICE, random.nextInt(200, 320) * 1000L);
    }
    if (luck < 75) {
      return Edit.clear(scope(), Setting.PRICE);
    }
    if (luck < 80) {
      var zone = Chance.pick(random, "Europe/Berlin", "Europe/London", "Europe/Helsinki", "America/Chicago");
      return set(Setting.TIMEZONE, zone);
    }
    return luck < 90
        ? set(Setting.ALERT_SUSTAIN, random.nextInt(0, 7) * 30)
        : set(Setting.ALERT_CLEAR, random.nextInt(0, 6) * 5);
  }

  private Edit thresholdChange(SplittableRandom random) {
    // Without a value to change, ADD and SCALE would be rejected, and few people would try.
    var choice = hasOwnThreshold() ? random.nextInt(5) : 0;
    return switch (choice) {
      case 0, 1 -> set(Setting.ALERT_THRESHOLD, threshold(random));
      case 2 -> Edit.add(scope(), Setting.ALERT_THRESHOLD, random.nextInt(-5, 11) * 50L);
      case 3 -> Edit.scale(scope(), Setting.ALERT_THRESHOLD, Chance.pick(random, "0.9", "0.95", "1.1", "1.125"));
      default -> Edit.clear(scope(), Setting.ALERT_THRESHOLD);
    };
  }

  private long threshold(SplittableRandom random) {
    return home.cohort().thresholdWatts() * (long) random.nextInt(80, 130) / 100;
  }

  private boolean hasOwnThreshold() {
    return Chance.share(Chance.mix(home.seed(), -2)) * 100 < PERCENT_WITH_OWN_THRESHOLD;
  }

  private Edit set(Setting setting, Object value) {
    return Edit.set(scope(), setting, value);
  }

  /** The device's scope. */
  String scope() {
    return "device:" + device;
  }
}
