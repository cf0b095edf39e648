package io.meterline.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.meterline.connect.archive.PendingAppend;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An append in a process of its own is killed: the archive is as it was or complete, and the append can be made again. */
class ImportAppendKilledTest {
  private static final int ROWS = 20_000;
  private static final int KILLED = 128 + 9;
  private static final long LOOK_NANOS = 200_000;

  @TempDir private Path temp;

  @ParameterizedTest
  @ValueSource(strings = {".append.partial-", ".appended", "readings/part-00001.parquet", "settings/part-00001.parquet"})
  void theArchiveIsAsItWasOrCompleteAndTheNextAppendCompletesIt(String seen) throws Exception {
    var folder = new ImportFolder(temp);
    var price = "everyone,price.micros.per.kwh,SET,1,2024-01-01T00:00:00Z";
    folder.run("--readings", folder.readings("r1.csv", "m1,2024-01-01T00:00:00Z,60,1"), "--settings", folder.settings("s1.csv", price));
    var rows = new ArrayList<String>();
    for (var row = 0; row < ROWS; row++) {
      rows.add("m2,2024-01-%02dT%02d:%02d:00Z,60,1".formatted(1 + row / 1440, row / 60 % 24, row % 60));
    }
    var readings = folder.readings("r2.csv", rows.toArray(String[]::new));
    var settings = folder.settings("s2.csv", price.replace("SET,1", "SET,2"));
    var before = folder.files();
    try (var child = ChildRun.start("import", "--append", "--out", folder.archive(), "--readings", readings, "--settings", settings)) {
      while (child.isAlive() && !isSeen(folder.archive(), seen)) {
        LockSupport.parkNanos(LOOK_NANOS);
      }
      var run = child.kill();
      // The last moments are very short, and may be missed.
      assertTrue(run.exitCode() == KILLED || run.exitCode() == 0, run::toString);
    }
    PendingAppend.finish(folder.archive());
    var count = folder.logged().size();
    if (count == 1) {
      before.forEach((name, content) -> assertEquals(content, contentOf(folder, name)));
      assertEquals(1, folder.loggedChanges().size());
    } else {
      assertEquals(1 + ROWS, count);
      assertEquals(2, folder.loggedChanges().size());
    }
    var again = folder.run("--append", "--readings", readings, "--settings", settings);
    assertEquals(0, again.exitCode(), again::err);
    assertEquals(1 + ROWS, folder.logged().size());
    assertEquals(2, folder.loggedChanges().size());
    assertEquals(4, folder.files().size(), () -> "no leftovers");
  }

  private static String contentOf(ImportFolder folder, String name) {
    try {
      return folder.files().get(name);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isSeen(Path archive, String part) throws IOException {
    try (var paths = Files.walk(archive)) {
      return paths.anyMatch(path -> archive.relativize(path).toString().concat(Files.isDirectory(path) ? "/" : "").contains(part));
    } catch (UncheckedIOException e) {
      return false;
    }
  }
}
