package io.meterline.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.meterline.connect.files.Mount;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands that only read change nothing, and work on a read-only disk. */
class OnlyReadTest {
  @TempDir private static Path shared;
  private static Path log;
  private static Path views;

  @TempDir Path temp;

  @BeforeAll
  static void replay() {
    log = shared.resolve("log");
    views = shared.resolve("views");
    assertEquals(0, CommandRun.of("simulate", "--devices", 3, "--days", 3, "--out", log).exitCode());
    assertEquals(0, CommandRun.of("run", "--archive", log, "--views", views, "--as=one").exitCode());
    assertEquals(0, CommandRun.of("run", "--archive", log, "--views", views, "--as=two").exitCode());
  }

  @Test
  void readingTouchesNothing() throws IOException {
    var before = looks(shared);
    readEverything(log, views);
    assertEquals(before, looks(shared));
  }

  @Test
  void readingCreatesNoLock() throws IOException {
    Files.delete(views.resolve(".lock"));
    readingTouchesNothing();
  }

  @Test
  void aReadOnlyDiskCanBeRead() throws IOException {
    var disk = Mount.readOnly(temp.resolve("disk"), shared);
    assumeTrue(disk.isPresent(), "this user may mount nothing");
    try (var mounted = disk.get()) {
      readEverything(mounted.folder().resolve("log"), mounted.folder().resolve("views"));
    }
  }

  private static void readEverything(Path log, Path views) {
    succeeds("views", "list", views);
    succeeds("verify", views, views + "@one");
    succeeds("explain", "--archive", log, "--device", "home-000001", "--at", "2024-03-02T00:00:00Z");
  }

  private static void succeeds(Object... words) {
    var run = CommandRun.of(words);
    assertEquals(0, run.exitCode(), run.err());
    assertEquals("", run.err());
  }

  /** The modification time of each file and folder. */
  private static Map<String, String> looks(Path folder) throws IOException {
    var looks = new TreeMap<String, String>();
    try (var paths = Files.walk(folder)) {
      for (var path : paths.toList()) {
        looks.put(path.toString(), Files.getAttribute(path, "unix:ctime", LinkOption.NOFOLLOW_LINKS).toString());
      }
    }
    return looks;
  }
}
