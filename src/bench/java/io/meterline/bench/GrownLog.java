package io.meterline.bench;

import io.meterline.connect.parquet.ArchiveWriter;
import io.meterline.connect.parquet.LogSchemas;
import io.meterline.model.MeterlineException;
import io.meterline.model.log.LoggedChange;
import io.meterline.model.log.LoggedReading;
import io.meterline.model.log.Position;
import io.meterline.model.log.Reading;
import io.meterline.model.settings.Setting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Makes the log of a shape with events that were logged later, in files of their own beside the files of that log. */
public final class GrownLog {
  private static final int MONTHS = 12;

  /**
   * Sorts after the names of the files that are there, as later files of a log do. DuckDB takes the rows of the first file for those
   * of each: with one row, it plans joins for a handful of readings, which take minutes and gigabytes with millions.
   */
  private static final String ADDED = "since";

  /** Offsets of added events, after all others. */
  private static final long FIRST_OFFSET = 1L << 40;

  private static final String DEVICE = BenchData.device(0);
  private static final int PARTITION_OF_DEVICE = 1;
  private static final String PLAN = "plan:plan-1";
  private static final String PRICE = "555000";
  /** A threshold that no scope has in the log. */
  private static final String WATTS = "3625";

  private final Path log;
  private final DataShape shape;
  private long offset = FIRST_OFFSET;

  private GrownLog(Path log, DataShape shape) {
    this.log = log;
    this.shape = shape;
  }

  /**
   * Makes a log that has grown, unless it is there already. It shares files with the log, by hard links.
   *
   * @param log the log of the shape
   * @param grown the folder it will be
   */
  public static void make(Path log, DataShape shape, Growth growth, Path grown) {
    if (Files.exists(grown)) {
      return;
    }
    try {
      Files.createDirectories(grown.toAbsolutePath().getParent());
      var scratch = Files.createTempDirectory(grown.toAbsolutePath().getParent(), ".making-");
      try {
        var archive = scratch.resolve("archive");
        link(log, archive);
        new GrownLog(log, shape).write(growth, scratch.resolve(ADDED));
        addFiles(scratch.resolve(ADDED), archive);
        Files.move(archive, grown);
      } finally {
        BenchData.remove(scratch);
      }
    } catch (IOException e) {
      throw new MeterlineException("cannot make the data " + grown + ": " + e, e);
    }
  }

  /** Days in a month of the log: a twelfth of it, at least 1. */
  static int monthDays(DataShape shape) {
    return Math.max(1, shape.days() / MONTHS);
  }

  private static void link(Path log, Path archive) throws IOException {
    try (var paths = Files.walk(log)) {
      for (var path : paths.toList()) {
        var target = archive.resolve(log.relativize(path).toString());
        if (Files.isDirectory(path)) {
          Files.createDirectories(target);
        } else {
          Files.createLink(target, path);
        }
      }
    }
  }

  private static void addFiles(Path added, Path archive) throws IOException {
    for (var kind : List.of(LogSchemas.READINGS_FOLDER, LogSchemas.SETTINGS_FOLDER)) {
      if (Files.exists(added.resolve(kind))) {
        try (var files = Files.list(added.resolve(kind))) {
          for (var file : files.toList()) {
            Files.move(file, Files.createDirectories(archive.resolve(kind)).resolve(ADDED + "-" + file.getFileName()));
          }
        }
      }
    }
  }

  private void write(Growth growth, Path added) {
    try (var writer = ArchiveWriter.create(added)) {
      switch (growth) {
        case ONE_READING -> writer.write(correction());
        case PLAN_PRICE -> planPrice().forEach(writer::write);
        case THRESHOLDS -> thresholds(writer);
        case ONE_DAY -> BenchData.dayAfter(shape, writer::write);
      }
      writer.finish();
    }
  }

  private LoggedReading correction() {
    var halfHour = shape.halfHours() - monthDays(shape) * DataShape.A_DAY / 2;
    var energy = new Load(shape.kind()).milliwattHours(0, halfHour) + 100_000;
    var reading = new Reading(halfHour(halfHour).toEpochMilli(), BenchData.SECONDS, energy);
    return new LoggedReading(DEVICE, reading, position(PARTITION_OF_DEVICE));
  }

  /** Replaces every price of the plan from the beginning of the last month on. */
  private List<LoggedChange> planPrice() {
    var from = day(shape.days() - monthDays(shape));
    var replaced = courses(Setting.PRICE).getOrDefault(PLAN, new TreeMap<>()).tailMap(from, false).keySet();
    var all = new TreeMap<Instant, LoggedChange>();
    all.put(from, change(PLAN, Setting.PRICE, PRICE, from));
    replaced.forEach(at -> all.put(at, change(PLAN, Setting.PRICE, PRICE, at)));
    return List.copyOf(all.values());
  }

  /** Replaces the threshold of everyone, of every cohort, and of every device that has its own, during the second month. */
  private void thresholds(ArchiveWriter writer) {
    var from = day(monthDays(shape));
    var until = day(2 * monthDays(shape));
    courses(Setting.ALERT_THRESHOLD)
        .forEach(
            (scope, course) -> {
              var before = Optional.ofNullable(course.floorEntry(from));
              before.ifPresent(there -> writer.write(change(scope, Setting.ALERT_THRESHOLD, WATTS, from)));
              course
                  .subMap(from, false, until, false)
                  .keySet()
                  .forEach(at -> writer.write(change(scope, Setting.ALERT_THRESHOLD, WATTS, at)));
              Optional.ofNullable(course.floorEntry(until))
                  .filter(there -> there.getKey().isBefore(until))
                  .ifPresent(there -> writer.write(change(scope, Setting.ALERT_THRESHOLD, there.getValue(), until)));
            });
  }

  /** The values of a setting by time, of each scope that has any. */
  private Map<String, TreeMap<Instant, String>> courses(Setting setting) {
    var courses = new TreeMap<String, TreeMap<Instant, String>>();
    LogData.changes(
        log,
        change -> {
          if (change.name().equals(setting.word())) {
            courses.computeIfAbsent(change.scope(), any -> new TreeMap<>()).put(change.effectiveAt(), change.value());
          }
        });
    return courses;
  }

  private LoggedChange change(String scope, Setting setting, String value, Instant at) {
    return new LoggedChange(
        scope, setting.word(), "SET", value, at, Optional.of("bench"), Optional.empty(), position(0));
  }

  /** A day after the last reading was logged. */
  private Position position(int partition) {
    return new Position(day(shape.days() + 2), partition, offset++);
  }

  private static Instant halfHour(int number) {
    return BenchData.START.plusSeconds((long) number * BenchData.SECONDS);
  }

  private static Instant day(int number) {
    return BenchData.START.plus(Duration.ofDays(number));
  }
}
