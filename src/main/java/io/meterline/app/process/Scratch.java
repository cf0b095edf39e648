package io.meterline.app.process;

import io.meterline.connect.files.ProcessFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The folder for temporary files of this process and everything that runs in it. It is removed when the process ends; the
 * folder of a killed process is removed by the next.
 */
public final class Scratch {
  private static final String PREFIX = "meterline-run-";
  private static final String TEMPORARY = "java.io.tmpdir";

  /** The system property that names the machine's temporary folder. */
  private static final String OUTSIDE = "meterline.tmpdir";

  /**
   * Belongs to the process, like the system properties. Its lock shows that the process is alive, so it is held until the
   * end.
   */
  private static final AtomicReference<ProcessFolder> HELD = new AtomicReference<>();

  private Scratch() {}

  /** Redirects temporary files into a folder of their own; if it cannot be created, they stay where they would be. */
  public static void enter() {
    var outside = System.getProperty(TEMPORARY);
    try {
      var scratch = ProcessFolder.create(Path.of(outside), PREFIX);
      HELD.set(scratch);
      System.setProperty(OUTSIDE, outside);
      System.setProperty(TEMPORARY, scratch.path().toString());
    } catch (IOException e) {
      // Few commands need temporary files, and those report the problem.
    }
  }

  /** Removes the folder, if there is one. What cannot be removed is removed by the next process. */
  public static void leave() {
    var scratch = HELD.getAndSet(null);
    if (scratch != null) {
      try {
        scratch.close();
      } catch (IOException e) {
        // Something in this process is still writing there.
      }
    }
  }

  /** The folder for temporary files that outlive the process. */
  public static Path outside() {
    return Path.of(System.getProperty(OUTSIDE, System.getProperty(TEMPORARY)));
  }
}
