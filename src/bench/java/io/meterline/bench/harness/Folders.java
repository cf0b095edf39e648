package io.meterline.bench.harness;

import io.meterline.bench.BenchData;
import io.meterline.model.MeterlineException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Folders of outputs. */
final class Folders {
  private Folders() {}

  /** Removes a folder and all that is in it, if it is there. */
  static void remove(Path folder) {
    try {
      if (Files.exists(folder)) {
        BenchData.remove(folder);
      }
    } catch (IOException e) {
      throw new MeterlineException("cannot remove " + folder + ": " + e, e);
    }
  }
}
