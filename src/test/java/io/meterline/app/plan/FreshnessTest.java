package io.meterline.app.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.meterline.engine.analysis.Analyses;
import io.meterline.model.view.Bytes;
import io.meterline.model.view.Column;
import io.meterline.model.view.Column.Presence;
import io.meterline.model.view.Row;
import io.meterline.model.view.RowChange;
import io.meterline.model.view.RowDifferences;
import io.meterline.model.view.View;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** Compared with plain lists, from which each row change that is found is taken. */
class FreshnessTest {
  private static final List<View> VIEWS = Analyses.standard().views();
  private static final int MOST_NAMED = 5;

  /** Texts that are easily taken for something else when they are joined. */
  private static final List<String> TEXTS = List.of("a", "b", "-", "null", "", "a date=2024-01-01", "a, after=Optional.empty", "ä");

  @Property(tries = 500)
  void whatIsStaleIsWhatIsPlannedAndNotFoundAnyMore(
      @ForAll long seed, @ForAll @IntRange(max = 12) int both, @ForAll @IntRange(max = 12) int lost, @ForAll @IntRange(max = 12) int since) {
    var random = new Random(seed);
    var planned = changes(random, both);
    var now = new ArrayList<>(planned);
    planned.addAll(changes(random, lost));
    now.addAll(changes(random, since));
    Collections.shuffle(now, random);
    var stale = new ArrayList<RowChange>();
    for (var view : VIEWS) {
      var left = new ArrayList<>(of(view, now));
      of(view, planned).stream().filter(change -> !left.remove(change)).forEach(stale::add);
    }
    var freshness = Freshness.of(in(planned), in(now));
    assertEquals(stale.size(), freshness.stale());
    assertEquals(stale.stream().limit(MOST_NAMED).toList(), freshness.first());
    assertEquals(stale.isEmpty(), freshness.isFresh());
  }

  @Property(tries = 200)
  void whateverElseWouldChangeAPlanIsFresh(@ForAll long seed, @ForAll @IntRange(max = 12) int planned, @ForAll @IntRange(max = 12) int since) {
    var random = new Random(seed);
    var before = changes(random, planned);
    var now = changes(random, since);
    now.addAll(before);
    Collections.shuffle(now, random);
    assertTrue(Freshness.of(in(before), in(now)).isFresh());
  }

  /** Of a list, as many equal rows as were planned must be added. */
  @Test
  void equalRowsOfAListCountOneByOne() {
    var view = VIEWS.get(0);
    var added = RowChange.added(row(view, new Random(1)));
    assertEquals(new Freshness(1, List.of(added)), Freshness.of(in(List.of(added, added)), in(List.of(added))));
    assertTrue(Freshness.of(in(List.of(added, added)), in(List.of(added, added, added))).isFresh());
  }

  @Test
  void addedDeletedAndChangedAreDifferentChangesOfOneRow() {
    var random = new Random(2);
    var view = VIEWS.get(0);
    var row = row(view, random);
    var kinds = List.of(RowChange.added(row), RowChange.deleted(row), RowChange.changed(row, row));
    for (var planned : kinds) {
      for (var now : kinds) {
        assertEquals(planned.equals(now), Freshness.of(in(List.of(planned)), in(List.of(now))).isFresh());
      }
    }
  }

  private static RowDifferences in(List<RowChange> changes) {
    return (view, to) -> of(view, changes).forEach(to);
  }

  private static List<RowChange> of(View view, List<RowChange> changes) {
    return changes.stream().filter(change -> change.any().view().equals(view)).toList();
  }

  private static List<RowChange> changes(Random random, int count) {
    var changes = new ArrayList<RowChange>();
    while (changes.size() < count) {
      var view = VIEWS.get(random.nextInt(VIEWS.size()));
      var row = row(view, random);
      changes.add(
          switch (random.nextInt(3)) {
            case 0 -> RowChange.added(row);
            case 1 -> RowChange.deleted(row);
            default -> RowChange.changed(row, row(view, random));
          });
      if (random.nextInt(3) == 0 && changes.size() < count) {
        changes.add(changes.get(random.nextInt(changes.size())));
      }
    }
    return changes;
  }

  /** Rows of few values, so that many are nearly equal. */
  private static Row row(View view, Random random) {
    return view.row(random.nextLong(), view.columns().stream().map(column -> value(column, random)).toArray());
  }

  private static Object value(Column column, Random random) {
    if (column.presence() == Presence.OPTIONAL && random.nextInt(3) == 0) {
      return Optional.empty();
    }
    return switch (column.type()) {
      case STRING -> TEXTS.get(random.nextInt(TEXTS.size()));
      case INT -> random.nextInt(2);
      case LONG -> (long) random.nextInt(2);
      case DATE -> LocalDate.of(2024, 1, 1 + random.nextInt(2));
      case TIMESTAMP -> Instant.ofEpochMilli(random.nextInt(2));
      case LONGS -> random.longs(random.nextInt(2), 0, 2).boxed().toList();
      case BYTES -> Bytes.copyOf(new byte[] {(byte) random.nextInt(2)});
    };
  }
}
