package io.meterline.app.launch;

import io.meterline.app.flink.LocalFlink;
import io.meterline.model.MeterlineException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToIntFunction;

/** Runs on Flink within this process: no other machine reaches what that opens. */
public final class OwnFlink {
  private static final String CONFIGURATION = "--flinkConfDir";

  private OwnFlink() {}

  /** The Flink cluster that a run is given to, if it is not in this process. */
  public static Optional<String> elsewhere(List<String> beamOptions) {
    return Runners.given(beamOptions, "--flinkMaster").filter(master -> !master.startsWith("["));
  }

  /** Whether a run is on Flink, and Flink in this process. */
  public static boolean isUsed(List<String> beamOptions) {
    return Runners.isFlink(beamOptions) && elsewhere(beamOptions).isEmpty();
  }

  /**
   * The folder of Flink's configuration, as the options or the environment say.
   *
   * @throws MeterlineException if it is not there
   */
  public static Optional<Path> configuration(List<String> beamOptions) {
    return Runners.given(beamOptions, CONFIGURATION)
        .or(() -> Optional.ofNullable(System.getenv("FLINK_CONF_DIR")))
        .filter(text -> !text.isEmpty())
        .map(OwnFlink::existing);
  }

  private static Path existing(String folder) {
    var path = Path.of(folder);
    if (!Files.isDirectory(path)) {
      throw new MeterlineException(
          "there is no folder " + folder + ", which " + CONFIGURATION + " or FLINK_CONF_DIR names as that of Flink's configuration");
    }
    return path;
  }

  /**
   * Runs something with options by which a Flink in this process listens on loopback alone. Other runs have theirs as they are.
   *
   * @param beamOptions options of Beam and its runner, {@code --name=value}
   * @param run takes the options, and gives what to exit with
   */
  public static int during(List<String> beamOptions, ToIntFunction<List<String>> run) {
    if (!isUsed(beamOptions)) {
      return run.applyAsInt(beamOptions);
    }
    try (var flink = LocalFlink.configured(configuration(beamOptions))) {
      var options = new ArrayList<>(beamOptions);
      options.addAll(flink.options());
      return run.applyAsInt(options);
    }
  }
}
