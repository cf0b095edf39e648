package io.meterline.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.meterline.connect.parquet.ArchiveWriter;
import io.meterline.connect.parquet.DuckDb;
import io.meterline.connect.parquet.ViewReader;
import io.meterline.connect.versions.Versions;
import io.meterline.engine.analysis.Usage;
import io.meterline.model.log.LoggedReading;
import io.meterline.model.log.Position;
import io.meterline.model.log.Reading;
import io.meterline.model.view.Rejected;
import io.meterline.model.view.Row;
import io.meterline.model.view.View;
import io.meterline.oracle.Log;
import io.meterline.oracle.LogBuilder;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An unusable row of the log becomes a row of the view of rejected events, and the others are used. */
class BadRowsTest {
  /** As another tool writes them: every column may be null, timestamps are in microseconds. */
  private static final String READING =
      "'m1' AS device, make_timestamptz(1709510400000000) AS \"at\", 1800::INTEGER AS seconds, 500::BIGINT AS milliwatt_hours,"
          + " make_timestamptz(1709600000000000) AS logged_at, 3::INTEGER AS partition, 7::BIGINT AS \"offset\"";

  private static final String CHANGE =
      "'everyone' AS scope, 'timezone' AS name, 'SET' AS op, 'UTC' AS value,"
          + " make_timestamptz(1709510400000000) AS effective_at, NULL::VARCHAR AS author, NULL::VARCHAR AS reason,"
          + " make_timestamptz(1709510400000000) AS logged_at, 3::INTEGER AS partition, 7::BIGINT AS \"offset\"";

  @TempDir Path temp;

  @Test
  void missingValuesMakeARowMalformed() throws IOException, SQLException {
    var without =
        List.of(
            "NULL AS device", "'' AS device", "NULL AS \"at\"", "NULL AS seconds", "NULL AS milliwatt_hours",
            "NULL AS logged_at", "NULL AS partition", "NULL AS \"offset\"",
            // A microsecond past a millisecond.
            "make_timestamptz(1709510400000001) AS \"at\"");
    var rows = new ArrayList<String>();
    rows.add(READING);
    without.forEach(part -> rows.add(replace(READING, part)));
    DuckDb.write(temp.resolve("log/readings/a.parquet"), union(rows));
    DuckDb.write(temp.resolve("log/settings/a.parquet"), "SELECT " + CHANGE);
    var summary = run();
    assertTrue(summary.contains("MALFORMED 9"), summary);
    assertFalse(summary.contains("warning"), "the only settings change was used");
    var rejected = rows(Rejected.VIEW);
    assertEquals(9, rejected.size());
    for (var row : rejected) {
      assertEquals("READING", value(row, "kind"));
      assertEquals("MALFORMED", value(row, "reason"));
      assertTrue(value(row, "detail").toString().contains("a.parquet: row "), row::toString);
    }
    // What could be read of each is kept: all but one have each part of their position, all but two their device.
    assertEquals(8, rejected.stream().filter(row -> row.find("partition").isPresent()).count());
    assertEquals(8, rejected.stream().filter(row -> row.find("offset").isPresent()).count());
    assertEquals(8, rejected.stream().filter(row -> row.find("logged_at").isPresent()).count());
    assertEquals(7, rejected.stream().filter(row -> value(row, "content").toString().contains("\"device\":\"m1\"")).count());
    assertEquals(List.of(1L), rows(Usage.VIEW).stream().map(row -> value(row, "readings")).toList());
  }

  @Test
  void changesWithMissingValuesAreMalformed() throws IOException, SQLException {
    var without =
        List.of(
            "NULL AS scope", "NULL AS name", "NULL AS op", "NULL AS effective_at", "NULL AS logged_at",
            "NULL AS partition", "NULL AS \"offset\"");
    var rows = new ArrayList<String>();
    rows.add(CHANGE);
    // A missing value is the empty one, which CLEAR requires.
    rows.add(CHANGE.replace("'SET'", "'CLEAR'").replace("'UTC'", "NULL"));
    without.forEach(part -> rows.add(replace(CHANGE, part)));
    DuckDb.write(temp.resolve("log/readings/a.parquet"), "SELECT " + READING);
    DuckDb.write(temp.resolve("log/settings/a.parquet"), union(rows));
    var summary = run();
    assertTrue(summary.contains("of these: MALFORMED 7\n"), summary);
    assertEquals(
        List.of(
            "effective_at is missing", "logged_at is missing", "name is missing", "offset is missing", "op is missing",
            "partition is missing", "scope is missing"),
        rows(Rejected.VIEW).stream().map(row -> (String) value(row, "detail")).sorted().toList());
  }

