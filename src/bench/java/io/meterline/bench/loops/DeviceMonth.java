package io.meterline.bench.loops;

import io.meterline.engine.block.Block;
import io.meterline.engine.block.BlockBuilder;
import io.meterline.engine.block.PackedBlock;
import io.meterline.engine.block.WindowReadings;
import io.meterline.engine.device.OwnSettings;
import io.meterline.model.log.LoggedChange;
import io.meterline.model.log.Position;
import io.meterline.model.log.ReadingRules;
import io.meterline.model.log.Rejection;
import io.meterline.model.settings.ChangeRules;
import io.meterline.model.settings.ChangeRules.Checked;
import io.meterline.model.settings.SettingsChange;
import io.meterline.model.settings.SharedSettings;
import io.meterline.model.settings.SharedTimeline;
import io.meterline.model.settings.Timeline;
import io.meterline.model.time.ArrivalRules;
import io.meterline.model.time.Known;
import io.meterline.model.time.Windows;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/** A month of half hours of one device, with prices for every day and a threshold that changes in the middle. */
final class DeviceMonth {
  /** How many readings it has. */
  static final int READINGS = 30 * 48;

  static final Windows WINDOWS = Windows.of(Duration.ofDays(30));
  static final ArrivalRules ARRIVALS = new ArrivalRules(WINDOWS, Duration.ZERO);

  /** Its first reading, and the start of the window. */
  static final long START = WINDOWS.startOf(Instant.parse("2025-01-15T00:00:00Z").toEpochMilli());

  private static final ReadingRules RULES = new ReadingRules(Known.NOW, Duration.ofDays(2));
  private static final long HALF_HOUR = 1_800_000;

  /** How energy is priced. */
  enum Prices {
    /** At one price. */
    FLAT(""),
    /** At four rates by local time, energy sent back at two others, and with a standing charge. */
    RATES("; 00:30-05:30 75000; Mo-Fr 16:00-19:00 420000; Sa-Su 10:00-15:00 110000");

    private final String rates;

    Prices(String rates) {
      this.rates = rates;
    }
  }

  private final Prices prices;
  private final ChangeRules changes = new ChangeRules(RULES.known());
  private int offset;

  DeviceMonth(Prices prices) {
    this.prices = prices;
  }

  /** Its readings. */
  Block block() {
    var random = new SplittableRandom(1);
    var builder = new BlockBuilder(READINGS);
    for (var index = 0; index < READINGS; index++) {
      var at = START + index * HALF_HOUR;
      builder.add(at, 1800, 1000L * random.nextInt(2000), at + HALF_HOUR + 250, 1, 512L * index);
    }
    return builder.build();
  }

  /** Its readings with its own settings. */
  WindowReadings<Timeline> paired() {
    var own = new OwnSettings();
    own.add(PackedBlock.of(START, block()));
    own.add(change("device:m1", "plan", "day", START - 1));
    own.add(change("device:m1", "cohort", "street", START - 1));
    own.add(change("device:m1", "alert.threshold.watts", "3000", START - 1));
    own.add(change("device:m1", "alert.threshold.watts", "3500", START + 700 * HALF_HOUR));
    var found = new ArrayList<WindowReadings<Timeline>>();
    own.complete(
        WINDOWS.endOf(START),
        ARRIVALS,
        new OwnSettings.Output() {
          @Override
          public void paired(WindowReadings<Timeline> block) {
            found.add(block);
          }

          @Override
          public void rejected(Rejection rejection) {
            throw new IllegalStateException(rejection.toString());
          }
        });
    return found.get(0);
  }

  /** The settings that devices share: eight plans with a price a day, sixteen cohorts. */
  SharedTimeline shared() {
    var shared = new SharedSettings();
    shared.request(START, START);
    for (var day = 0; day < 30; day++) {
      for (var plan : List.of("day", "night", "a", "b", "c", "d", "e", "f")) {
        var price = (200 + day) + "000" + prices.rates;
        shared.add(change("plan:" + plan, "price.micros.per.kwh", price, START + day * 48 * HALF_HOUR));
      }
    }
    if (prices == Prices.RATES) {
      shared.add(change("everyone", "price.export.micros.per.kwh", "90000; 11:00-15:00 40000", START - 1));
      shared.add(change("everyone", "standing.micros.per.day", "310000", START - 1));
    }
    for (var cohort = 0; cohort < 16; cohort++) {
      shared.add(change("cohort:street" + cohort, "alert.threshold.watts", "4000", START - 1));
    }
    var found = new ArrayList<Timeline>();
    shared.complete(
        WINDOWS.endOf(START),
        ARRIVALS,
        new SharedSettings.Output() {
          @Override
          public void timeline(long window, Timeline timeline) {
            found.add(timeline);
          }

          @Override
          public void rejected(Rejection rejection) {
            throw new IllegalStateException(rejection.toString());
          }
        });
    return new SharedTimeline(found.get(0));
  }

  private SettingsChange change(String scope, String name, String value, long at) {
    var place = new Position(Instant.ofEpochMilli(START - 1_000_000), 0, offset++);
    var logged =
        new LoggedChange(scope, name, "SET", value, Instant.ofEpochMilli(at), Optional.empty(), Optional.empty(), place);
    return ((Checked.Accepted) changes.check(logged)).change();
  }
}
