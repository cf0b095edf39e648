package io.meterline.app.launch;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.meterline.app.cli.CommandRun;
import io.meterline.connect.files.MemoryStore;
import io.meterline.connect.files.MemoryStore.Watch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Replays from and to an object store, which only needs to list, read, put and delete. */
class StoreReplayTest {
  @TempDir private static Path shared;
  private static Path archive;

  private MemoryStore store;
  private String log;
  private String views;

  @BeforeAll
  static void simulate() {
    archive = shared.resolve("log");
    assertSucceeded(CommandRun.of("simulate", "--devices", 12, "--days", 12, "--seed", 5, "--out", archive));
    assertSucceeded(CommandRun.of("run", "--archive", archive, "--views", shared.resolve("views")));
  }

  @BeforeEach
  void upload() throws IOException {
    store = MemoryStore.create();
    log = store.uri("some/log");
    views = store.uri("some/views");
    try (var paths = Files.walk(archive)) {
      for (var path : paths.filter(Files::isRegularFile).toList()) {
        store.put("some/log/" + archive.relativize(path), Files.readAllBytes(path));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"--runner=DirectRunner", "--runner=FlinkRunner", "--streaming=true"})
  void theFilesAreThoseOfADiskByteForByte(String option) throws IOException {
    var runner = option.startsWith("--streaming") ? "--runner=FlinkRunner" : "--parallelism=2";
    assertSucceeded(CommandRun.of("run", "--archive", log, "--views", views, "--as", "one", option, runner));
    var version = store.objects("some/views/versions/one/");
    var here = shared.resolve("views/current").toRealPath();
    try (var paths = Files.walk(here)) {
      for (var path : paths.filter(Files::isRegularFile).toList()) {
        var name = here.relativize(path).toString();
        assertArrayEquals(Files.readAllBytes(path), version.remove(name), name);
      }
    }
    assertTrue(version.isEmpty(), version.keySet().toString());
    assertSucceeded(CommandRun.of("verify", views, shared.resolve("views")));
  }

  @Test
  void aLogOnDiskAndViewsInAStoreMayBeMixed() {
    assertSucceeded(CommandRun.of("run", "--archive", "file://" + archive, "--views", views));
    assertSucceeded(CommandRun.of("verify", views, shared.resolve("views")));
  }

  @Test
  void aReaderSeesAllOfOneRunOrAllOfTheOtherAfterEveryStep() {
    assertSucceeded(run("--known=now", "--as=now"));
    var before = seen();
    var moments = new ConcurrentLinkedQueue<SortedMap<String, String>>();
    store.watch(
        new Watch() {
          @Override
          public void after(String object) {
            moments.add(seen());
          }
        });
    assertSucceeded(run("--known=then", "--as=then"));
    var after = seen();
    assertFalse(before.equals(after));
    assertTrue(moments.size() > 10);
    assertTrue(moments.contains(before) && moments.contains(after));
    moments.removeIf(moment -> moment.equals(before) || moment.equals(after));
    assertTrue(moments.isEmpty());
  }

  @Test
  void aFailedRunLeavesReadersUnchangedAndSucceedsWhenRunAgain() {
    assertSucceeded(run("--known=now", "--as=now"));
    var before = seen();
    store.watch(
        new Watch() {
          @Override
          public void before(String object) throws IOException {
            if (object.contains("/then/usage/")) {
              throw new IOException("the store is out of order");
            }
          }
        });
    var failed = run("--known=then", "--as=then");
    assertEquals(2, failed.exitCode());
    assertTrue(failed.err().contains("the store is out of order"), failed.err());
    store.watch(Watch.NONE);
    assertEquals(before, seen());
    assertTrue(CommandRun.of("views", "list", views).out().lines().anyMatch(line -> line.matches("then +incomplete .*")));
    assertSucceeded(run("--known=then", "--as=then"));
    assertSucceeded(CommandRun.of("run", "--archive", archive, "--views", shared.resolve("then"), "--known=then"));
    assertSucceeded(CommandRun.of("verify", views, shared.resolve("then")));
    var again = run("--known=then", "--as=then");
    assertSucceeded(again);
    assertTrue(again.out().endsWith("is complete already, from the same log with the same options: nothing was done\n"));
  }

  @Test
  void aVersionNameStandsForOneStateOfTheLog() throws IOException {
    assertSucceeded(run("--as=one"));
    var more = store.objects("some/log/readings/");
    store.put("some/log/readings/more/part.parquet", more.get(more.firstKey()));
    var run = run("--as=one");
    assertEquals(2, run.exitCode());
    assertTrue(run.err().contains("version one of views " + views + " is complete, and was made with log=2 files of "), run.err());
  }

  @Test
  void twoConcurrentRunsBothEndAndOneIsCurrent() throws Exception {
    var threads = Executors.newFixedThreadPool(2);
    var now = threads.submit(() -> run("--known=now", "--as=now"));
    var then = threads.submit(() -> run("--known=then", "--as=then"));
    threads.shutdown();
    assertSucceeded(now.get());
    assertSucceeded(then.get());
    assertEquals(1, CommandRun.of("verify", views + "@now", views + "@then", "--show=0").exitCode());
    assertSucceeded(CommandRun.of("verify", views + "@now", shared.resolve("views")));
  }

  @Test
  void aMissingArchiveIsReportedInOneLine() {
    var run = CommandRun.of("run", "--archive", store.uri("nothing"), "--views", views);
    assertEquals(2, run.exitCode());
    assertEquals("meterline: " + store.uri("nothing/readings") + ": there is no such folder\n", run.err());
    var unknown = CommandRun.of("run", "--archive", "nowhere://log", "--views", views);
    assertEquals(2, unknown.exitCode());
    assertTrue(unknown.err().startsWith("meterline: nowhere://log/readings: cannot be reached: "), unknown.err());
    assertEquals(1, unknown.err().lines().count());
  }

  private CommandRun run(String... options) {
    var words = new Object[5 + options.length];
    System.arraycopy(new Object[] {"run", "--archive", log, "--views", views}, 0, words, 0, 5);
    System.arraycopy(options, 0, words, 5, options.length);
    return CommandRun.of(words);
  }

  /** Every file of the current version. */
  private SortedMap<String, String> seen() {
    var current = new String(store.objects("some/views/").get("current")).strip();
    var seen = new TreeMap<String, String>();
    store
        .objects("some/views/versions/" + current + "/")
        .forEach((name, bytes) -> seen.put(name, Integer.toString(Arrays.hashCode(bytes))));
    return seen;
  }

  private static void assertSucceeded(CommandRun run) {
    assertEquals(0, run.exitCode(), run.err() + run.out());
  }
}