  @Test
  void everyOtherErrorHasItsReason() {
    var start = "2024-03-04T00:00:00Z";
    var log =
        new LogBuilder()
            .set("everyone", "timezone", "Australia/Sydney")
            .set("everyone", "timezone", "Mars/Olympus")
            .set("everyone", "colour", "red")
            .set("street:7", "price.micros.per.kwh", "1")
            .set("everyone", "cohort", "small")
            .set("everyone", "price.micros.per.kwh", "a lot")
            .set("everyone", "alert.clear.percent", "101")
            .change("everyone", "price.micros.per.kwh", "DOUBLE", "1", start)
            .change("everyone", "timezone", "ADD", "1", start)
            .change("everyone", "alert.threshold.watts", "SCALE", "1.5", start)
            .reading("m1", start, 1800, 1)
            .reading("m1", start, 1800, 2, "2024-03-04T02:00:00Z")
            .reading("m1", "2024-03-04T00:30:00Z", 0, 3)
            .reading("m1", "2024-03-04T00:30:00Z", -1800, 3)
            .reading("m1", "2024-03-04T01:00:00Z", 1800, 1_000_000_000_000_001L)
            .reading("m1", "2024-03-04T01:30:00Z", 1800, 4, "2024-03-04T01:29:59.999Z")
            .reading("m1", "2024-03-04T02:00:00Z", 1800, 5)
            .build();
    store(log);
    var summary = run();
    assertTrue(
        summary.contains(
            "of these: BAD_SECONDS 2, OUT_OF_BOUNDS 1, FROM_THE_FUTURE 1, SUPERSEDED 1, UNKNOWN_SETTING 1, BAD_SCOPE 2,"
                + " BAD_OPERATION 2, BAD_VALUE 3, NOTHING_TO_CHANGE 1"),
        summary);
    assertTrue(
        summary.endsWith(
            "\nwarning: 9 of 10 settings changes were rejected: UNKNOWN_SETTING 1, BAD_SCOPE 2, BAD_OPERATION 2, BAD_VALUE 3,"
                + " NOTHING_TO_CHANGE 1; see the view 'rejected'\n"),
        summary);
    assertEquals(
        List.of(
            "READING 0 SUPERSEDED: a later reading of this device starts at 2024-03-04T00:00:00Z",
            "READING 2 BAD_SECONDS: seconds is 0, must be at least 1",
            "READING 3 BAD_SECONDS: seconds is -1800, must be at least 1",
            "READING 4 OUT_OF_BOUNDS: milliwatt_hours is 1000000000000001, must be within +/-1000000000000000",
            "READING 5 FROM_THE_FUTURE: starts at 2024-03-04T01:30:00Z, after it was logged at 2024-03-04T01:29:59.999Z",
            "SETTING 1 BAD_VALUE: 'Mars/Olympus' is not a time zone",
            "SETTING 2 UNKNOWN_SETTING: there is no setting 'colour'",
            "SETTING 3 BAD_SCOPE: 'street:7' is not everyone, plan:NAME, cohort:NAME or device:ID",
            "SETTING 4 BAD_SCOPE: cohort may not be set for everyone",
            "SETTING 5 BAD_VALUE: 'a lot' is not a whole number of 64 bits",
            "SETTING 6 BAD_VALUE: alert.clear.percent would be 101, must be 0 to 100",
            "SETTING 7 BAD_OPERATION: 'DOUBLE' is not SET, ADD, SCALE or CLEAR",
            "SETTING 8 BAD_OPERATION: timezone is not a number, so ADD does not apply",
            "SETTING 9 NOTHING_TO_CHANGE: SCALE of alert.threshold.watts, which has no value for everyone at that time"),
        rows(Rejected.VIEW).stream().map(BadRowsTest::inOneLine).sorted().toList());
    // Used and rejected make up the log: of 7 readings, 2 are used, the others are above.
    assertEquals(2, rows(Usage.VIEW).stream().mapToLong(row -> (Long) value(row, "readings")).sum());
  }

  @Test
  void aTimeThatNoCalendarHasIsMalformed() {
    var far = Instant.parse("9999-12-31T23:59:59.999Z").toEpochMilli() + 1;
    var good = new LogBuilder().set("everyone", "timezone", "UTC").reading("m1", "2024-03-04T00:00:00Z", 1800, 1).build();
    var readings = new ArrayList<>(good.readings());
    var place = new Position(Instant.ofEpochMilli(far), 0, 1);
    readings.add(new LoggedReading("m1", new Reading(far, 1800, 1), place));
    store(new Log(readings, good.changes()));
    assertTrue(run().contains("MALFORMED 1"));
    assertEquals(1, rows(Usage.VIEW).size());
  }

  private static String inOneLine(Row row) {
    return value(row, "kind") + " " + (Long) value(row, "offset") + " " + value(row, "reason") + ": " + value(row, "detail");
  }

  /** Runs successfully, and returns the summary. */
  private String run() {
    var run = CommandRun.of("run", "--archive", temp.resolve("log"), "--views", temp.resolve("views"));
    assertEquals(0, run.exitCode(), run.err());
    assertEquals(List.of(), run.complaints());
    return run.out();
  }

  private void store(Log log) {
    try (var writer = ArchiveWriter.create(temp.resolve("log"))) {
      log.readings().forEach(writer::write);
      log.changes().forEach(writer::write);
      writer.finish();
    }
  }

  private List<Row> rows(View view) {
    var rows = new ArrayList<Row>();
    ViewReader.of(Versions.read(temp.resolve("views").toString()), view).read(rows::add);
    return rows;
  }

  private static Object value(Row row, String column) {
    return row.find(column).orElseThrow();
  }

  private static String union(List<String> rows) {
    return "SELECT " + String.join(" UNION ALL SELECT ", rows);
  }

  /** The row with another value in the column that the part names. */
  private static String replace(String row, String part) {
    return "* REPLACE (" + part + ") FROM (SELECT " + row + ")";
  }
}
