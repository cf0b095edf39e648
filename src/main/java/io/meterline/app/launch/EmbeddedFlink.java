package io.meterline.app.launch;

import io.meterline.app.flink.LocalFlink;
import io.meterline.model.MeterlineException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Runs on embedded Flink, in this process. Its ports are not reachable from other machines. */
public final class EmbeddedFlink {
  private static final String CONFIGURATION = "--flinkConfDir";

  private EmbeddedFlink() {}

  /** The address of the Flink cluster that a run is submitted to; empty for embedded Flink. */
  public static Optional<String> elsewhere(List<String> beamOptions) {
    return Runners.given(beamOptions, "--flinkMaster").filter(master -> !master.startsWith("["));
  }

  /** Whether a run uses embedded Flink. */
  public static boolean isUsed(List<String> beamOptions) {
    return Runners.isFlink(beamOptions) && elsewhere(beamOptions).isEmpty();
  }

  /**
   * The folder of Flink's configuration, named by the options or the environment.
   *
   * @throws MeterlineException if it does not exist
   */
  public static Optional<Path> configuration(List<String> beamOptions) {
    return Runners.given(beamOptions, CONFIGURATION)
        .or(() -> Optional.ofNullable(System.getenv("FLINK_CONF_DIR")))
        .filter(text -> !text.isEmpty())
        .map(EmbeddedFlink::existing);
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
   * Runs something with options that make embedded Flink listen on loopback only. The options of other runs are unchanged.
   *
   * @param beamOptions options of Beam and its runner, {@code --name=value}
   * @param run is given the options
   * @return what it returns
   */
  public static <T> T during(List<String> beamOptions, Function<List<String>, T> run) {
    if (!isUsed(beamOptions)) {
      return run.apply(beamOptions);
    }
    try (var flink = LocalFlink.configured(configuration(beamOptions))) {
      var options = new ArrayList<>(beamOptions);
      options.addAll(flink.options());
      return run.apply(options);
    }
  }
}
