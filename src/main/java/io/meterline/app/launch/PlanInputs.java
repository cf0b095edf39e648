package io.meterline.app.launch;

import io.meterline.app.process.Joined;
import io.meterline.connect.archive.LogDelta;
import io.meterline.connect.versions.BaseSnapshots;
import io.meterline.engine.range.RangePlan;
import io.meterline.engine.range.RangePlanner;
import io.meterline.engine.range.SettingsDifference;
import io.meterline.engine.range.SnapshotIndex;
import io.meterline.engine.range.Span;
import io.meterline.model.log.LoggedChange;
import io.meterline.pipeline.Rules;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/**
 * What decides which devices and ranges are computed again.
 *
 * @param index the snapshots of the base
 * @param before the settings changes that the log had when the base was made
 * @param added the settings changes logged since
 * @param readings the span of the starts of the readings logged since, for each device that has any that are used
 */
record PlanInputs(SnapshotIndex index, List<LoggedChange> before, List<LoggedChange> added, Map<String, Span> readings) {
  PlanInputs {
    before = List.copyOf(before);
    added = List.copyOf(added);
  }

  /** Reads them. */
  static PlanInputs of(LogDelta delta, BaseSnapshots snapshots, Rules rules) {
    // They take about as long as one another.
    var index = CompletableFuture.supplyAsync(() -> index(snapshots));
    var before = new ArrayList<LoggedChange>();
    var added = new ArrayList<LoggedChange>();
    delta.readChanges(before::add, added::add);
    return new PlanInputs(Joined.of(index), before, added, delta.addedReadings(rules.readings()));
  }

  private static SnapshotIndex index(BaseSnapshots snapshots) {
    var index = new SnapshotIndex();
    snapshots.times(index::add);
    return index;
  }

  /**
   * What is computed again.
   *
   * @param proposed settings changes that are taken as added to the log
   */
  RangePlan plan(List<LoggedChange> proposed, Rules rules) {
    var settings = new SettingsDifference.Builder(rules.changes());
    before.forEach(settings::before);
    added.forEach(settings::added);
    proposed.forEach(settings::added);
    return new RangePlanner(index, rules.snapshots().periods()).plan(settings.build(), readings);
  }

  /** The settings changes that are logged, in the order of files. */
  List<LoggedChange> logged() {
    return Stream.concat(before.stream(), added.stream()).toList();
  }
}
