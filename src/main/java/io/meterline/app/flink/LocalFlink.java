package io.meterline.app.flink;

import io.meterline.connect.files.Disk;
import io.meterline.model.MeterlineException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The configuration of a Flink within the program, which listens on loopback alone and takes no jars from anyone. It is there
 * until it is closed, for its owner alone, as it may hold what {@code base} holds.
 */
public final class LocalFlink implements AutoCloseable {
  private final Path folder;

  private LocalFlink(Path folder) {
    this.folder = folder;
  }

  /**
   * Writes the configuration.
   *
   * @param base the configuration folder that Flink would use, if there is one: what it says of addresses does not count
   * @throws MeterlineException if it cannot be read, or no temporary folder written
   */
  public static LocalFlink configured(Optional<Path> base) {
    try {
      var flink = new LocalFlink(Disk.temporaryFolder("meterline-flink-"));
      FlinkSettings.writeLocal(flink.folder, base);
      return flink;
    } catch (IOException e) {
      throw new MeterlineException("no temporary folder can be made: " + e, e);
    }
  }

  /** What tells Beam's Flink runner of it. */
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
