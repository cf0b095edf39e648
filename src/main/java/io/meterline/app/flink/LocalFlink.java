package io.meterline.app.flink;

import io.meterline.connect.files.Disk;
import io.meterline.model.MeterlineException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The configuration folder of embedded Flink, which listens on loopback only and accepts no jars. It is deleted when closed, and
 * accessible to its owner only, as it contains the settings of {@code base}.
 */
public final class LocalFlink implements AutoCloseable {
  private final Path folder;

  private LocalFlink(Path folder) {
    this.folder = folder;
  }

  /**
   * Writes the configuration.
   *
   * @param base the configuration folder that Flink would use, if there is one; its addresses are overridden
   * @throws MeterlineException if it cannot be read, or no temporary folder written
   */
  public static LocalFlink configured(Optional<Path> base) {
    try {
      var flink = new LocalFlink(Disk.temporaryFolder("meterline-flink-"));
      FlinkSettings.writeLocal(flink.folder, base);
      return flink;
    } catch (IOException e) {
      throw new MeterlineException("cannot create a temporary folder: " + e, e);
    }
  }

  /** The options that make Beam's Flink runner use it. */
  public List<String> options() {
    return List.of("--flinkConfDir=" + folder);
  }

  @Override
  public void close() {
    try {
      Disk.remove(folder);
    } catch (IOException e) {
      throw new MeterlineException("the temporary folder " + folder + " cannot be removed: " + e, e);
    }
  }
}
