package io.meterline.app.demo;

import io.meterline.connect.files.Disk;
import io.meterline.model.MeterlineException;
import java.io.IOException;
import java.nio.file.Path;

/**
 * A folder that is deleted with its contents when closed.
 *
 * @param path where it is
 */
public record TemporaryFolder(Path path) implements AutoCloseable {
  /**
   * A new one.
   *
   * @throws MeterlineException if it cannot be created
   */
  public static TemporaryFolder create() {
    try {
      return new TemporaryFolder(Disk.temporaryFolder("meterline-live-"));
    } catch (IOException e) {
      throw new MeterlineException("cannot create a temporary folder: " + e, e);
    }
  }

  @Override
  public void close() {
    try {
      Disk.remove(path);
    } catch (IOException e) {
      throw new MeterlineException("the temporary folder " + path + " cannot be removed: " + e, e);
    }
  }
}
