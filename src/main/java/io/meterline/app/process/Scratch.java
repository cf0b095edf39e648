package io.meterline.app.process;

import io.meterline.connect.files.OwnFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The folder in which this process, and whatever runs within it, makes its temporary files. It goes when the process ends, and
 * what a killed one left is removed by the next.
 */
public final class Scratch {
  private static final String PREFIX = "meterline-run-";
  private static final String TEMPORARY = "java.io.tmpdir";

  /** Where temporary files of other programs are. */
  private static final String OUTSIDE = "meterline.tmpdir";

  /** As the properties, of the process. What it holds says that the process is there, so it is never let go of before the end. */
  private static final AtomicReference<OwnFolder> HELD = new AtomicReference<>();

  private Scratch() {}

  /** Has temporary files made in a folder of their own; where that cannot be had, they go where they would have gone. */
  public static void enter() {
    var outside = System.getProperty(TEMPORARY);
    try {
      var scratch = OwnFolder.create(Path.of(outside), PREFIX);
      HELD.set(scratch);
      System.setProperty(OUTSIDE, outside);
      System.setProperty(TEMPORARY, scratch.path().toString());
    } catch (IOException e) {
      // Few commands need one, and those say so.
    }
  }

  /** Removes the folder, if there is one. What cannot be removed is left to the next process. */
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

  /** The folder for temporary files that are to stay. */
  public static Path outside() {
    return Path.of(System.getProperty(OUTSIDE, System.getProperty(TEMPORARY)));
  }
}
