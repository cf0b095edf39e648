package io.meterline.connect.archive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.meterline.cluster.Waiting;
import io.meterline.connect.files.LocalFolder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Generations of an archive on a disk. */
class GenerationsTest {
  @TempDir Path temp;

  @Test
  void filesWrittenBetweenListingAndSwitchingAreInTheNextGeneration() throws Exception {
    var generations = new Generations(new LocalFolder(temp));
    generations.begin("readings");
    var link = temp.resolve("readings");
    Files.createDirectories(link.resolve("2026-11-20"));
    Files.writeString(link.resolve("2026-11-20/a"), "stays");
    Files.writeString(link.resolve("2026-11-20/b"), "is replaced");
    var next = generations.next("readings");
    var thread = Executors.newSingleThreadExecutor();
    generations.exclusive(
        () -> {
          // It has listed the files, and waits for this step to end.
          thread.submit(
              () -> {
                generations.switchTo(next, "readings", Set.of("2026-11-20/b"));
                return null;
              });
          Waiting.until(Duration.ofSeconds(30), () -> Files.exists(next.resolve("2026-11-20/a")), () -> "the look");
          Files.writeString(link.resolve("2026-11-20/c"), "comes");
          Files.writeString(Files.createDirectory(link.resolve("2026-11-21")).resolve("d"), "comes");
        });
    thread.shutdown();
    Waiting.until(Duration.ofSeconds(30), thread::isTerminated, () -> "the turn");
    assertEquals(next.toRealPath(), link.toRealPath());
    assertTrue(Files.exists(link.resolve("2026-11-20/a")));
    assertFalse(Files.exists(link.resolve("2026-11-20/b")));
    assertTrue(Files.exists(link.resolve("2026-11-20/c")));
    assertTrue(Files.exists(link.resolve("2026-11-21/d")));
    assertEquals("is replaced", Files.readString(temp.resolve(".generations/readings-1/2026-11-20/b")));
  }
}
