package io.meterline.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.meterline.app.launch.GrowingArchive;
import io.meterline.oracle.Log;
import io.meterline.oracle.LogBuilder;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * Three homes for twenty days of January 2024 at a price of 0.10, in an archive and in views with snapshots. Each day they use 0.1 kWh
 * times the day of the month, then 0.2 and 0.3 kWh, in three half hours from 06:00.
 */
final class PlannedHomes {
  static final List<String> HOMES = List.of("m1", "m2", "m3");
  private static final int DAYS = 20;

  final LogBuilder log = new LogBuilder();
  final Path folder;
  final Path views;
  final GrowingArchive archive;
  private int readings;
  private int changes;

  PlannedHomes(Path folder) {
    this.folder = folder;
    this.views = folder.resolve("views");
    this.archive = new GrowingArchive(folder.resolve("log"));
    log.set("everyone", "price.micros.per.kwh", "100000").set("everyone", "alert.threshold.watts", "1000");
    for (var home : HOMES) {
      log.set("device:" + home, "cohort", "north").set("device:" + home, "plan", "flat");
      for (var day = 1; day <= DAYS; day++) {
        log.halfHours(home, "2024-01-%02dT06:00:00Z".formatted(day), 100_000 * day, 200_000, 300_000);
      }
    }
  }

  /** Logs what was added, and makes a version of the views with snapshots. */
  PlannedHomes published() {
    append();
    var run = CommandRun.of("run", "--archive", archive.path(), "--views", views, "--snapshot-every=P1D");
    assertEquals(0, run.exitCode(), run.err());
    return this;
  }

  /** Logs what was added to the log since. */
  void append() {
    var all = log.build();
    archive.add(new Log(all.readings().subList(readings, all.readings().size()), all.changes().subList(changes, all.changes().size())));
    readings = all.readings().size();
    changes = all.changes().size();
  }

  CommandRun plan(String... options) {
    return CommandRun.of(
        Stream.concat(Stream.of("plan", "--archive", archive.path(), "--views", views), Arrays.stream(options)).toArray());
  }

  /** The current version is that of a full replay of the archive. */
  void assertEqualToAFullReplay() {
    var full = folder.resolve("full-" + System.nanoTime());
    var run = CommandRun.of("run", "--archive", archive.path(), "--views", full);
    assertEquals(0, run.exitCode(), run.err());
    var verified = CommandRun.of("verify", full, views);
    assertEquals(0, verified.exitCode(), verified.out());
  }
}
