package io.meterline.app.demo;

import io.meterline.model.MeterlineException;
import io.meterline.model.time.Known;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where a demo keeps its files.
 *
 * @param folder the folder that holds all of it
 */
public record DemoFolder(Path folder) {
  /**
   * A new folder, which is kept.
   *
   * @param parent where it is created
   * @throws MeterlineException if it cannot be created
   */
  public static DemoFolder temporary(Path parent) {
    try {
      return new DemoFolder(Files.createTempDirectory(parent, "meterline-demo-"));
    } catch (IOException e) {
      throw new MeterlineException("cannot create a temporary folder; name a folder with --out: " + e, e);
    }
  }

  /**
   * A folder that does not exist yet, or is empty.
   *
   * @throws MeterlineException if it contains anything
   */
  public static DemoFolder at(Path folder) {
    var entries = folder.toFile().list();
    if (Files.exists(folder) && (entries == null || entries.length > 0)) {
      throw new MeterlineException("the folder " + folder + " exists already; name a new one or remove it");
    }
    return new DemoFolder(folder);
  }

  /** The archive of the log. */
  public Path log() {
    return folder.resolve("log");
  }

  /** The views of a replay with this {@code known}. */
  public Path views(Known known) {
    return switch (known) {
      case NOW -> folder.resolve("views");
      case THEN -> folder.resolve("views-then");
    };
  }
}
