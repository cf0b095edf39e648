package io.meterline.app.flink;

import io.meterline.model.MeterlineException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Settings of Flink for which Beam has no option: a generated configuration folder that begins with the existing configuration.
 * Of a repeated setting, Flink uses the last.
 */
final class FlinkSettings {
  private static final String FILE = "flink-conf.yaml";

  /** Flink reads this file only if {@link #FILE} does not exist. */
  private static final String NEWER_FILE = "config.yaml";

  /** No other machine needs embedded Flink: it listens on loopback only. */
  private static final List<String> LOOPBACK =
      Stream.of("rest.address", "rest.bind-address", "jobmanager.rpc.address", "jobmanager.bind-host", "taskmanager.host", "taskmanager.bind-host")
          .map(name -> name + ": localhost")
          .toList();

  /** It accepts no jars, and its web interface does not cancel or rescale jobs. */
  private static final List<String> NO_COMMANDS =
      List.of("web.submit.enable: false", "web.cancel.enable: false", "web.rescale.enable: false");

  /** Only Hadoop uses these, with an API that Java 24 removed. */
  private static final String NO_TOKENS = "security.delegation.tokens.enabled: false";

  private FlinkSettings() {}

  /**
   * Writes the configuration folder of a run with checkpoints.
   *
   * @param folder where it goes
   * @param base the configuration folder that Flink would use, if there is one
   * @param checkpoints the folder of the checkpoints
   * @param from the checkpoint or savepoint to resume from
   */
  static void write(Path folder, Optional<Path> base, Path checkpoints, Optional<Path> from) {
    var lines = new ArrayList<>(lines(base));
    lines.addAll(
        List.of(
            "state.checkpoints.dir: " + checkpoints.toAbsolutePath().toUri(),
            // A run is restarted after occasional failures, however many; a failure that repeats at once ends it in seconds.
            "restart-strategy.type: failure-rate",
            "restart-strategy.failure-rate.max-failures-per-interval: 3",
            "restart-strategy.failure-rate.failure-rate-interval: 5 min",
            "restart-strategy.failure-rate.delay: 1 s"));
    if (from.isPresent()) {
      lines.add("execution.savepoint.path: " + from.get().toAbsolutePath().toUri());
      // CLAIM: Flink deletes the checkpoint once later ones replace it, like one of its own. NO_CLAIM: it never does.
      var mode = from.get().toAbsolutePath().startsWith(checkpoints.toAbsolutePath()) ? "CLAIM" : "NO_CLAIM";
      lines.add("execution.savepoint-restore-mode: " + mode);
    }
    write(folder, lines);
  }

  /** Writes the configuration folder of embedded Flink, overriding any addresses in {@code base}. */
  static void writeLocal(Path folder, Optional<Path> base) {
    var lines = new ArrayList<>(lines(base));
    lines.addAll(LOOPBACK);
    lines.addAll(NO_COMMANDS);
    lines.add(NO_TOKENS);
    write(folder, lines);
  }

  /** The settings of a configuration folder; empty if there is none. */
  static List<String> lines(Optional<Path> base) {
    if (base.isEmpty()) {
      return List.of();
    }
    var file = base.get().resolve(FILE);
    if (!Files.exists(file) && Files.exists(base.get().resolve(NEWER_FILE))) {
      throw new MeterlineException(
          "%s is not supported: write the settings that the run needs as %s, one 'name: value' per line, in a folder of its own"
                  .formatted(base.get().resolve(NEWER_FILE), FILE)
              + " (--flinkConfDir)");
    }
    try {
      return Files.isRegularFile(file) ? Files.readAllLines(file) : List.of();
    } catch (IOException e) {
      throw new MeterlineException("cannot read " + file + ": " + e.getMessage(), e);
    }
  }

  /** Writes a configuration folder, accessible to its owner only: settings may contain passwords. */
  static void write(Path folder, List<String> lines) {
    try {
      if (Files.isDirectory(folder)) {
        OwnerOnly.makePrivate(folder);
      } else {
        OwnerOnly.createFolder(folder);
      }
      OwnerOnly.write(folder.resolve(FILE), lines);
    } catch (IOException e) {
      throw new MeterlineException("cannot write " + folder.resolve(FILE) + ": " + e.getMessage(), e);
    }
  }
}
