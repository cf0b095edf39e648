package io.meterline.connect.parquet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.meterline.engine.analysis.Alerts;
import io.meterline.engine.analysis.Usage;
import io.meterline.model.MeterlineException;
import io.meterline.model.view.Rejected;
import io.meterline.model.view.Row;
import io.meterline.model.view.Table;
import io.meterline.model.view.View;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ViewReaderTest {
  private static final String USAGE_COLUMNS =
      "'m1' AS device, DATE '2013-01-01' AS date, 'UTC' AS zone, 7::BIGINT AS milliwatt_hours,"
          + " NULL::BIGINT AS cost_micros, 2::BIGINT AS readings, [3::BIGINT, 4] AS hourly, 9::BIGINT AS peak_watts, NULL::BIGINT AS standing_micros, 1800::BIGINT AS covered_seconds";
  private static final Row USAGE_ROW =
      Usage.VIEW.row(
          0, "m1", LocalDate.parse("2013-01-01"), "UTC", 7L, OptionalLong.empty(), 2L, List.of(3L, 4L), 9L, OptionalLong.empty(), 1800L);

  @TempDir Path folder;

  @Test
  void readsWhatAnotherToolWrote() throws Exception {
    DuckDb.write(folder.resolve("usage/a.parquet"), "SELECT " + USAGE_COLUMNS);
    assertEquals(List.of(USAGE_ROW), read(Usage.VIEW));
  }

  @Test
  void readsWhatTheViewWriterWrote() throws IOException {
    var rows = new ArrayList<Row>();
    rows.add(
        Rejected.VIEW.row(
            0, "READING", OptionalInt.empty(), OptionalLong.of(-1), "MALFORMED", "ä", Optional.empty(), "{}"));
    rows.add(
        Rejected.VIEW.row(
            0, "SETTING", 3, Long.MAX_VALUE, "BAD_VALUE", "", Optional.of(Instant.ofEpochMilli(-1)), "{}"));
    Files.createDirectories(folder.resolve("rejected"));
    ViewFile.write(folder.resolve("rejected/part.parquet"), Table.of(Rejected.VIEW, rows));
    assertEquals(rows, read(Rejected.VIEW));
  }

  @Test
  void readsFilesInSubfoldersAndThroughLinksSortedByPath() throws Exception {
    DuckDb.write(folder.resolve("v1/2013-02/a.parquet"), "SELECT " + USAGE_COLUMNS.replace("m1", "m2"));
    DuckDb.write(folder.resolve("v1/2013-01/a.parquet"), "SELECT " + USAGE_COLUMNS);
    Files.writeString(folder.resolve("v1/notes.txt"), "not a part of it");
    Files.createSymbolicLink(folder.resolve("usage"), Path.of("v1"));
    assertEquals(List.of("m1", "m2"), read(Usage.VIEW).stream().map(row -> row.get(0)).toList());
    assertEquals(2, ViewReader.of(folder, Usage.VIEW).count());
  }

  @Test
  void aFolderWithoutFilesHasNoRows() throws IOException {
    Files.createDirectories(folder.resolve("usage"));
    assertEquals(List.of(), read(Usage.VIEW));
    assertEquals(0, ViewReader.of(folder, Usage.VIEW).count());
  }

  @Test
  void columnsThatTheViewDoesNotHaveAreIgnored() throws Exception {
    DuckDb.write(
        folder.resolve("usage/a.parquet"), "SELECT 5::BIGINT AS revision, " + USAGE_COLUMNS + ", 'x' AS note");
    assertEquals(List.of(USAGE_ROW), read(Usage.VIEW));
  }

  @Test
  void rowsOfSeveralRowGroupsAreAllRead() throws Exception {
    var rows = "SELECT " + USAGE_COLUMNS.replace("'m1'", "'m' || i") + " FROM range(300000) r(i)";
    DuckDb.write(folder.resolve("usage/a.parquet"), rows);
    var reader = ViewReader.of(folder, Usage.VIEW);
    var devices = new ArrayList<Object>();
    reader.read(row -> devices.add(row.get(0)));
    assertEquals(300_000, reader.count());
    assertEquals(300_000, devices.size());
    assertEquals("m299999", devices.get(299_999));
  }

  @Test
  void timestampsInOtherUnitsAreReadIfTheyAreWholeMilliseconds() throws Exception {
    alerts("make_timestamptz(1500)");
    assertEquals(
        "alerts-0.parquet: row 1, column 'opened_at': 1500 MICROS is not a whole number of milliseconds",
        failure(Alerts.VIEW));
    alerts("make_timestamptz(1000)");
    assertEquals(Optional.of(Instant.ofEpochMilli(1)), read(Alerts.VIEW).get(0).find("opened_at"));
  }

  @Test
  void aTimestampWithoutAZoneIsNotOneInUtc() throws Exception {
    alerts("TIMESTAMP '2013-01-01 00:00:00'");
    assertTrue(failure(Alerts.VIEW).contains("column 'opened_at' is"), failure(Alerts.VIEW));
    assertTrue(failure(Alerts.VIEW).endsWith("must be INT64 (TIMESTAMP, UTC)"), failure(Alerts.VIEW));
  }

  private void alerts(String openedAt) throws SQLException, IOException {
    DuckDb.write(
        folder.resolve("alerts/alerts-0.parquet"),
        "SELECT 'm1' AS device, "
            + openedAt
            + " AS opened_at, NULL::TIMESTAMPTZ AS closed_at, 1::BIGINT AS threshold_watts,"
            + " 1::BIGINT AS peak_watts, 1::BIGINT AS milliwatt_hours, 1::BIGINT AS readings");
  }

  @Test
  void aMissingFolderIsNamed() {
    assertEquals("usage: there is no such folder", failure(Usage.VIEW));
  }

  @Test
  void aMissingColumnIsNamed() throws Exception {
    DuckDb.write(folder.resolve("usage/a.parquet"), "SELECT 'm1' AS device, 1 AS b");
    assertEquals("a.parquet: has no column 'date', only device, b", failure(Usage.VIEW));
  }

  @Test
  void aColumnOfAnotherTypeIsNamed() throws Exception {
    DuckDb.write(folder.resolve("usage/a.parquet"), "SELECT " + USAGE_COLUMNS.replace("7::BIGINT", "7::INTEGER"));
    assertEquals(
        "a.parquet: column 'milliwatt_hours' is 'optional int32 milliwatt_hours (INTEGER(32,true))', must be INT64",
        failure(Usage.VIEW));
  }

  @Test
  void aMissingValueThatTheViewRequiresIsNamed() throws Exception {
    DuckDb.write(
        folder.resolve("usage/a.parquet"),
        "SELECT " + USAGE_COLUMNS + " UNION ALL SELECT " + USAGE_COLUMNS.replace("'UTC'", "NULL"));
    assertEquals("a.parquet: row 2, column 'zone': has no value", failure(Usage.VIEW));
  }

  @Test
  void aMissingElementOfAListIsNamed() throws Exception {
    DuckDb.write(folder.resolve("usage/a.parquet"), "SELECT " + USAGE_COLUMNS.replace("[3::BIGINT", "[NULL::BIGINT"));
    assertEquals("a.parquet: row 1, column 'hourly': an element is missing", failure(Usage.VIEW));
  }

  @Test
  void aTruncatedFileIsNamedInOneLine() throws Exception {
    var file = DuckDb.write(folder.resolve("usage/a.parquet"), "SELECT " + USAGE_COLUMNS);
    var bytes = Files.readAllBytes(file);
    for (var length : List.of(0, 3, bytes.length / 2, bytes.length - 1)) {
      Files.write(file, Arrays.copyOf(bytes, length));
      var message = failure(Usage.VIEW);
      assertTrue(message.startsWith("a.parquet: not a complete Parquet file"), message);
      assertFalse(message.contains("\n"), message);
    }
  }

  @Test
  void aDamagedPageIsDetected() throws IOException {
    Files.createDirectories(folder.resolve("usage"));
    var file = folder.resolve("usage/a.parquet");
    ViewFile.write(file, Table.of(Usage.VIEW, List.of(USAGE_ROW)));
    var bytes = Files.readAllBytes(file);
    for (var at = 30; at < 40; at++) {
      bytes[at] ^= 0x55;
    }
    Files.write(file, bytes);
    assertTrue(failure(Usage.VIEW).startsWith("a.parquet: not a complete Parquet file"), failure(Usage.VIEW));
  }

  @Test
  void aDanglingLinkIsNotIgnored() throws IOException {
    Files.createDirectories(folder.resolve("usage"));
    Files.createSymbolicLink(folder.resolve("usage/a.parquet"), Path.of("gone.parquet"));
    assertTrue(failure(Usage.VIEW).startsWith("a.parquet: "), failure(Usage.VIEW));
  }

  private List<Row> read(View view) {
    var rows = new ArrayList<Row>();
    ViewReader.of(folder, view).read(rows::add);
    return rows;
  }

  /** The message of the failure to read a view, without the test's folders. */
  private String failure(View view) {
    var message = assertThrows(MeterlineException.class, () -> read(view)).getMessage();
    return message.replace(folder.resolve(view.name()) + "/", "").replace(folder + "/", "");
  }
}
