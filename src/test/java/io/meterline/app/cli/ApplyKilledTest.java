package io.meterline.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.meterline.app.plan.ArchiveLog;
import io.meterline.app.plan.PlanFolder;
import io.meterline.connect.archive.PendingAppend;
import io.meterline.connect.files.LocalFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An apply in a process of its own is killed: when it is repeated, the log has the changes once, and the views are those of the log. */
class ApplyKilledTest {
  private static final int KILLED = 128 + 9;
  private static final long LOOK_NANOS = 100_000;

  @TempDir private Path temp;

  /** In the order in which they are seen: the apply appends, it has appended, it writes a version, it has completed it. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "log/.append.partial-",
        "log/settings/part-00000.parquet",
        "views/versions/2/usage/",
        "views/versions/2/manifest.json"
      })
  void repeatedItIsLoggedOnceAndTheViewsAreThoseOfAFullReplay(String seen) throws Exception {
    var homes = new PlannedHomes(temp).published();
    var plan = temp.resolve("plan");
    var planned =
        homes.plan("--set", "device:m2 price 0.20/kWh from 2024-01-11", "--set", "everyone threshold 300 from 2024-01-05", "--out=" + plan);
    assertEquals(1, planned.exitCode(), planned.err());
    try (var child = ChildRun.start("apply", plan)) {
      while (child.isAlive() && !isSeen(seen)) {
        LockSupport.parkNanos(LOOK_NANOS);
      }
      var run = child.kill();
      // The last moments are very short, and may be missed.
      assertTrue(run.exitCode() == KILLED || run.exitCode() == 0, run::toString);
    }
    PendingAppend.finish(homes.archive.path());
    var read = PlanFolder.read(plan);
    var log = new ArchiveLog(new LocalFolder(homes.archive.path()));
    var files = settings(homes);
    assertTrue(files == 1 || files == 2 && log.logged(read.proposal()).size() == 2, "all or none of the changes are logged");
    // What is there can be read as it was, or is whole.
    assertEquals(0, CommandRun.of("verify", homes.views, homes.views).exitCode());
    for (var repeated = 0; repeated < 2; repeated++) {
      var again = CommandRun.of("apply", plan);
      assertEquals(0, again.exitCode(), () -> again.out() + again.err());
    }
    assertTrue(log.logged(read.proposal()).size() == 2);
    assertEquals(2, settings(homes), "no change is logged twice");
    homes.assertEqualToAFullReplay();
    var verified = CommandRun.of("verify", homes.views + "@1", homes.views);
    assertTrue(verified.out().lines().anyMatch(line -> line.matches("usage +60 +60 +10 +0 +0 +0")), verified.out());
  }

  /** The number of files with settings: an append adds one. */
  private static long settings(PlannedHomes homes) throws IOException {
    try (var paths = Files.walk(homes.archive.path().resolve("settings"))) {
      return paths.filter(Files::isRegularFile).count();
    }
  }

  /** Whether there is a path that begins like this. It has to be quick, so it looks into one folder alone. */
  private boolean isSeen(String start) throws IOException {
    var path = temp.resolve(start);
    try (var paths = Files.list(path.getParent())) {
      return paths.anyMatch(found -> found.toString().startsWith(path.toString()));
    } catch (NoSuchFileException | UncheckedIOException e) {
      return false;
    }
  }
}
