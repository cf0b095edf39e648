package io.meterline.bench.harness;

import io.meterline.bench.Totals;
import io.meterline.model.MeterlineException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Holds the totals of an output against those of the simplest of the contenders, the loop, whether it takes part or not. */
final class LoopTotals implements Judge {
  private final Commands commands;
  private final Path folder;
  private final Map<Path, Totals> expected = new HashMap<>();

  /**
   * @param folder where the loop may write
   */
  LoopTotals(Commands commands, Path folder) {
    this.commands = commands;
    this.folder = folder;
  }

  @Override
  public void check(Path data, Path out) {
    var differences = expected.computeIfAbsent(data, this::byTheLoop).differences(ParquetTotals.of(out));
    if (!differences.isEmpty()) {
      throw new MeterlineException("its totals are not those of the loop: " + String.join(", ", differences));
    }
  }

  private Totals byTheLoop(Path data) {
    var out = folder.resolve("expected");
    Folders.remove(out);
    try {
      var program = commands.java(Contender.COLUMN_LOOP.word(), List.of(data.toString(), out.toString()));
      Child.run(program, commands.environment(), folder.resolve("expected.log"), 0);
      return ParquetTotals.of(out);
    } finally {
      Folders.remove(out);
    }
  }
}
