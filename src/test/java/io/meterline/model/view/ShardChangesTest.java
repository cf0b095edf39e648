package io.meterline.model.view;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.meterline.model.view.Column.Type;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** The rows of two files that differ, against a plain comparison of maps and of counts. */
class ShardChangesTest {
  private static final LocalDate DATE = LocalDate.of(2024, 3, 1);
  private static final View DAYS = columns(View.named("days"));
  private static final View EVENTS = columns(View.listNamed("events"));

  private static View columns(View.Builder view) {
    return view.key("date", Type.DATE).key("device", Type.STRING).column("n", Type.LONG).datedBy("date");
  }

  @Provide
  Arbitrary<Map<String, Long>> days() {
    return Arbitraries.maps(devices(), numbers());
  }

  @Provide
  Arbitrary<List<String>> events() {
    return devices().list().ofMaxSize(8);
  }

  private static Arbitrary<String> devices() {
    return Arbitraries.of("a", "b", "c", "d", "e");
  }

  private static Arbitrary<Long> numbers() {
    return Arbitraries.longs().between(0, 2);
  }

  @Property
  void ofAKeyWithAnotherRowBothRowsAreThere(@ForAll("days") Map<String, Long> before, @ForAll("days") Map<String, Long> after) {
    var expected = new TreeMap<String, List<Optional<Long>>>();
    for (var device : List.of("a", "b", "c", "d", "e")) {
      expected.put(device, List.of(Optional.ofNullable(before.get(device)), Optional.ofNullable(after.get(device))));
    }
    expected.values().removeIf(sides -> sides.get(0).equals(sides.get(1)));
    var actual = new TreeMap<String, List<Optional<Long>>>();
    new ShardChanges(table(before), table(after))
        .emitTo(change -> actual.put(device(change.any()), List.of(change.before().map(ShardChangesTest::n), change.after().map(ShardChangesTest::n))));
    assertEquals(expected, actual);
  }

  @Property
  void ofAViewThatKeepsAllRowsEqualOnesCancelEachOtherOut(@ForAll("events") List<String> before, @ForAll("events") List<String> after) {
    var expected = new ArrayList<String>();
    for (var device : List.of("a", "b", "c", "d", "e")) {
      var surplus = after.stream().filter(device::equals).count() - before.stream().filter(device::equals).count();
      for (var i = 0L; i < Math.abs(surplus); i++) {
        expected.add((surplus < 0 ? "-" : "+") + device);
      }
    }
    var actual = new ArrayList<String>();
    new ShardChanges(table(before), table(after))
        .emitTo(
            change -> {
              change.before().ifPresent(row -> actual.add("-" + device(row)));
              change.after().ifPresent(row -> actual.add("+" + device(row)));
            });
    assertEquals(expected, actual);
  }

  private static Table table(Map<String, Long> days) {
    return Table.of(DAYS, days.entrySet().stream().map(day -> DAYS.row(1, DATE, day.getKey(), day.getValue())).toList());
  }

  private static Table table(List<String> events) {
    return Table.of(EVENTS, events.stream().map(device -> EVENTS.row(1, DATE, device, 0L)).toList());
  }

  private static String device(Row row) {
    return (String) row.find("device").orElseThrow();
  }

  private static Long n(Row row) {
    return (Long) row.find("n").orElseThrow();
  }
}
