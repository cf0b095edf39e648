package io.meterline.model.wire;

import io.meterline.engine.analysis.Alerts;
import io.meterline.engine.analysis.Analyses;
import io.meterline.engine.analysis.Analysis;
import io.meterline.engine.analysis.ComparedDate;
import io.meterline.engine.analysis.ComparedDates;
import io.meterline.engine.analysis.Comparison;
import io.meterline.engine.analysis.DeviceDays;
import io.meterline.engine.analysis.RowOutput;
import io.meterline.engine.analysis.Usage;
import io.meterline.engine.block.Block;
import io.meterline.engine.block.BlockBuilder;
import io.meterline.engine.block.PackedBlock;
import io.meterline.engine.block.WindowReadings;
import io.meterline.engine.device.InOrder;
import io.meterline.engine.device.OwnSettings;
import io.meterline.engine.device.SnapshotTimes;
import io.meterline.model.log.LoggedChange;
import io.meterline.model.log.Position;
import io.meterline.model.log.Rejection;
import io.meterline.model.settings.ChangeRules;
import io.meterline.model.settings.ChangesByDevice;
import io.meterline.model.settings.ChangeRules.Checked;
import io.meterline.model.settings.Fold;
import io.meterline.model.settings.InForce;
import io.meterline.model.settings.PackedChanges;
import io.meterline.model.settings.Scope;
import io.meterline.model.settings.Setting;
import io.meterline.model.settings.Settings;
import io.meterline.model.settings.SettingsChange;
import io.meterline.model.settings.SharedSettings;
import io.meterline.model.settings.Step;
import io.meterline.model.settings.Timeline;
import io.meterline.model.settings.Value;
import io.meterline.model.time.ArrivalRules;
import io.meterline.model.time.Known;
import io.meterline.model.time.Windows;
import io.meterline.model.view.Deletion;
import io.meterline.model.view.GroupKey;
import io.meterline.model.view.PackedRows;
import io.meterline.model.view.Rejected;
import io.meterline.model.view.Row;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** A sample of every serialized type, with a value in each of its fields. */
public final class Samples {
  public static final ChangeRules RULES = new ChangeRules(Known.THEN);

  static final List<Analysis<?>> ANALYSES = Analyses.standard().all();

  private static final Windows DAYS = new Windows(86_400_000);
  private static final ArrivalRules ARRIVALS = new ArrivalRules(DAYS, Duration.ofHours(21));
  private static final long WINDOW = Instant.parse("2024-03-04T00:00:00Z").toEpochMilli();
  private static final long NEXT_WINDOW = WINDOW + DAYS.millis();
  private static final LocalDate DATE = LocalDate.parse("2024-03-04");

  private Samples() {}

  /** Consecutive half-hours of varying energy, the last one logged late. */
  static Block block() {
    return block(WINDOW);
  }

  private static Block block(long start) {
    var block = new BlockBuilder(8);
    for (var i = 0; i < 8; i++) {
      var at = start + i * 1_800_000L;
      block.add(at, 1800, 5_000_000 + i * i * 1_000_003L, at + 1_800_000 + (i == 7 ? 500 : 0), 3, 1_000 + i);
    }
    return block.build();
  }

  public static PackedBlock packedBlock() {
    return PackedBlock.of(WINDOW, block());
  }

  static LoggedChange loggedChange() {
    return logged("device:m1", "price.micros.per.kwh", "SET", "285000", WINDOW + 1);
  }

  private static LoggedChange logged(String scope, String name, String op, String value, long effectiveAt) {
    return new LoggedChange(
        scope,
        name,
        op,
        value,
        Instant.ofEpochMilli(effectiveAt),
        Optional.of("änne"),
        Optional.empty(),
        new Position(Instant.ofEpochMilli(WINDOW - 1), 2, 77));
  }

  public static SettingsChange change() {
    return change("device:m1", "price.micros.per.kwh", "SET", "285000", WINDOW + 1);
  }

  public static PackedChanges packedChanges() {
    var changes = new ChangesByDevice();
    changes.add(change());
    changes.add(change("device:m1", "cohort", "SET", "large", NEXT_WINDOW + 1));
    return changes.of("m1").orElseThrow();
  }

  private static SettingsChange change(String scope, String name, String op, String value, long effectiveAt) {
    return ((Checked.Accepted) RULES.check(logged(scope, name, op, value, effectiveAt))).change();
  }

  static Timeline timeline() {
    return new Timeline(
        List.of(
            new Step(WINDOW, Scope.EVERYONE, Setting.TIMEZONE, Optional.of(new Value.Zone(ZoneId.of("Europe/Paris")))),
            new Step(WINDOW, Scope.device("m1"), Setting.PLAN, Optional.of(new Value.Name("tou"))),
            new Step(WINDOW + 2, Scope.cohort("small"), Setting.PRICE, Optional.of(Value.Rates.flat(-1))),
            new Step(WINDOW + 3, Scope.plan("tou"), Setting.ALERT_CLEAR, Optional.empty())));
  }

  static Fold fold() {
    var fold = new Fold();
    fold.add(change("everyone", "timezone", "SET", "Europe/Paris", WINDOW));
    fold.add(change("everyone", "timezone", "SET", "Europe/Rome", WINDOW + 1));
    fold.add(change("device:m1", "plan", "SET", "tou", WINDOW + 2));
    fold.add(change("everyone", "alert.threshold.watts", "SET", "2000", WINDOW));
    fold.add(change("everyone", "alert.threshold.watts", "ADD", "-500", WINDOW + 3));
    fold.add(change("device:m1", "price.micros.per.kwh", "SET", "285000", NEXT_WINDOW));
    fold.advance(NEXT_WINDOW, rejection -> {});
    fold.forgetBefore(WINDOW + 1);
    return fold;
  }

