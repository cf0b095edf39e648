package io.meterline.exact;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.meterline.engine.analysis.AmendedDate;
import io.meterline.engine.analysis.Analyses;
import io.meterline.engine.analysis.Comparison;
import io.meterline.engine.analysis.DeviceDays;
import io.meterline.engine.analysis.RowOutput;
import io.meterline.engine.block.WindowReadings;
import io.meterline.engine.device.Amendment;
import io.meterline.engine.device.RangeStart;
import io.meterline.engine.device.Snapshots;
import io.meterline.engine.range.DeviceRange;
import io.meterline.engine.range.RangePlan;
import io.meterline.engine.range.RangePlanner;
import io.meterline.engine.range.SettingsDifference;
import io.meterline.engine.range.SnapshotIndex;
import io.meterline.engine.range.Span;
import io.meterline.model.log.LoggedChange;
import io.meterline.model.log.LoggedReading;
import io.meterline.model.log.Rejection;
import io.meterline.model.settings.InForce;
import io.meterline.model.settings.SettingsFormats;
import io.meterline.model.time.Arrival;
import io.meterline.model.view.Bytes;
import io.meterline.model.view.GroupKey;
import io.meterline.model.view.PackedRows;
import io.meterline.model.view.Rejected;
import io.meterline.model.view.Row;
import io.meterline.oracle.Log;
import io.meterline.pipeline.Rules;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.beam.sdk.util.SerializableUtils;

/** A range replay without Beam: the plan, the two sides, and the rows that differ. All that travels is serialized. */
final class PlainRangeReplay {
  private static final PackedRows.Format ROWS = new PackedRows.Format();
  private static final WindowReadings.Format<InForce> READINGS = new WindowReadings.Format<>(new SettingsFormats.OfInForce());

  private final PlainRange base;
  private final Log added;
  private final Rules rules;

  PlainRangeReplay(PlainRange base, Log added, Rules rules) {
    this.base = base;
    this.added = added;
    this.rules = rules;
  }

  private Log now() {
    return new Log(
        Stream.concat(base.log().readings().stream(), added.readings().stream()).toList(),
        Stream.concat(base.log().changes().stream(), added.changes().stream()).toList());
  }

  PlainRange run() {
    var plan = plan();
    var first = new Round(plan, base);
    var amended = first.run(true);
    if (first.open.isEmpty()) {
      return amended;
    }
    var second = new Round(plan.toTheEnd(first.open), amended).run(false);
    var rewritten = Stream.concat(amended.rewritten().stream(), second.rewritten().stream()).collect(Collectors.toSet());
    return new PlainRange(second.log(), second.dates(), second.files(), rewritten, amended.read() + second.read());
  }

  private RangePlan plan() {
    var settings = new SettingsDifference.Builder(rules.changes());
    base.log().changes().forEach(settings::before);
    added.changes().forEach(settings::added);
    var spans = new HashMap<String, Span>();
    for (var logged : added.readings()) {
      var at = logged.reading().atMillis();
      var loggedAt = logged.position().loggedAt().toEpochMilli();
      if (rules.readings().check(at, logged.reading().seconds(), logged.reading().milliwattHours(), loggedAt).isEmpty()) {
        spans.merge(logged.device(), new Span(at, at + 1), Span::and);
      }
    }
    var plan = new RangePlanner(index(), rules.snapshots().periods()).plan(settings.build(), spans);
    return SerializableUtils.ensureSerializable(plan);
  }

  private SnapshotIndex index() {
    var index = new SnapshotIndex();
    for (var row : base.rows(Snapshots.VIEW)) {
      index.add((String) cell(row, "device"), millis(row, "time"), millis(row, "last_reading"));
    }
    return index;
  }

  private RangeStart start(String device, DeviceRange range) {
    var state =
        base.rows(Snapshots.VIEW).stream()
            .filter(row -> cell(row, "device").equals(device))
            .filter(row -> range.snapshot().equals(OptionalLong.of(millis(row, "time"))))
            .map(row -> (Bytes) cell(row, "state"))
            .findFirst();
    assertEquals(range.snapshot().isPresent(), state.isPresent());
    return new RangeStart(state, range.until());
  }

  /** One run of the pipeline over the ranges of a plan. */
  private final class Round {
    private final RangePlan plan;
    private final PlainRange version;
    private final Map<String, Amendment> amendments = new TreeMap<>();
    private final List<String> open = new ArrayList<>();
    private final Changes changes = new Changes();
    private long read;

