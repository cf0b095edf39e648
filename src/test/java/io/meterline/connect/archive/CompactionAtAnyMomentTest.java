package io.meterline.connect.archive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.meterline.app.cli.ChildRun;
import io.meterline.app.cli.CommandRun;
import io.meterline.connect.archive.ArchivedLog.Logged;
import io.meterline.connect.files.Folder;
import io.meterline.connect.files.LocalFolder;
import io.meterline.connect.files.MemoryStore;
import io.meterline.connect.files.MemoryStore.Watch;
import io.meterline.connect.parquet.DuckDb;
import io.meterline.model.MeterlineException;
import io.meterline.model.log.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What readers of an archive see at every single moment of a compaction, and after a crash at that moment. */
class CompactionAtAnyMomentTest {
  private static final List<Logged> EVENTS = ThreeDays.events();
  private static final List<String> AS_READ = ThreeDays.asRead(EVENTS);

  /** The objects of an archive of the events in a store, by name. */
  private static final Map<String, byte[]> OBJECTS = objects();

  @TempDir Path temp;

  private static Map<String, byte[]> objects() {
    FileSystems.setDefaultPipelineOptions(PipelineOptionsFactory.create());
    var store = MemoryStore.create();
    ThreeDays.written(Folder.at(store.uri("log")));
    return store.objects("");
  }

  private static MemoryStore stored() {
    var store = MemoryStore.create();
    OBJECTS.forEach(store::put);
    return store;
  }

  @Test
  void inAStoreReadersSeeEachEventOnceAfterEveryChange() {
    var store = stored();
    var archive = Folder.at(store.uri("log"));
    var seen = new HashSet<List<String>>();
    var changes = new int[1];
    store.watch(
        new Watch() {
          @Override
          public void after(String object) {
            changes[0]++;
            seen.add(ArchivedFiles.events(archive));
          }
        });
    compact(archive);
    assertTrue(changes[0] > 10, "only " + changes[0]);
    assertEquals(1, seen.size());
    assertEquals(AS_READ, seen.iterator().next());
  }

  @Test
  void inAStoreACompactionKilledAtAnyChangeLosesNothingAndCanBeRunAgain() {
    var killedAt = 0;
    while (isKilledAt(killedAt)) {
      killedAt++;
    }
    assertTrue(killedAt > 10, "only " + killedAt);
  }

  /**
   * Compacts until a number of changes were made; returns whether there would have been more. A failure, as of a full
   * store, ends it, too.
   */
  private boolean isKilledAt(int changes) {
    var store = stored();
    var archive = Folder.at(store.uri("log"));
    store.watch(
        new Watch() {
          private int left = changes;

          @Override
          public void before(String object) throws IOException {
            if (left-- <= 0) {
              throw new IOException("no room");
            }
          }
        });
    var isKilled = false;
    try {
      compact(archive);
    } catch (MeterlineException e) {
      isKilled = true;
      assertTrue(e.getMessage().startsWith("cannot compact the archive " + archive), e::getMessage);
      assertFalse(e.getMessage().contains("\n"), e::getMessage);
    }
    store.watch(Watch.NONE);
    assertEquals(AS_READ, ArchivedFiles.events(archive), "after " + changes);
    // The lease of a killed process expires after an hour.
    store.objects("log/compacting/").keySet().forEach(lease -> store.put("log/compacting/" + lease, "2026-01-01T00:00:00Z".getBytes()));
    compact(archive);
    assertEquals(AS_READ, ArchivedFiles.events(archive), "compacted after " + changes);
    if (changes % 5 == 0) {
      ThreeDays.write(ThreeDays.open(archive), EVENTS);
      assertEquals(AS_READ, ArchivedFiles.events(archive), "offered again after " + changes);
    }
    return isKilled;
  }

  /** In a separate process, which is killed after it began a generation, and when it switches a link. */
  @Test
  void onADiskAKilledCompactionLosesNothingAndTheNextOneFinishes() throws Exception {
    for (var moment : List.of("readings-2", "readings", "settings-2")) {
      var folder = new LocalFolder(temp.resolve(moment));
      var archive = ThreeDays.written(folder);
      var watched = moment.equals("readings") ? folder.path() : folder.path().resolve(Generations.FOLDER);
      try (var watch = folder.path().getFileSystem().newWatchService()) {
        watched.register(watch, StandardWatchEventKinds.ENTRY_CREATE);
        try (var child = ChildRun.start("archive", "compact", folder)) {
          for (var key = watch.take(); key.pollEvents().stream().noneMatch(event -> event.context().toString().equals(moment)); ) {
            key.reset();
            key = watch.take();
          }
          child.kill();
        }
      }
      assertEquals(AS_READ, ArchivedFiles.events(folder), moment);
      assertEquals(List.of("" + AS_READ.size()), glob(folder), moment);
      var again = CommandRun.of("archive", "compact", folder);
      assertEquals(0, again.exitCode(), again::err);
      assertEquals(AS_READ, ArchivedFiles.events(folder), moment);
      assertEquals(List.of("" + AS_READ.size()), glob(folder), moment);
      ThreeDays.write(archive, EVENTS);
      assertEquals(AS_READ, ArchivedFiles.events(folder), moment);
    }
  }

  private static List<String> glob(LocalFolder archive) throws Exception {
    var files = "(SELECT count(*) FROM '" + archive + "/%s/**/*.parquet')";
    return DuckDb.query("SELECT " + files.formatted("readings") + " + " + files.formatted("settings"));
  }

  /** Only if the machine allows mounting a small disk. */
  @Test
  void aFullDiskIsReportedInOneLineAndLosesNothing() throws Exception {
    var disk = Files.createDirectory(temp.resolve("disk"));
    assumeTrue(run("mount", "-t", "tmpfs", "-o", "size=1m", "none", disk.toString()), "no small disk can be mounted");
    try {
      var folder = new LocalFolder(disk.resolve("log"));
      ThreeDays.written(folder);
      var fill = new byte[(int) Files.getFileStore(disk).getUsableSpace() - 8192];
      Files.write(disk.resolve("fill"), fill);
      var full = CommandRun.of("archive", "compact", folder);
      assertEquals(2, full.exitCode(), full::err);
      assertEquals(1, full.complaints().size(), full::err);
      assertTrue(full.err().matches("(?s)meterline: cannot compact the archive .*: No space left on device.*"), full::err);
      assertEquals(AS_READ, ArchivedFiles.events(folder));
      var late = new Logged(Kind.READING, 0, 10_000, ThreeDays.START, false);
      Files.write(disk.resolve("fill"), new byte[(int) (fill.length + Files.getFileStore(disk).getUsableSpace())]);
      var archive = ThreeDays.open(folder);
      var unwritten = assertThrows(MeterlineException.class, () -> ThreeDays.write(archive, List.of(late)));
      assertTrue(unwritten.getMessage().startsWith("cannot write the archive "), unwritten::getMessage);

      Files.delete(disk.resolve("fill"));
      assertEquals(0, CommandRun.of("archive", "compact", folder).exitCode());
      assertEquals(AS_READ, ArchivedFiles.events(folder));
      assertTrue(ArchivedFiles.names(folder).size() < 50);
    } finally {
      assertTrue(run("umount", "-l", disk.toString()));
    }
  }

  private static boolean run(String... command) throws Exception {
    try {
      return new ProcessBuilder(command).redirectErrorStream(true).start().waitFor() == 0;
    } catch (IOException e) {
      return false;
    }
  }

  private static void compact(Folder archive) {
    new Compaction(archive, Compaction.Gaps.STAY).run(Compaction.Observer.NONE).orElseThrow();
  }
}
