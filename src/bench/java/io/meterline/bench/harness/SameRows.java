package io.meterline.bench.harness;

import io.meterline.model.MeterlineException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Holds all rows and columns of all five views against those that Meterline makes of the same log in memory. */
final class SameRows implements Judge {
  private final Commands commands;
  private final Path folder;

  /**
   * @param folder where Meterline's views of each log are kept
   */
  SameRows(Commands commands, Path folder) {
    this.commands = commands;
    this.folder = folder;
  }

  @Override
  public void check(Path data, Path out) {
    var differences = ViewRows.differences(expected(data), out);
    if (!differences.isEmpty()) {
      throw new MeterlineException("its rows are not Meterline's: " + String.join(", ", differences));
    }
  }

  private Path expected(Path data) {
    var views = folder.resolve(data.getFileName());
    if (!Files.exists(views.resolve("current"))) {
      var command = commands.replay(Contender.METERLINE_MEMORY, data, views, List.of());
      Child.run(command, commands.environment(), folder.resolve("expected.log"), 0);
    }
    return views;
  }
}