    Round(RangePlan plan, PlainRange version) {
      this.plan = plan;
      this.version = version;
      plan.forEach(
          (device, range) -> {
            var start = PlainBytes.through(start(device, range), new RangeStart.Format());
            amendments.put(device, new Amendment(device, start, Analyses.standard().all(), rules.snapshots()));
          });
    }

    PlainRange run(boolean isFirst) {
      var before = new PlainSettled(rules, side(Amendment::addBefore, isFirst ? rejection -> changes.deleted(Rejected.row(rejection)) : rejection -> {}));
      var after = new PlainSettled(rules, side(Amendment::addAfter, isFirst ? rejection -> changes.row(Rejected.row(rejection)) : rejection -> {}));
      var known = base.log().readings().stream().filter(this::isInRange).toList();
      read = known.size();
      before.take(known, Arrival.IN_TIME, rejection -> {});
      after.take(known, Arrival.IN_TIME, rejection -> {});
      var more = isFirst ? added.readings() : added.readings().stream().filter(this::isInRange).toList();
      after.take(more, Arrival.IN_TIME, isFirst ? rejection -> changes.row(Rejected.row(rejection)) : rejection -> {});
      changesOf(base.log()).forEach(before::take);
      changesOf(base.log()).forEach(after::take);
      // An invalid change is rejected whatever it is for.
      (isFirst ? added.changes() : changesOf(added)).forEach(after::take);
      before.advance(Long.MAX_VALUE);
      after.advance(Long.MAX_VALUE);
      amendments.forEach(
          (device, amendment) -> {
            switch (amendment.fold(changes)) {
              case CONVERGED -> {}
              case OPEN -> open.add(device);
            }
          });
      return version.with(changes.packed(version), now(), read);
    }

    private boolean isInRange(LoggedReading logged) {
      return plan.range(logged.device()).filter(range -> range.holds(logged.reading().atMillis())).isPresent();
    }

    private List<LoggedChange> changesOf(Log log) {
      return log.changes().stream()
          .filter(change -> !change.scope().startsWith("device:") || plan.readsChangesOf(change.scope().substring("device:".length())))
          .toList();
    }

    private PlainSettled.Output side(Side side, Consumer<Rejection> rejected) {
      return new PlainSettled.Output() {
        @Override
        public void settled(String device, WindowReadings<InForce> readings) {
          side.add(amendments.get(device), PlainBytes.through(readings, READINGS));
        }

        @Override
        public void rejected(Rejection rejection) {
          rejected.accept(rejection);
        }
      };
    }
  }

  private interface Side {
    void add(Amendment amendment, WindowReadings<InForce> readings);
  }

  /** Rows that differ, and their dates compared again. */
  private static final class Changes implements RowOutput {
    private final PackedRows.Packing packing = new PackedRows.Packing(GroupKey::ofShard);
    private final TreeMap<LocalDate, TreeMap<String, AmendedDate>> dates = new TreeMap<>();

    @Override
    public void row(Row row) {
      if (row.view().equals(DeviceDays.VIEW)) {
        amended(row).changes().row(row);
      } else {
        packing.row(row);
      }
    }

    @Override
    public void deleted(Row row) {
      if (row.view().equals(DeviceDays.VIEW)) {
        amended(row).changes().deleted(row);
      } else {
        packing.deleted(row);
      }
    }

    @Override
    public void overflowed(Row row) {}

    private AmendedDate amended(Row row) {
      return dates.computeIfAbsent(date(row), date -> new TreeMap<>()).computeIfAbsent(cohort(row), cohort -> new AmendedDate());
    }

    private static LocalDate date(Row row) {
      return (LocalDate) cell(row, "date");
    }

    private static String cohort(Row row) {
      return (String) cell(row, "cohort");
    }

    private void addCompared(Row row) {
      Optional.ofNullable(dates.getOrDefault(date(row), new TreeMap<>()).get(cohort(row))).ifPresent(date -> date.add(PlainBytes.through(PackedRows.of(row), ROWS)));
    }

    List<PackedRows> packed(PlainRange version) {
      version.rows(Comparison.COMPARISONS).forEach(this::addCompared);
      dates.values().forEach(cohorts -> cohorts.values().forEach(date -> date.amend(this)));
      return packing.packed().stream().map(rows -> PlainBytes.through(rows, ROWS)).toList();
    }
  }

  private static Object cell(Row row, String column) {
    return row.find(column).orElseThrow();
  }

  private static long millis(Row row, String column) {
    return ((Instant) cell(row, column)).toEpochMilli();
  }
}
