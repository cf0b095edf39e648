package io.meterline.model.view;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.meterline.model.time.DateRange;
import io.meterline.model.view.Column.Presence;
import io.meterline.model.view.Column.Type;
import io.meterline.model.wire.WireInput;
import io.meterline.model.wire.WireOutput;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class ShardTest {
  private static final View DAYS =
      columns(View.named("days").key("device", Type.STRING, Presence.OPTIONAL).key("date", Type.DATE)).datedBy("date");
  private static final View EVENTS =
      columns(View.listNamed("events").key("device", Type.STRING, Presence.OPTIONAL).key("date", Type.DATE)).datedBy("date");
  private static final PackedRows.Format FORMAT = new PackedRows.Format();

  @Test
  void ofARowAndADeletionAtTheSameRevisionTheRowCountsInAnyOrder() {
    var row = row(DAYS, 5, Optional.of("m1"), LocalDate.EPOCH, new Random(1));
    var other = row(DAYS, 5, Optional.of("m1"), LocalDate.EPOCH, new Random(2));
    for (var changes : List.of(
        List.of(new Change(row, false), new Change(other, true)),
        List.of(new Change(other, true), new Change(row, false)),
        List.of(new Change(other, false), new Change(row, true)))) {
      var expected = changes.stream().filter(change -> !change.isDeletion).map(Change::row).toList();
      assertEquals(expected, shard(DAYS, changes, new Random(3)).inOrder(DateRange.ALL).rows());
    }
  }

  @Property(tries = 300)
  void theLastChangeOfEachKeyIsPassedOnDeletionsAmongThemInAnyOrderOfInput(@ForAll long seed, @ForAll @IntRange(max = 60) int size) {
    var random = new Random(seed);
    var changes = changes(DAYS, random, size);
    var newest = new TreeMap<String, Change>();
    changes.forEach(change -> newest.put(change.row.find(0).map(Object::toString).orElse("") + change.row.get(1), change));
    Collections.shuffle(changes, random);
    var last = new ArrayList<Change>();
    shard(DAYS, changes, random)
        .emitLast(
            new RowChanges() {
              @Override
              public void row(Row row) {
                last.add(new Change(row, false));
              }

              @Override
              public void deleted(Row row) {
                last.add(new Change(row, true));
              }
            });
    assertEquals(List.copyOf(newest.values()), last);
  }

  /** An upsert or a deletion of a row. */
  private record Change(Row row, boolean isDeletion) {}

  @Property(tries = 300)
  void theNewestRowOfEachKeyIsKeptUnlessDeletedInAnyOrderOfInput(@ForAll long seed, @ForAll @IntRange(max = 60) int size) {
    var random = new Random(seed);
    var changes = changes(DAYS, random, size);
    // Keys are compared as texts here: those without a device sort first, as the empty text does.
    var newest = new TreeMap<String, Change>();
    changes.forEach(
        change -> newest.merge(
            change.row.find(0).map(Object::toString).orElse("") + change.row.get(1),
            change,
            (one, other) -> one.row.revision() > other.row.revision() ? one : other));
    var expected = newest.values().stream().filter(change -> !change.isDeletion).map(Change::row).toList();
    Collections.shuffle(changes, random);
    assertEquals(expected, shard(DAYS, changes, random).inOrder(DateRange.ALL).rows());
  }

  @Property(tries = 300)
  void aListKeepsEveryRowInAnOrderThatDoesNotDependOnTheInput(@ForAll long seed, @ForAll @IntRange(max = 60) int size) {
    var random = new Random(seed);
    var changes = changes(EVENTS, random, size);
    changes.removeIf(Change::isDeletion);
    changes.addAll(changes.subList(0, changes.size() / 3));
    var once = contents(shard(EVENTS, changes, random));
    Collections.shuffle(changes, random);
    var again = shard(EVENTS, changes, random);
    assertEquals(changes.size(), again.inOrder(DateRange.ALL).size());
    assertEquals(once, contents(again));
  }

  @Test
  void onlyRowsWithinTheDateRangeAreKept() {
    var shard = new Shard(DAYS);
    for (var day = 1; day <= 3; day++) {
      shard.add(PackedRows.of(row(DAYS, day, Optional.of("m1"), LocalDate.of(2024, 3, day), new Random(day))));
    }
    var dates = new DateRange(LocalDate.of(2024, 3, 2), LocalDate.of(2024, 3, 3));
    assertEquals(List.of(LocalDate.of(2024, 3, 2)), shard.inOrder(dates).rows().stream().map(row -> row.get(1)).toList());
  }

  private static View.Builder columns(View.Builder view) {
    return view.column("text", Type.STRING)
        .optional("short", Type.INT)
        .column("long", Type.LONG)
        .optional("at", Type.TIMESTAMP)
        .column("hours", Type.LONGS)
        .optional("more", Type.LONGS);
  }

  /** Changes of few keys, with distinct revisions. */
  private static List<Change> changes(View view, Random random, int size) {
    var changes = new ArrayList<Change>();
    for (var revision = 0; revision < size; revision++) {
      var device = random.nextInt(4) == 0 ? Optional.<String>empty() : Optional.of("m" + random.nextInt(5));
      var row = row(view, revision, device, LocalDate.EPOCH.plusDays(random.nextInt(4) - 2), random);
      changes.add(new Change(row, random.nextInt(4) == 0));
    }
    return changes;
  }

  private static Row row(View view, long revision, Optional<String> device, LocalDate date, Random random) {
    return view.row(
        revision,
        device,
        date,
        random.nextInt(3) == 0 ? "" : "ä" + random.nextInt(100),
        random.nextBoolean() ? OptionalInt.empty() : OptionalInt.of(random.nextInt()),
        random.nextLong() >> random.nextInt(Long.SIZE),
        random.nextBoolean() ? Optional.empty() : Optional.of(Instant.ofEpochMilli(random.nextInt())),
        LongList.of(random.longs(random.nextInt(3)).toArray()),
        random.nextBoolean() ? Optional.empty() : Optional.of(LongList.of(random.nextLong(), 1)));
  }

  /** Adds rows in batches, serialized. */
  private static Shard shard(View view, List<Change> changes, Random random) {
    var shard = new Shard(view);
    for (int from = 0, to; from < changes.size(); from = to) {
      to = Math.min(changes.size(), from + 1 + random.nextInt(9));
      var packing = new PackedRows.Packing(row -> new GroupKey(view.name(), 0, 0));
      for (var change : changes.subList(from, to)) {
        if (change.isDeletion) {
          packing.deleted(change.row);
        } else {
          packing.row(change.row);
        }
      }
      packing.flush(rows -> shard.add(throughBytes(rows)));
    }
    return shard;
  }

  private static PackedRows throughBytes(PackedRows rows) {
    var out = new WireOutput();
    FORMAT.write(rows, out);
    return FORMAT.read(new WireInput(out.toBytes()));
  }

  /** The rows of a shard, and the order of its texts, which the dictionaries of a file have. */
  private static List<Object> contents(Shard shard) {
    var table = shard.inOrder(DateRange.ALL);
    return List.of(table.rows(), ((Texts) table.column(0)).distinct(), ((Texts) table.column(2)).distinct());
  }
}
