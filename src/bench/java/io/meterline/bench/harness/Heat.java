package io.meterline.bench.harness;

import io.meterline.app.cli.WarmReplays;
import io.meterline.bench.BenchData;
import io.meterline.bench.DataShape;
import io.meterline.model.MeterlineException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Runs contenders, one after the other, and has what they make of the log checked. */
final class Heat {
  private final Commands commands;
  private final Path folder;
  private final Say say;
  private final Judge judge;
  private final Preparations preparations;

  /** Tells how far the bench is. */
  @FunctionalInterface
  interface Say {
    void line(String text);
  }

  /**
   * @param folder where data and outputs are
   * @param judge whom outputs are shown to
   */
  Heat(Commands commands, Path folder, Judge judge, Say say) {
    this.commands = commands;
    this.folder = folder;
    this.judge = judge;
    this.say = say;
    this.preparations = new Preparations(commands, folder.resolve("kafka"), say);
  }

  /** The log of a shape, made now if it is not there yet. */
  Path data(DataShape shape) {
    var archive = folder.resolve("data").resolve(shape.folder());
    if (!Files.exists(archive)) {
      say.line("making " + Figures.count(shape.readings()) + " readings: " + archive);
      BenchData.make(shape, archive);
    }
    return archive;
  }

  /**
   * Runs a contender once.
   *
   * @param which of how many, in words
   * @throws MeterlineException if it fails, or if what it made is not right
   */
  Run run(Contender contender, DataShape shape, String which) {
    var data = data(shape);
    var out = folder.resolve("out").resolve(contender.word());
    Folders.remove(out);
    try (var prepared = preparations.of(contender, data)) {
      var command = commands.command(contender, data, out, prepared.arguments());
      var log = folder.resolve(contender.word() + ".log");
      var process = Child.run(command, commands.environment(), log, ParquetTotals.readings(data));
      var run = contender == Contender.METERLINE_WARM ? later(out, process) : process;
      judge.check(data, out);
      tell(contender, which, run);
      return run;
    } catch (MeterlineException e) {
      throw new MeterlineException(contender.word() + " on " + shape.folder() + ": " + e.getMessage(), e);
    } finally {
      Folders.remove(out);
    }
  }

  /** The mean of the replays after the first. */
  private static Run later(Path out, Run process) {
    try {
      var times = Files.readAllLines(out.resolve(WarmReplays.TIMES)).stream().skip(1).map(line -> line.split(" ")).toList();
      var seconds = times.stream().mapToDouble(time -> Double.parseDouble(time[0])).average().orElseThrow();
      var processorSeconds = times.stream().mapToDouble(time -> Double.parseDouble(time[1])).average();
      return new Run(process.readings(), seconds, processorSeconds, process.peakBytes());
    } catch (IOException e) {
      throw new MeterlineException("the replays told no times: " + e, e);
    }
  }

  private void tell(Contender contender, String which, Run run) {
    say.line(
        which + ", " + contender.word() + ", " + Figures.count(run.readings()) + " readings: " + Figures.seconds(run.seconds())
            + ", processor " + Figures.seconds(run.processorSeconds()) + ", " + Figures.rate(run.readings() / run.seconds())
            + ", " + Figures.bytes(run.peakBytes()));
  }
}
