package io.meterline.exact;

import io.meterline.engine.device.Snapshot;
import io.meterline.engine.device.SnapshotTimes;
import io.meterline.engine.device.Snapshots;
import io.meterline.model.log.LoggedReading;
import io.meterline.model.view.Bytes;
import io.meterline.model.view.PackedRows;
import io.meterline.model.view.Row;
import io.meterline.pipeline.Rules;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.statistics.Statistics;

/**
 * A live run that starts from the snapshots of another, without Beam, on many logs. It has every settings change, but of the
 * readings only those logged since.
 */
class SnapshotStartTest {
  private static final int MAX_BURSTS = 40;
  private static final int DEVICE = Snapshots.VIEW.indexOf("device");
  private static final int TIME = Snapshots.VIEW.indexOf("time");
  private static final int STATE = Snapshots.VIEW.indexOf("state");

  @Provide
  Arbitrary<LiveScenario> scenarios() {
    return LiveScenario.all();
  }

  @Provide
  Arbitrary<Duration> periods() {
    return Arbitraries.of("PT1H", "PT6H", "P1D", "P7D", "P28D").map(Duration::parse);
  }

  @Property(tries = 1_000)
  void theLastRowsOfBothRunsAreTheOracles(@ForAll("scenarios") LiveScenario scenario, @ForAll("periods") Duration period) {
    var rules = scenario.rules().withSnapshots(SnapshotTimes.every(period));
    var random = new Random(scenario.seed());
    var topics = new Topics();
    var snapshots = new ArrayList<Row>();
    var first = new PlainSteps(rules, rows -> write(rows, topics, snapshots));
    var arrivals = scenario.arrivals(0);
    var watermark = Long.MIN_VALUE;
    for (var bursts = random.nextInt(MAX_BURSTS); bursts > 0 && !arrivals.isOver(); bursts--) {
      var burst = arrivals.next();
      first.take(burst.readings(), scenario.arrival(Long.MIN_VALUE));
      burst.changes().forEach(first::take);
      watermark = arrivals.watermark();
      first.advance(watermark);
    }
    var times = completeBy(watermark, snapshots, rules);
    Statistics.label("snapshots").collect(times.isEmpty() ? "none" : "some");
    var started = times.isEmpty() ? Long.MIN_VALUE : times.get(random.nextInt(times.size()));

    var second = new PlainSteps(rules, rows -> write(rows, topics, new ArrayList<>()));
    newest(snapshots, started).forEach((device, row) -> second.start(device, new Snapshot(started, (Bytes) row.get(STATE))));
    var since = scenario.log().readings().stream().filter(reading -> loggedAt(reading) >= started).toList();
    var others = scenario.arrivals(since, scenario.log().changes(), 1);
    while (!others.isOver()) {
      var burst = others.next();
      second.take(burst.readings(), scenario.arrival(Long.MIN_VALUE));
      burst.changes().forEach(second::take);
      second.advance(others.watermark());
    }
    second.advance(Long.MAX_VALUE);
    scenario.check(topics.views());
  }

  private static void write(PackedRows rows, Topics topics, List<Row> snapshots) {
    if (rows.isOf(Snapshots.VIEW)) {
      snapshots.addAll(rows.table(Snapshots.VIEW).rows());
    } else {
      topics.write(rows);
    }
  }

  /** The times before which everything is final, in order. */
  private static List<Long> completeBy(long watermark, List<Row> snapshots, Rules rules) {
    return snapshots.stream()
        .map(SnapshotStartTest::time)
        .filter(time -> rules.finalBefore(time) <= watermark)
        .distinct()
        .sorted()
        .toList();
  }

  private static TreeMap<String, Row> newest(List<Row> snapshots, long started) {
    var newest = new TreeMap<String, Row>();
    snapshots.stream()
        .filter(row -> time(row) <= started)
        .forEach(row -> newest.merge((String) row.get(DEVICE), row, (one, other) -> time(one) > time(other) ? one : other));
    return newest;
  }

  private static long time(Row row) {
    return ((Instant) row.get(TIME)).toEpochMilli();
  }

  private static long loggedAt(LoggedReading reading) {
    return reading.position().loggedAt().toEpochMilli();
  }
}
