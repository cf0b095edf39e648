package io.meterline.model.view;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.meterline.model.view.Column.Presence;
import io.meterline.model.view.Column.Type;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class GroupKeyTest {
  private static final View DAYS =
      View.named("days").key("device", Type.STRING, Presence.OPTIONAL).key("date", Type.DATE).datedBy("date");
  private static final View EVENTS = View.listNamed("events").key("at", Type.TIMESTAMP, Presence.OPTIONAL).datedBy("at");

  @Test
  void theRowsOfADeviceInAMonthAreInOneShardAndThoseOfTheNextMonthInAnother() {
    var march = IntStream.rangeClosed(1, 31).mapToObj(day -> GroupKey.ofShard(day("m1", LocalDate.of(2024, 3, day)))).distinct().toList();
    assertEquals(1, march.size());
    assertEquals("2024-04" + march.get(0).shard().substring(7), GroupKey.ofShard(day("m1", LocalDate.of(2024, 4, 1))).shard());
  }

  @Test
  void aRowWithoutTheFirstColumnOfItsKeyHasAShardToo() {
    assertEquals("2024-03-0", GroupKey.ofShard(DAYS.row(1, Optional.empty(), LocalDate.of(2024, 3, 1))).shard());
  }

  @Test
  void theMonthIsThatOfTheTimestampInUtcAndARowWithoutOneIsUndated() {
    var beforeMidnight = EVENTS.row(0, Instant.parse("1969-12-31T23:59:59.999Z"));
    assertEquals("1969-12", GroupKey.ofShard(beforeMidnight).shard().substring(0, 7));
    assertEquals("undated-0", GroupKey.ofShard(EVENTS.row(0, Optional.empty())).shard());
  }

  @Test
  void packedRowsAreReadBackInOrder() {
    var packing = new PackedRows.Packing(GroupKey::ofShard);
    var rows = List.of(day("m1", LocalDate.of(2024, 3, 2)), day("m1", LocalDate.of(2024, 3, 1)));
    rows.forEach(packing::row);
    var out = new ArrayList<Row>();
    packing.packed().get(0).emitTo(
        DAYS,
        new RowChanges() {
          @Override
          public void row(Row row) {
            out.add(row);
          }

          @Override
          public void deleted(Row row) {
            throw new AssertionError(row + " was not deleted");
          }
        });
    assertEquals(rows, out);
  }

  private static Row day(String device, LocalDate date) {
    return DAYS.row(1, device, date);
  }
}
