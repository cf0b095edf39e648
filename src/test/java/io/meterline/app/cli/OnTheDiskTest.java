package io.meterline.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file is fsynced before it is renamed into place: the JVM records which files were forced. */
class OnTheDiskTest {
  @TempDir Path temp;

  @Test
  void everyFileOfAnArchiveAndOfViewsAndTheirFoldersAreForcedToTheDisk() throws IOException {
    var csv = Files.writeString(temp.resolve("r.csv"), "device,at,seconds,kwh\nm1,2013-01-01T00:00:00Z,1800,1\nm1,today,1,1\n");
    var log = temp.resolve("log");
    var imported = forced(1, "import", "--readings", csv, "--out", log);
    assertEndsWith(imported, ".partial-", "archive/readings/part-00000.parquet", "archive/settings/part-00000.parquet", "archive/rejects.csv", "archive/readings", "archive");
    assertTrue(imported.contains(temp.toString()), imported::toString);

    var views = temp.resolve("views");
    var run = forced(0, "run", "--archive", log, "--views", views);
    var version = views.resolve("versions/1");
    var files = files(version);
    assertTrue(files > 5, () -> "only " + files);
    // Each got its final name only once complete.
    assertTrue(run.stream().filter(path -> path.startsWith(version.toString()) && path.endsWith(".partial")).count() >= files, run::toString);
    for (var folder : List.of(version.resolve("usage"), version, views.resolve("versions"), views, temp)) {
      assertTrue(run.contains(folder.toString()), () -> folder + " is not in " + run);
    }
  }

  private static long files(Path version) throws IOException {
    try (var paths = Files.walk(version)) {
      return paths.filter(path -> Files.isRegularFile(path) && !path.endsWith(".lock")).count();
    }
  }

  private static void assertEndsWith(TreeSet<String> forced, String within, String... ends) {
    for (var end : ends) {
      assertTrue(forced.stream().anyMatch(path -> path.contains(within) && path.endsWith("/" + end)), () -> end + " is not in " + forced);
    }
  }

  /** The files and folders that a command forced to the disk. */
  private TreeSet<String> forced(int exitCode, Object... words) throws IOException {
    var file = temp.resolve("recording.jfr");
    try (var recording = new Recording()) {
      recording.enable("jdk.FileForce").withoutThreshold();
      recording.start();
      var run = CommandRun.of(words);
      assertEquals(exitCode, run.exitCode(), run.err());
      recording.stop();
      recording.dump(file);
    }
    var forced = new TreeSet<String>();
    RecordingFile.readAllEvents(file).forEach(event -> forced.add(event.getString("path")));
    return forced;
  }
}
