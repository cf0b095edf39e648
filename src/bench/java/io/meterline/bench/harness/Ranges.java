package io.meterline.bench.harness;

import io.meterline.bench.DataShape;
import io.meterline.bench.Growth;
import io.meterline.bench.GrownLog;
import io.meterline.bench.harness.RangeFigures.Way;
import io.meterline.model.MeterlineException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Stream;

/**
 * Range replays: a log grows after a version was made, and what differs is computed, beside full replays and DuckDB computing all
 * of it. Every version of a range replay is compared with that of a full replay, row by row.
 */
final class Ranges {
  /** Such as 28 days of 360. */
  private static final int DAYS = 360;

  private static final int SNAPSHOT_DAYS = 28;
  private static final String HOLD = "--hold";

  private final Commands commands;
  private final Path folder;
  private final Heat.Say say;
  private final DataShape shape;
  private final RangeFigures figures = new RangeFigures();

  /**
   * @param folder where logs that have grown, and outputs, are kept
   * @param shape the log before it grows
   */
  Ranges(Commands commands, Path folder, Heat.Say say, DataShape shape) {
    this.commands = commands;
    this.folder = folder;
    this.say = say;
    this.shape = shape;
  }

  /**
   * Runs all of it.
   *
   * @param runs how many of each, at least 1
   * @throws MeterlineException if a run fails, or versions or totals differ
   */
  String run(Heat heat, int runs) {
    var log = heat.data(shape);
    var empty = heat.data(new DataShape(shape.kind(), 1, 1, OptionalInt.of(10)));
    for (var number = 1; number <= runs; number++) {
      var views = folder.resolve("views");
      Folders.remove(views);
      round(log, empty, views);
      Folders.remove(views);
      say.line("round " + number + " of " + runs + " is done");
      say.line("so far:\n" + figures.text());
    }
    return figures.text();
  }

  private void round(Path log, Path empty, Path views) {
    replay(Way.PLAIN_FLINK, RangeFigures.BASE, log, views, "plain");
    replay(Way.FULL_FLINK, RangeFigures.BASE, log, views, "base", snapshots());
    figures.bytes(bytes(versionOf(views, "base").resolve("snapshots")), bytes(log));
    replay(Way.FULL_FLINK, RangeFigures.EMPTY, empty, views, "empty-flink", snapshots());
    replay(Way.RANGE_FLINK, RangeFigures.EMPTY, log, views, "same-flink", "--since=base");
    replay(Way.RANGE_MEMORY, RangeFigures.EMPTY, log, views, "same-memory", "--since=base");
    verify(views, "same-flink", "base");
    for (var growth : Growth.values()) {
      grown(log, growth, views);
    }
  }

  private void grown(Path log, Growth growth, Path views) {
    var archive = folder.resolve(shape.folder() + "-" + growth.word());
    GrownLog.make(log, shape, growth, archive);
    var word = growth.word();
    figures.report(growth, RangeReport.of(replay(Way.RANGE_FLINK, word, archive, views, word + "-flink", "--since=base")));
    replay(Way.RANGE_MEMORY, word, archive, views, word + "-memory", "--since=base");
    replay(Way.FULL_FLINK, word, archive, views, word, snapshots());
    verify(views, word + "-flink", word);
    verify(views, word + "-memory", word);
    duckDb(Way.ASOF, Contender.DUCKDB_ASOF, growth, archive, versionOf(views, word));
    duckDb(Way.RANGES, Contender.DUCKDB_RANGES, growth, archive, versionOf(views, word));
  }

  private String snapshots() {
    var days = Math.max(1, shape.days() * SNAPSHOT_DAYS / DAYS);
    return "--snapshot-every=P" + days + "D";
  }

  /** Replays a log into a version, and returns what the run told. */
  private String replay(Way way, String log, Path archive, Path views, String version, String... more) {
    var runner =
        switch (way) {
          case RANGE_MEMORY -> List.<String>of();
          case RANGE_FLINK, FULL_FLINK, PLAIN_FLINK -> Contender.METERLINE_FLINK.runner();
          case ASOF, RANGES -> throw new IllegalArgumentException(way + " is no replay");
        };
    var arguments = List.of("run", "--archive", archive.toString(), "--views", views.toString(), "--as=" + version, HOLD);
    var all = Stream.of(arguments, runner, List.of(more)).flatMap(List::stream).toList();
    return timed(way, log, commands.meterline(all));
  }

  private void duckDb(Way way, Contender contender, Growth growth, Path archive, Path version) {
    var out = folder.resolve("duckdb");
    Folders.remove(out);
    timed(way, growth.word(), commands.command(contender, archive, out, List.of()));
    var differences = growth.isInSql() ? ParquetTotals.of(version).differences(ParquetTotals.of(out)) : List.<String>of();
    if (!differences.isEmpty()) {
      throw new MeterlineException(contender.word() + " differs: " + String.join(", ", differences));
    }
    Folders.remove(out);
  }

  private String timed(Way way, String log, List<String> command) {
    var output = folder.resolve("run.log");
    var run = Child.run(command, commands.environment(), output, 0);
    figures.add(way, log, run);
    say.line(
        way + ", " + log + ": " + Figures.seconds(run.seconds()) + ", processor " + Figures.seconds(run.processorSeconds()));
    try {
      return Files.readString(output);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Compares two versions, each row of each view. */
  private void verify(Path views, String range, String full) {
    var sides = List.of("verify", views + "@" + range, views + "@" + full);
    Child.run(commands.meterline(sides), commands.environment(), folder.resolve("verify.log"), 0);
  }

  private static Path versionOf(Path views, String name) {
    return views.resolve("versions").resolve(name);
  }

  private static long bytes(Path folder) {
    try (var files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).mapToLong(file -> file.toFile().length()).sum();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
