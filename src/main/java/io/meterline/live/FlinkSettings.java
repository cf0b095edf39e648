package io.meterline.live;

import io.meterline.MeterlineException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What Flink is told for a run with checkpoints, where Beam has no option for it: a configuration folder of its own, with
 * what Flink is configured with anyway at its beginning.
 */
final class FlinkSettings {
  private static final String FILE = "flink-conf.yaml";

  private FlinkSettings() {}

  /**
   * Writes the configuration folder.
   *
   * @param folder where it goes
   * @param base the configuration folder that Flink would use, if there is one
   * @param checkpoints the folder of the checkpoints
   * @param from the checkpoint or savepoint to go on from
   */
  static void write(Path folder, Optional<Path> base, Path checkpoints, Optional<Path> from) {
    var lines = new ArrayList<String>();
    try {
      var given = base.map(path -> path.resolve(FILE)).filter(Files::isRegularFile);
      if (given.isPresent()) {
        lines.addAll(Files.readAllLines(given.get()));
      }
      lines.addAll(
          List.of(
              "state.checkpoints.dir: " + checkpoints.toAbsolutePath().toUri(),
              // A machine that fails now and then is replaced for ever; what fails at once again ends the run in seconds.
              "restart-strategy.type: failure-rate",
              "restart-strategy.failure-rate.max-failures-per-interval: 3",
              "restart-strategy.failure-rate.failure-rate-interval: 5 min",
              "restart-strategy.failure-rate.delay: 1 s"));
      if (from.isPresent()) {
        lines.add("execution.savepoint.path: " + from.get().toAbsolutePath().toUri());
        // Flink deletes a checkpoint when the next one is complete, as it does with its own.
        var mode = from.get().toAbsolutePath().startsWith(checkpoints.toAbsolutePath()) ? "CLAIM" : "NO_CLAIM";
        lines.add("execution.savepoint-restore-mode: " + mode);
      }
      Files.createDirectories(folder);
      Files.write(folder.resolve(FILE), lines);
    } catch (IOException e) {
      throw new MeterlineException("cannot write " + folder.resolve(FILE) + ": " + e.getMessage(), e);
    }
  }
}