  static InForce inForce() {
    return new InForce(
        List.of(
            new InForce.Span(WINDOW, new Settings(Map.of(Setting.COHORT, new Value.Name("small")))),
            new InForce.Span(WINDOW + 5_400_000, new Settings(Map.of(
                Setting.TIMEZONE, new Value.Zone(ZoneId.of("Europe/Paris")),
                Setting.PLAN, new Value.Name("tou"),
                Setting.COHORT, new Value.Name("large"),
                Setting.PRICE, Value.Rates.flat(-285_000),
                Setting.ALERT_THRESHOLD, new Value.Whole(1),
                Setting.ALERT_SUSTAIN, new Value.Whole(30),
                Setting.ALERT_CLEAR, new Value.Whole(100))))));
  }

  static WindowReadings<Timeline> withOwnSettings() {
    return new WindowReadings<>(WINDOW, List.of(packedBlock(), PackedBlock.of(WINDOW, block(WINDOW + 1))), timeline());
  }

  public static WindowReadings<InForce> withAllSettings() {
    return new WindowReadings<>(WINDOW, List.of(packedBlock()), inForce());
  }

  /** With a pending window, a value in force and a pending change. */
  static OwnSettings ownSettings() {
    var own = new OwnSettings();
    own.add(change());
    own.add(change("device:m1", "cohort", "SET", "large", NEXT_WINDOW + 1));
    own.complete(
        NEXT_WINDOW,
        ARRIVALS,
        new OwnSettings.Output() {
          @Override
          public void paired(WindowReadings<Timeline> block) {}

          @Override
          public void rejected(Rejection rejection) {}
        });
    own.add(PackedBlock.of(NEXT_WINDOW, block(NEXT_WINDOW)));
    return own;
  }

  /** With a requested window and a pending change. */
  static SharedSettings sharedSettings() {
    var shared = new SharedSettings();
    shared.add(change("everyone", "alert.threshold.watts", "SCALE", "1.5", WINDOW));
    shared.request(NEXT_WINDOW, NEXT_WINDOW - 3);
    return shared;
  }

  /** With a pending window, and every analysis in the middle of a day; an alert is open. */
  static InOrder inOrder() {
    var state = new InOrder("m1");
    state.add(withAllSettings());
    state.complete(
        NEXT_WINDOW,
        ARRIVALS,
        ANALYSES,
        SnapshotTimes.NEVER,
        new InOrder.Output() {
          @Override
          public void row(Row row) {}

          @Override
          public void deleted(Row row) {}

          @Override
          public void corrected(int rows) {}

          @Override
          public void startedEmpty(Analysis<?> analysis) {}

          @Override
          public void overflowed(Row row) {}

          @Override
          public void rejected(Rejection rejection) {}
        });
    state.add(new WindowReadings<>(NEXT_WINDOW, List.of(PackedBlock.of(NEXT_WINDOW, block(NEXT_WINDOW))), inForce()));
    return state;
  }

  static Row usage() {
    return Usage.VIEW.row(4, "m1", DATE, "Europe/Paris", 600L, OptionalLong.of(-7), 2L, List.of(0L, 600L, -1L), 1200L, OptionalLong.of(-5), 3600L);
  }

  static Row alert() {
    return Alerts.VIEW.row(1, "m1", Instant.ofEpochMilli(WINDOW), Optional.empty(), 4000L, 5000L, 2_500_000L, 1L);
  }

  static Row cohort() {
    return Comparison.COHORTS.row(2, "small", DATE, 2L, 30L, 10L, 10L, 10L, 20L, 20L);
  }

  static Row comparison() {
    return Comparison.COMPARISONS.row(2, "m1", DATE, "small", 20L, 2L, 2L, 1800L);
  }

  static Row rejected() {
    return Rejected.VIEW.row(
        0,
        "READING",
        OptionalInt.of(1),
        OptionalLong.empty(),
        "MALFORMED",
        "no offset",
        Optional.of(Instant.ofEpochMilli(WINDOW)),
        "{}");
  }

  static ComparedDates comparedDates() {
    var dates = new ComparedDates();
    dates.add(PackedRows.of(deviceDay()), WINDOW);
    dates.complete(
        WINDOW,
        new ComparedDate.Pace(DAYS, ARRIVALS),
        new RowOutput() {
          @Override
          public void row(Row row) {}

          @Override
          public void deleted(Row row) {}

          @Override
          public void overflowed(Row row) {}
        });
    dates.add(PackedRows.of(DeviceDays.VIEW.row(9, "m2", DATE, "small", OptionalLong.empty(), 60L)), WINDOW);
    dates.add(Deletion.of(deviceDay()), NEXT_WINDOW);
    return dates;
  }

  static PackedRows packedRows() {
    var packing = new PackedRows.Packing(GroupKey::ofShard);
    packing.row(alert());
    packing.deleted(alert());
    return packing.packed().get(0);
  }

  static Row deviceDay() {
    return DeviceDays.VIEW.row(3, "m1", DATE, "small", 20L, 1800L);
  }
}
