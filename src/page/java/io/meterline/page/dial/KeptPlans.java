package io.meterline.page.dial;

import io.meterline.connect.files.Disk;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;

/** The folders of the last plans; those of earlier ones are removed. Not for several threads at once, but for {@link #has}. */
final class KeptPlans {
  /** How many are kept. */
  static final int MOST = 8;

  private static final String KEY = "[a-z0-9]{1,16}";

  private final Path scratch;
  private final Deque<String> keys = new ArrayDeque<>();

  /** In a folder. */
  KeptPlans(Path scratch) {
    this.scratch = scratch;
  }

  /** The folder of a plan, which need not be there. */
  Path folder(String key) {
    return scratch.resolve("plan-" + key);
  }

  /** Whether there is a plan of this name, which may be any text. */
  boolean has(String key) {
    return key.matches(KEY) && Files.exists(folder(key));
  }

  /** Notes that a plan was written, and removes the earliest beyond those that are kept. */
  void written(String key) {
    keys.add(key);
    while (keys.size() > MOST) {
      try {
        Disk.remove(folder(keys.remove()));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
