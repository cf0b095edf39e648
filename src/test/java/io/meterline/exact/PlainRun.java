package io.meterline.exact;

import io.meterline.engine.analysis.Analyses;
import io.meterline.model.time.Arrival;
import io.meterline.model.view.GroupKey;
import io.meterline.model.view.PackedRows;
import io.meterline.model.view.Row;
import io.meterline.model.view.Shard;
import io.meterline.oracle.Views;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;

/** A replay without Beam: all events in any order, then all timers. */
final class PlainRun {
  private static final int BATCH = 7;

  private final Scenario scenario;
  private final Map<GroupKey, Shard> shards = new HashMap<>();

  private PlainRun(Scenario scenario) {
    this.scenario = scenario;
  }

  static Views of(Scenario scenario) {
    return new PlainRun(scenario).run();
  }

  private Views run() {
    var steps = new PlainSteps(scenario.rules(), this::keep);
    var readings = scenario.readings();
    for (var from = 0; from < readings.size(); from += BATCH * scenario.files()) {
      steps.take(readings.subList(from, Math.min(readings.size(), from + BATCH * scenario.files())), Arrival.IN_TIME);
    }
    scenario.changes().forEach(steps::take);
    steps.advance(Long.MAX_VALUE);
    var rows = new ArrayList<Row>();
    shards.values().forEach(shard -> rows.addAll(shard.inOrder(scenario.dates()).rows()));
    return Views.of(rows);
  }

  private void keep(PackedRows rows) {
    shards.computeIfAbsent(rows.groupKey(), key -> new Shard(rows.viewIn(Analyses.standard().views()).orElseThrow())).add(rows);
  }
}
