package io.meterline.model.view;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.meterline.model.time.DateRange;
import io.meterline.model.view.AmendedShard.Amended;
import io.meterline.model.view.Column.Presence;
import io.meterline.model.view.Column.Type;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class AmendedShardTest {
  private static final View DAYS = columns(View.named("days")).optional("state", Type.BYTES).datedBy("date");
  private static final View EVENTS = columns(View.listNamed("events")).datedBy("date");
  private static final LocalDate FIRST = LocalDate.of(2024, 3, 1);
  private static final DateRange SECOND_AND_THIRD = new DateRange(FIRST.plusDays(1), FIRST.plusDays(3));

  /** An upsert or a deletion of a row. */
  private record Change(Row row, boolean isDeletion) {}

  @Property(tries = 500)
  void rowsAreReplacedAddedAndDeletedByKeyAsInAMap(@ForAll long seed, @ForAll @IntRange(max = 30) int size, @ForAll boolean isRange) {
    var random = new Random(seed);
    var dates = isRange ? SECOND_AND_THIRD : DateRange.ALL;
    var before = new TreeMap<RowKey, Row>();
    rows(DAYS, random, size).stream().filter(row -> dates.contains(date(row))).forEach(row -> before.put(row.key(), row));
    var changes = new ArrayList<Change>();
    rows(DAYS, random, random.nextInt(12)).forEach(row -> changes.add(new Change(row, random.nextInt(3) == 0)));
    var after = new TreeMap<>(before);
    for (var change : changes) {
      if (dates.contains(date(change.row))) {
        after.compute(change.row.key(), (key, row) -> change.isDeletion ? null : change.row);
      }
    }
    Collections.shuffle(changes, random);
    var amended = amended(before.values(), changes, random, dates);
    assertEquals(List.copyOf(after.values()), amended.rows().rows());
    assertEquals(after.keySet().stream().filter(key -> !before.containsKey(key)).count(), amended.added());
    assertEquals(before.keySet().stream().filter(key -> !after.containsKey(key)).count(), amended.deleted());
    assertEquals(
        after.keySet().stream().filter(key -> before.containsKey(key) && !Objects.equals(before.get(key), after.get(key))).count(),
        amended.changed());
    assertEquals(before.equals(after), amended.isSame());
    assertEquals(differences(whole(DAYS, before.values()), amended.rows()), differences(before.values(), changes, random, dates));
    assertEquals(columnsOf(whole(DAYS, after.values())), columnsOf(amended.rows()));
  }

  @Property(tries = 500)
  void rowsOfAListAreAddedAndRemovedOneByOne(@ForAll long seed, @ForAll @IntRange(max = 30) int size) {
    var random = new Random(seed);
    var before = rows(EVENTS, random, size);
    before.addAll(before.subList(0, size / 3));
    var changes = new ArrayList<Change>();
    var after = new ArrayList<>(before);
    Collections.shuffle(after, random);
    for (var row : List.copyOf(after.subList(0, random.nextInt(1 + after.size())))) {
      changes.add(new Change(row, true));
      after.remove(row);
    }
    for (var row : rows(EVENTS, random, random.nextInt(9))) {
      changes.add(new Change(row, false));
      after.add(row);
    }
    Collections.shuffle(changes, random);
    var amended = amended(before, changes, random, SECOND_AND_THIRD);
    var expected = whole(EVENTS, after);
    assertEquals(expected.rows(), amended.rows().rows());
    assertEquals(columnsOf(expected), columnsOf(amended.rows()));
    assertEquals(expected.rows().equals(whole(EVENTS, before).rows()), amended.isSame());
    assertEquals(after.size() - before.size(), amended.added() - amended.deleted());
    assertEquals(differences(whole(EVENTS, before), amended.rows()), differences(before, changes, random, SECOND_AND_THIRD));
  }

  @Test
  void aListWithoutARowThatIsToBeDeletedIsNotTheRightOne() {
    var rows = rows(EVENTS, new Random(1), 2);
    var changes = List.of(new Change(rows.get(0), true), new Change(rows.get(0), true));
    var failure = assertThrows(IllegalArgumentException.class, () -> amended(rows, changes, new Random(), DateRange.ALL));
    assertTrue(failure.getMessage().contains("a row to be deleted is not there: events device="), failure.getMessage());
    assertThrows(IllegalArgumentException.class, () -> differences(rows, changes, new Random(), DateRange.ALL));
  }

  @Test
  void aRowThatIsAddedAndDeletedAgainChangesNothing() {
    var rows = rows(EVENTS, new Random(1), 2);
    var changes = List.of(new Change(rows.get(1), true), new Change(rows.get(1), false));
    assertTrue(amended(rows.subList(0, 1), changes, new Random(), DateRange.ALL).isSame());
  }

  private static View.Builder columns(View.Builder view) {
    return view.key("device", Type.STRING, Presence.OPTIONAL).key("date", Type.DATE).column("text", Type.STRING);
  }

  /** Rows of few keys and values: of days with rising revisions, of events without any. */
  private static List<Row> rows(View view, Random random, int size) {
    var rows = new ArrayList<Row>();
    IntStream.range(0, size).forEach(revision -> rows.add(row(view, revision, random)));
    return rows;
  }

  private static Row row(View view, long revision, Random random) {
    var device = random.nextInt(5) == 0 ? Optional.<String>empty() : Optional.of("m" + random.nextInt(3));
    var date = FIRST.plusDays(random.nextInt(4));
    var text = "t" + random.nextInt(2);
    if (view.equals(EVENTS)) {
      return view.row(0, device, date, text);
    }
    var state = random.nextBoolean() ? Optional.empty() : Optional.of(Bytes.owning(new byte[] {(byte) random.nextInt(2)}));
    return view.row(revision, device, date, text, state);
  }

  private static LocalDate date(Row row) {
    return (LocalDate) row.get(1);
  }

  /** Amends rows that come from a file, and so have no revision. */
  private static Amended amended(Iterable<Row> before, List<Change> changes, Random random, DateRange dates) {
    return shard(before, changes, random).amended(dates);
  }

  /** The rows that differ, as they are told from the changes alone. */
  private static List<RowChange> differences(Iterable<Row> before, List<Change> changes, Random random, DateRange dates) {
    var differences = new ArrayList<RowChange>();
    shard(before, changes, random).differences(dates, differences::add);
    return differences;
  }

  private static List<RowChange> differences(Table before, Table after) {
    var differences = new ArrayList<RowChange>();
    new ShardChanges(before, after).emitTo(differences::add);
    return differences;
  }

  private static AmendedShard shard(Iterable<Row> before, List<Change> changes, Random random) {
    var view = before.iterator().hasNext() ? before.iterator().next().view() : changes.isEmpty() ? DAYS : changes.get(0).row.view();
    var file = new Table(view);
    whole(view, before).rows().forEach(row -> file.row(row.at(0)));
    var shard = new AmendedShard(file);
    for (int from = 0, to; from < changes.size(); from = to) {
      to = Math.min(changes.size(), from + 1 + random.nextInt(4));
      var packing = new PackedRows.Packing(row -> new GroupKey(view.name(), 0, 0));
      for (var change : changes.subList(from, to)) {
        if (change.isDeletion) {
          packing.deleted(change.row);
        } else {
          packing.row(change.row);
        }
      }
      packing.flush(shard::add);
    }
    return shard;
  }

  /** What a run that writes all rows would write. */
  private static Table whole(View view, Iterable<Row> rows) {
    var shard = new Shard(view);
    rows.forEach(row -> shard.add(PackedRows.of(row)));
    return shard.inOrder(DateRange.ALL);
  }

  /** The order of the texts of each column, which the dictionaries of a file have. */
  private static List<Object> columnsOf(Table table) {
    return List.of(((Texts) table.column(0)).distinct(), ((Texts) table.column(2)).distinct());
  }
}
