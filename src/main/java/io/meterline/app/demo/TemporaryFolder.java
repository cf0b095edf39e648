package io.meterline.app.demo;

import io.meterline.model.MeterlineException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;

/**
 * A folder that is gone when it is closed, with all that is in it.
 *
 * @param path where it is
 */
public record TemporaryFolder(Path path) implements AutoCloseable {
  /**
   * A new one.
   *
   * @throws MeterlineException if it cannot be made
   */
  public static TemporaryFolder create() {
    try {
      return new TemporaryFolder(Files.createTempDirectory(Path.of(System.getProperty("java.io.tmpdir")), "meterline-live-"));
    } catch (IOException e) {
      throw new MeterlineException("no temporary folder can be made: " + e, e);
    }
  }

  @Override
  public void close() {
    try (var paths = Files.walk(path)) {
      for (var each : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(each);
      }
    } catch (IOException e) {
      throw new MeterlineException("the temporary folder " + path + " cannot be removed: " + e, e);
    }
  }
}
