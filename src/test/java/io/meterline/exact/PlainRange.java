package io.meterline.exact;

import io.meterline.engine.analysis.Analyses;
import io.meterline.engine.device.Snapshots;
import io.meterline.model.time.Arrival;
import io.meterline.model.time.DateRange;
import io.meterline.model.view.AmendedShard;
import io.meterline.model.view.Bytes;
import io.meterline.model.view.GroupKey;
import io.meterline.model.view.PackedRows;
import io.meterline.model.view.Row;
import io.meterline.model.view.Shard;
import io.meterline.model.view.Table;
import io.meterline.model.view.View;
import io.meterline.oracle.Log;
import io.meterline.oracle.Views;
import io.meterline.pipeline.Rules;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A version of views without Beam, made by a full replay, or by a range replay of another version. Its files are tables of rows.
 *
 * @param log the log that it was made of
 * @param dates the dates whose rows are written
 * @param files the rows of each file, snapshots included
 * @param rewritten the files that are not those of the version that it was made from
 * @param read the number of readings that its run used from the log as it was
 */
record PlainRange(Log log, DateRange dates, Map<GroupKey, Table> files, Set<GroupKey> rewritten, long read) {
  static final List<View> VIEWS = Stream.concat(Analyses.standard().views().stream(), Stream.of(Snapshots.VIEW)).toList();

  /** A full replay. */
  static PlainRange full(Log log, Rules rules, DateRange dates) {
    var shards = new HashMap<GroupKey, Shard>();
    var steps = new PlainSteps(rules, rows -> shards.computeIfAbsent(rows.groupKey(), key -> new Shard(viewOf(key))).add(rows));
    steps.take(log.readings(), Arrival.IN_TIME);
    log.changes().forEach(steps::take);
    steps.advance(Long.MAX_VALUE);
    var files = new HashMap<GroupKey, Table>();
    shards.forEach((key, shard) -> put(files, key, shard.inOrder(datesOf(key, dates))));
    return new PlainRange(log, dates, files, Set.copyOf(files.keySet()), log.readings().size());
  }

  /** A range replay of this version, after events were added to its log. */
  PlainRange since(Log added, Rules rules) {
    var replay = new PlainRangeReplay(this, added, rules);
    return replay.run();
  }

  /** This version with changes: upserts and deletions. */
  PlainRange with(List<PackedRows> changes, Log now, long readings) {
    var shards = new HashMap<GroupKey, AmendedShard>();
    for (var rows : changes) {
      shards.computeIfAbsent(rows.groupKey(), key -> new AmendedShard(copyOf(key))).add(rows);
    }
    var amended = new HashMap<>(files);
    var changed = new TreeSet<GroupKey>(Comparator.comparing(GroupKey::toString));
    shards.forEach(
        (key, shard) -> {
          var result = shard.amended(datesOf(key, dates));
          if (!result.isSame()) {
            changed.add(key);
            put(amended, key, result.rows());
          }
        });
    return new PlainRange(now, dates, amended, changed, readings);
  }

  private Table copyOf(GroupKey key) {
    var copy = new Table(viewOf(key));
    if (files.containsKey(key)) {
      files.get(key).emitTo(copy);
    }
    return copy;
  }

  private static void put(Map<GroupKey, Table> files, GroupKey key, Table rows) {
    if (rows.size() == 0) {
      files.remove(key);
    } else {
      files.put(key, rows);
    }
  }

  private static View viewOf(GroupKey key) {
    return VIEWS.stream().filter(view -> view.name().equals(key.view())).findFirst().orElseThrow();
  }

  /** Snapshots are not content: all of them are written. */
  private static DateRange datesOf(GroupKey key, DateRange dates) {
    return key.view().equals(Snapshots.VIEW.name()) ? DateRange.ALL : dates;
  }

  /** The rows of a view, in any order. */
  List<Row> rows(View view) {
    return files.entrySet().stream()
        .filter(file -> file.getKey().view().equals(view.name()))
        .flatMap(file -> file.getValue().rows().stream())
        .toList();
  }

  Views views() {
    var all = new ArrayList<Row>();
    Analyses.standard().views().forEach(view -> all.addAll(rows(view)));
    return Views.of(all);
  }

  /** Fails with the differences if the files, snapshots included, are not those of another version. */
  void checkFiles(PlainRange other) {
    var mine = lines();
    var others = other.lines();
    if (!mine.equals(others)) {
      var missing = others.stream().filter(line -> !mine.contains(line)).map(line -> "- " + line);
      var unexpected = mine.stream().filter(line -> !others.contains(line)).map(line -> "+ " + line);
      throw new AssertionError(
          "- only the other's, + only this one's\n" + Stream.concat(missing, unexpected).collect(Collectors.joining("\n")));
    }
  }

  /** Every row in the order of its file, with the file. */
  private List<String> lines() {
    return files.entrySet().stream()
        .sorted(Comparator.comparing(file -> file.getKey().toString()))
        .flatMap(file -> file.getValue().rows().stream().map(row -> file.getKey() + ": " + text(row)))
        .toList();
  }

  private static String text(Row row) {
    return row + (row.view().equals(Snapshots.VIEW) ? " " + HexFormat.of().formatHex(state(row)) : "");
  }

  private static byte[] state(Row snapshot) {
    return ((Bytes) snapshot.find("state").orElseThrow()).array();
  }
}
