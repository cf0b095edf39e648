package io.meterline.connect.files;

import java.io.IOException;
import java.nio.file.Path;

/** A named pipe, opening which blocks until someone writes to it. */
public final class Fifo {
  private Fifo() {}

  /** Makes one. */
  public static void make(Path path) throws IOException, InterruptedException {
    var exitCode = new ProcessBuilder("mkfifo", path.toString()).inheritIO().start().waitFor();
    if (exitCode != 0) {
      throw new IOException("mkfifo " + path + ": exit code " + exitCode);
    }
  }
}
