package io.meterline.bench.harness;

import io.meterline.bench.BenchData;
import io.meterline.bench.DataShape;
import io.meterline.bench.Totals;
import io.meterline.model.MeterlineException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Runs contenders, one after the other, and holds what they make against what the loop makes of it. */
final class Heat {
  private final Commands commands;
  private final Path folder;
  private final Say say;
  private final Map<Path, Totals> expected = new HashMap<>();
  private final Preparations preparations;

  /** Tells how far the bench is. */
  @FunctionalInterface
  interface Say {
    void line(String text);
  }

  /**
   * @param folder where data and outputs are
   */
  Heat(Commands commands, Path folder, Say say) {
    this.commands = commands;
    this.folder = folder;
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
   * @throws MeterlineException if it fails, or if its totals are not those of the others
   */
  Run run(Contender contender, DataShape shape, String which) {
    var data = data(shape);
    var out = folder.resolve("out").resolve(contender.word());
    remove(out);
    try (var prepared = preparations.of(contender, data)) {
      var command = commands.command(contender, data, out, prepared.arguments());
      var log = folder.resolve(contender.word() + ".log");
      var run = Child.run(command, commands.environment(), log, shape.readings());
      compare(data, ParquetTotals.of(out));
      tell(contender, which, run);
      return run;
    } catch (MeterlineException e) {
      throw new MeterlineException(contender.word() + " on " + shape.folder() + ": " + e.getMessage(), e);
    } finally {
      remove(out);
    }
  }

  private void tell(Contender contender, String which, Run run) {
    say.line(
        which + ", " + contender.word() + ", " + Figures.count(run.readings()) + " readings: " + Figures.seconds(run.seconds())
            + ", " + Figures.rate(run.readings() / run.seconds()) + ", " + Figures.bytes(run.peakBytes()));
  }

  private void compare(Path data, Totals totals) {
    var differences = expected.computeIfAbsent(data, this::byTheLoop).differences(totals);
    if (!differences.isEmpty()) {
      throw new MeterlineException("its totals are not those of the loop: " + String.join(", ", differences));
    }
  }

  /** What the simplest of the contenders makes of it, whether it takes part or not. */
  private Totals byTheLoop(Path data) {
    var out = folder.resolve("out").resolve("expected");
    remove(out);
    try {
      var program = commands.java(Contender.COLUMN_LOOP.word(), List.of(data.toString(), out.toString()));
      Child.run(program, commands.environment(), folder.resolve("expected.log"), 0);
      return ParquetTotals.of(out);
    } finally {
      remove(out);
    }
  }

  private static void remove(Path out) {
    try {
      if (Files.exists(out)) {
        BenchData.remove(out);
      }
    } catch (IOException e) {
      throw new MeterlineException("cannot remove " + out + ": " + e, e);
    }
  }
}
