package io.meterline.connect.kafka.views;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.meterline.engine.analysis.Analyses;
import io.meterline.engine.analysis.Usage;
import io.meterline.model.view.Bytes;
import io.meterline.model.view.Column;
import io.meterline.model.view.Rejected;
import io.meterline.model.view.Row;
import io.meterline.model.view.View;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.Tuple.Tuple2;
import org.junit.jupiter.api.Test;

class RowJsonTest {
  private static final long FIRST_MILLIS = Instant.parse("0001-01-01T00:00:00Z").toEpochMilli();
  private static final long LAST_MILLIS = Instant.parse("9999-12-31T23:59:59.999Z").toEpochMilli();
  private static final Row USAGE =
      Usage.VIEW.row(
          7, "m\"1", LocalDate.parse("2013-01-31"), "UTC", Long.MIN_VALUE, OptionalLong.empty(), 2L, List.of(3L, -4L), 9L, OptionalLong.of(-1), 3600L);

  @Test
  void aValueHasEveryColumnInItsOrderAndTheRevision() {
    assertEquals(
        "{\"device\":\"m\\\"1\",\"date\":\"2013-01-31\",\"zone\":\"UTC\",\"milliwatt_hours\":-9223372036854775808,"
            + "\"cost_micros\":null,\"readings\":2,\"hourly\":[3,-4],\"peak_watts\":9,\"standing_micros\":-1,\"covered_seconds\":3600,\"revision\":7}",
        text(RowJson.value(USAGE)));
  }

  @Test
  void aKeyHasTheColumnsOfTheViewsKey() {
    assertEquals("{\"device\":\"m\\\"1\",\"date\":\"2013-01-31\",\"zone\":\"UTC\"}", text(RowJson.key(USAGE)));
  }

  @Test
  void aRejectionHasItsPositionAndReasonAsKeyAndItsTimeInMilliseconds() {
    var row =
        Rejected.VIEW.row(
            0, "READING", 3, 17L, "TOO_LATE", "late", Optional.of(Instant.parse("2026-01-01T00:00:00Z")), "{}");
    assertEquals("{\"kind\":\"READING\",\"partition\":3,\"offset\":17,\"reason\":\"TOO_LATE\"}", text(RowJson.key(row)));
    assertTrue(text(RowJson.value(row)).contains("\"logged_at\":\"2026-01-01T00:00:00.000Z\""), text(RowJson.value(row)));
  }

  @Property
  void rowsAreReadBackUnchanged(@ForAll("rows") Row row) {
    var read = RowJson.read(row.view(), RowJson.value(row));
    assertEquals(row, read);
    assertEquals(row.revision(), read.revision());
  }

  @Property
  void keysAreEqualIfAndOnlyIfTheKeysOfTheRowsAre(@ForAll("pairs") Tuple2<Row, Row> pair) {
    var areOneKey = pair.get1().key().equals(pair.get2().key());
    assertEquals(areOneKey, text(RowJson.key(pair.get1())).equals(text(RowJson.key(pair.get2()))));
  }

  @Property
  void aKeyIsReadBackAsTheValuesOfItsColumns(@ForAll("rows") Row row) {
    var columns = RowJson.keyColumns(row.view());
    assertEquals(columns.stream().map(row::find).toList(), RowJson.readKey(row.view(), RowJson.key(row)));
  }

  @Test
  void anythingButAKeyOfTheViewIsRejected() {
    for (var wrong :
        List.of("", "7", "[]", "{", "{}", "{\"device\":\"m1\",\"date\":\"2013-01-31\"}", "{\"device\":\"m1\",\"date\":\"soon\",\"zone\":\"UTC\"}",
            "{\"device\":null,\"date\":\"2013-01-31\",\"zone\":\"UTC\"}")) {
      assertThrows(IllegalArgumentException.class, () -> RowJson.readKey(Usage.VIEW, wrong.getBytes(StandardCharsets.UTF_8)), wrong);
    }
  }

  @Test
  void additionalFieldsAreIgnored() {
    var later = text(RowJson.value(USAGE)).replace("\"revision\"", "\"later\":{\"a\":[1,{}]},\"revision\"");
    assertEquals(USAGE, RowJson.read(Usage.VIEW, later.getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void anythingButARowOfTheViewIsRejected() {
    var value = text(RowJson.value(USAGE));
    for (var wrong :
        List.of("", "[]", "{", "{}", value.substring(0, value.length() - 2), value.replace("2013-01-31", "2013-02-31"),
            value.replace("[3,-4]", "[3,"), value.replace(":2,", ":\"2\","))) {
      assertThrows(
          IllegalArgumentException.class, () -> RowJson.read(Usage.VIEW, wrong.getBytes(StandardCharsets.UTF_8)), wrong);
    }
  }

  @Provide
  Arbitrary<Row> rows() {
    return Arbitraries.of(Analyses.standard().views()).flatMap(RowJsonTest::rowsOf);
  }

  @Provide
  Arbitrary<Tuple2<Row, Row>> pairs() {
    var keyed = Analyses.standard().views().stream().filter(view -> view.retention() == View.Retention.LAST).toList();
    return Arbitraries.of(keyed).flatMap(view -> Combinators.combine(rowsOf(view), rowsOf(view)).as(Tuple::of));
  }

  private static Arbitrary<Row> rowsOf(View view) {
    var values = Combinators.combine(view.columns().stream().map(RowJsonTest::values).toList()).as(List::toArray);
    return Combinators.combine(Arbitraries.longs(), values).as(view::row);
  }

  private static Arbitrary<Object> values(Column column) {
    Arbitrary<Object> value =
        switch (column.type()) {
          case STRING -> Arbitraries.strings().ofMaxLength(5).map(Object.class::cast);
          case INT -> Arbitraries.integers().map(Object.class::cast);
          case LONG -> Arbitraries.longs().map(Object.class::cast);
          case DATE -> Arbitraries.longs().between(-719_162, 2_932_896).map(LocalDate::ofEpochDay);
          case TIMESTAMP -> Arbitraries.longs().between(FIRST_MILLIS, LAST_MILLIS).map(Instant::ofEpochMilli);
          case LONGS -> Arbitraries.longs().list().ofMaxSize(4).map(Object.class::cast);
          case BYTES -> Arbitraries.bytes().array(byte[].class).ofMaxSize(4).map(Bytes::owning);
        };
    return column.presence() == Column.Presence.OPTIONAL
        ? value.optional().map(Object.class::cast)
        : value;
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
