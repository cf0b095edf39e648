package io.meterline.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.meterline.connect.parquet.ArchiveWriter;
import io.meterline.connect.parquet.DuckDb;
import io.meterline.oracle.Log;
import io.meterline.oracle.LogBuilder;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The output of a run in which sums do not fit in 64 bits. */
class OverflowRunTest {
  private static final long TERAWATT_HOUR = 1_000_000_000_000_000L;

  /** This many terawatt-hours do not fit in 64 bits as milliwatt-hours. */
  private static final int TOO_MANY = 9_224;

  private static final Instant MIDNIGHT = Instant.parse("2026-01-01T00:00:00Z");

  @TempDir private Path folder;

  @Test
  void theRunContinuesItsSummaryCountsTheRowsAndTheirColumnsAreNull() throws Exception {
    var out = run("views", log());
    // The day and its cost of one device, the cost of another; the sum of a device that is not ranked is no row.
    assertTrue(out.contains("rows without a sum because it does not fit in 64 bits: 2\n"), out);
    assertEquals(
        List.of("absurd|null|null|null", "dear|10000000000000|null|10000000000000", "good|1000000|1000000000000|1000000"),
        sql("usage", "device || '|' || coalesce(milliwatt_hours::text, 'null') || '|' || coalesce(cost_micros::text, 'null') || '|' || coalesce(hourly[1]::text, 'null')"));
    assertEquals(
        List.of("dear|2", "good|1"), sql("comparisons", "device || '|' || rank"));
  }

  @Test
  void viewsWithoutSumsAreComparedLikeAnyOthers() throws Exception {
    run("views", log());
    run("again", log());
    assertEquals(0, CommandRun.of("verify", folder.resolve("views"), folder.resolve("again")).exitCode());
    run("fitting", new LogBuilder().set("everyone", "price.micros.per.kwh", "1").reading("dear", MIDNIGHT.toString(), 1, 1).build());
    assertEquals(1, CommandRun.of("verify", folder.resolve("views"), folder.resolve("fitting")).exitCode());
  }

  @Test
  void aRunInWhichAllSumsFitDoesNotMentionThem() throws Exception {
    var out = run("views", new LogBuilder().reading("good", MIDNIGHT.toString(), 3600, 1_000_000).build());
    assertTrue(!out.contains("64 bits"), out);
  }

  @Test
  void rejectedEventsOfAnyTimeCanBeReadBySql() throws Exception {
    run("views", new LogBuilder().reading("a", "-200000-01-01T00:00:00Z", 1, 1, "+290000-01-01T00:00:00Z").build());
    assertEquals(List.of("MALFORMED"), sql("rejected", "reason"));
    assertEquals(1, sql("rejected", "coalesce(logged_at::text, 'null')").size());
  }

  private static Log log() {
    var log = new LogBuilder().set("everyone", "price.micros.per.kwh", "1000000000000");
    for (var device : List.of("good", "dear", "absurd")) {
      log.set("device:" + device, "cohort", "flats");
    }
    for (var i = 0; i < TOO_MANY; i++) {
      log.reading("absurd", MIDNIGHT.plusMillis(i).toString(), 1, TERAWATT_HOUR);
    }
    return log.reading("good", MIDNIGHT.toString(), 3600, 1_000_000)
        .reading("dear", MIDNIGHT.toString(), 3600, 10_000_000_000_000L)
        .build();
  }

  private String run(String views, Log log) throws IOException {
    var archive = folder.resolve(views + "-log");
    try (var writer = ArchiveWriter.create(archive)) {
      log.readings().forEach(writer::write);
      log.changes().forEach(writer::write);
      writer.finish();
    }
    var run = CommandRun.of("run", "--archive", archive, "--views", folder.resolve(views));
    assertEquals(0, run.exitCode(), run.err());
    return run.out();
  }

  private List<String> sql(String view, String expression) throws SQLException {
    return DuckDb.query("SELECT " + expression + " FROM '" + folder.resolve("views/current").resolve(view) + "/*.parquet' ORDER BY 1");
  }
}
