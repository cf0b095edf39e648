package io.meterline.connect.archive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.meterline.app.launch.FolderBytes;
import io.meterline.connect.archive.ArchivedLog.Logged;
import io.meterline.connect.files.Folder;
import io.meterline.connect.files.LocalFolder;
import io.meterline.connect.files.MemoryStore;
import io.meterline.connect.parquet.DuckDb;
import io.meterline.model.MeterlineException;
import io.meterline.model.log.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Compaction of an archive on a disk and in an object store. */
class CompactionTest {
  private static final List<Logged> EVENTS = ThreeDays.events();

  /** Two past days of three partitions each, and the last day in slices. */
  private static final int FILES = 2 * 3;

  @TempDir Path temp;
  private MemoryStore store;

  private enum Place {
    DISK,
    STORE
  }

  @BeforeEach
  void makeStore() {
    FileSystems.setDefaultPipelineOptions(PipelineOptionsFactory.create());
    store = MemoryStore.create();
  }

  private Folder folder(Place place) {
    return switch (place) {
      case DISK -> new LocalFolder(temp.resolve("log"));
      case STORE -> Folder.at(store.uri("log"));
    };
  }

  @ParameterizedTest
  @EnumSource
  void pastDaysBecomeOneFilePerPartitionWithEachEventOnce(Place place) {
    var archive = ThreeDays.written(folder(place));
    var before = ArchivedFiles.names(archive.folder());
    var outcome = compact(archive.folder()).orElseThrow();

    assertEquals(2, outcome.days());
    assertEquals(FILES, outcome.written());
    assertEquals(List.of(), outcome.missing());
    var after = ArchivedFiles.names(archive.folder());
    assertEquals(before.size() - outcome.replaced() + FILES, after.size());
    assertEquals(FILES, after.stream().filter(name -> name.matches(".*/2026112[01]-p0000[01]-.*")).count());
    assertFalse(after.stream().anyMatch(name -> name.matches(".*/2026112[01]T.*")), after::toString);
    assertEquals(ThreeDays.asRead(EVENTS), ArchivedFiles.events(archive.folder()));
    assertEquals(0, compact(archive.folder()).orElseThrow().replaced());
  }

  @ParameterizedTest
  @EnumSource
  void aRunThatWritesEverySliceAgainChangesNothing(Place place) {
    var archive = ThreeDays.written(folder(place));
    compact(archive.folder());
    var before = ArchivedFiles.names(archive.folder());
    ThreeDays.write(ThreeDays.open(folder(place)), EVENTS);
    assertEquals(before, ArchivedFiles.names(archive.folder()));
    assertEquals(ThreeDays.asRead(EVENTS), ArchivedFiles.events(archive.folder()));
  }

  @ParameterizedTest
  @EnumSource
  void lateEventsOfACompactedDayGetAFileOfTheirOwnAndAreCompactedNextTime(Place place) {
    var late = EVENTS.stream().filter(event -> event.kind() == Kind.READING && event.offset() % 9 == 4).toList();
    var archive = ThreeDays.open(folder(place));
    ThreeDays.write(archive, EVENTS.stream().filter(event -> !late.contains(event)).toList());
    new Compaction(archive.folder(), Compaction.Gaps.ACCEPTED).run(Compaction.Observer.NONE);
    var before = ArchivedFiles.names(archive.folder());
    ThreeDays.write(archive, EVENTS);
    assertTrue(ArchivedFiles.names(archive.folder()).containsAll(before), "a file was changed");
    assertEquals(ThreeDays.asRead(EVENTS), ArchivedFiles.events(archive.folder()));

    compact(archive.folder());
    var after = ArchivedFiles.names(archive.folder());
    assertEquals(FILES, after.stream().filter(name -> name.matches(".*/2026112[01].*")).count(), after::toString);
    assertEquals(ThreeDays.asRead(EVENTS), ArchivedFiles.events(archive.folder()));
  }

  /** As a second run on the same archive at the same time writes it. */
  @ParameterizedTest
  @EnumSource
  void aFileWithEventsOfACompactedFileIsMergedWithIt(Place place) throws IOException {
    var archive = ThreeDays.written(folder(place));
    var day = "readings/2026-11-20/20261120T020000-p00001";
    var twice = bytes(place, day + ".parquet");
    compact(archive.folder());
    put(place, day + "-o3.parquet", twice);
    compact(archive.folder());
    assertEquals(ThreeDays.asRead(EVENTS), ArchivedFiles.events(archive.folder()));
    assertFalse(ArchivedFiles.names(archive.folder()).contains("readings/" + day.substring("readings/".length()) + "-o3.parquet"));
  }

  private byte[] bytes(Place place, String name) throws IOException {
    return switch (place) {
      case DISK -> Files.readAllBytes(temp.resolve("log").resolve(name));
      case STORE -> store.objects("log/").get(name);
    };
  }

  private void put(Place place, String name, byte[] bytes) throws IOException {
    switch (place) {
      case DISK -> Files.write(temp.resolve("log").resolve(name), bytes);
      case STORE -> store.put("log/" + name, bytes);
    }
  }

  @Test
  void inAStoreReplacedSlicesStayReplacedWhenTheirReplacementIsReplaced() {
    var late = EVENTS.get(40);
    var archive = ThreeDays.open(folder(Place.STORE));
    ThreeDays.write(archive, EVENTS.stream().filter(event -> event != late).toList());
    new Compaction(archive.folder(), Compaction.Gaps.ACCEPTED).run(Compaction.Observer.NONE);
    var notes = notes();
    ThreeDays.write(archive, EVENTS);
    compact(archive.folder());
    assertEquals(ThreeDays.asRead(EVENTS), ArchivedFiles.events(archive.folder()));
    // Only the note of the second compaction counts as old.
    notes().stream().filter(note -> !notes.contains(note)).forEach(this::age);
    compact(archive.folder());
    assertEquals(ThreeDays.asRead(EVENTS), ArchivedFiles.events(archive.folder()));
  }

  private List<String> notes() {
    return store.objects("log/").keySet().stream().filter(name -> name.endsWith(".replaces")).toList();
  }

  private void age(String note) {
    var text = new String(store.objects("log/").get(note));
    store.put("log/" + note, text.replaceFirst("2[^\n]*", Instant.now().minus(Duration.ofHours(25)).toString()).getBytes());
  }

  @ParameterizedTest
  @EnumSource
  void aReplayThatListedTheFilesBeforeCompactionFindsThemAll(Place place) {
    var archive = ThreeDays.written(folder(place));
    var listed = Archive.at(archive.folder());
    compact(archive.folder());
    assertEquals(2L * EVENTS.stream().filter(event -> event.kind() == Kind.READING).count(), 2 * listed.countReadings());
    assertEquals(ThreeDays.asRead(EVENTS), ArchivedFiles.events(listed));
    assertTrue(Archive.at(archive.folder()).readings().size() < listed.readings().size());
  }

  @ParameterizedTest
  @EnumSource
  void twoConcurrentCompactionsHaveTheResultOfOne(Place place) throws Exception {
    var archive = ThreeDays.written(folder(place));
    var threads = Executors.newFixedThreadPool(2);
    var one = threads.submit(() -> compact(archive.folder()));
    var other = threads.submit(() -> compact(archive.folder()));
    threads.shutdown();
    var done = List.of(one.get(), other.get()).stream().flatMap(Optional::stream).mapToLong(Compaction.Outcome::written).sum();
    assertTrue(done == FILES || place == Place.STORE && done == 0, "written " + done);
    assertEquals(ThreeDays.asRead(EVENTS), ArchivedFiles.events(archive.folder()));
    compact(archive.folder());
    assertEquals(ThreeDays.asRead(EVENTS), ArchivedFiles.events(archive.folder()));
  }

  @Test
  void onADiskAGlobSeesEachEventOnceAtEveryMomentWhileSlicesComeAndAreCompacted() throws Exception {
    var archive = ThreeDays.open(folder(Place.DISK));
    var readings = EVENTS.stream().filter(event -> event.kind() == Kind.READING).toList();
    ThreeDays.write(archive, readings.subList(0, 120));
    var threads = Executors.newFixedThreadPool(2);
    var writer =
        threads.submit(
            () -> {
              for (var to = 120; to <= readings.size(); to += 4) {
                ThreeDays.write(archive, readings.subList(0, to));
              }
              return null;
            });
    var compacted =
        threads.submit(
            () -> {
              var times = 0;
              while (!writer.isDone()) {
                times += compact(archive.folder()).orElseThrow().replaced() > 0 ? 1 : 0;
              }
              return times;
            });
    threads.shutdown();
    var most = 0L;
    while (!compacted.isDone()) {
      var found = glob();
      assertEquals(found.stream().distinct().toList(), found, "twice");
      assertTrue(found.size() >= most, found.size() + " of " + most + " that were seen before");
      most = found.size();
    }
    assertTrue(compacted.get() > 1, "compacted " + compacted.get() + " times");
    writer.get();
    assertEquals(readings.size(), glob().size());
  }

  /** Positions in the log, as another tool finds them; the previous result if a file disappeared while it was read. */
  private List<String> glob() throws SQLException {
    while (true) {
      try {
        return DuckDb.query(
            "SELECT partition || '-' || \"offset\" AS place FROM '" + temp.resolve("log") + "/readings/**/*.parquet' ORDER BY place");
      } catch (SQLException e) {
        // The link changed between listing and opening the files: an error, but never a wrong count.
        assertTrue(e.getMessage().contains("o such file") || e.getMessage().contains("No files found"), e::getMessage);
      }
    }
  }

  @Test
  void anArchiveWhoseFoldersAreNotLinksIsCompactedToo() throws IOException {
    var folder = temp.resolve("log");
    ThreeDays.written(folder(Place.DISK));
    for (var name : List.of("readings", "settings")) {
      Files.delete(folder.resolve(name));
      Files.move(folder.resolve(".generations/" + name + "-1"), folder.resolve(name));
    }
    compact(folder(Place.DISK));
    assertTrue(Files.isSymbolicLink(folder.resolve("readings")));
    assertEquals(ThreeDays.asRead(EVENTS), ArchivedFiles.events(folder(Place.DISK)));
    ThreeDays.write(ThreeDays.open(folder(Place.DISK)), EVENTS);
    assertEquals(ThreeDays.asRead(EVENTS), ArchivedFiles.events(folder(Place.DISK)));
  }

  @Test
  void aKillBetweenMovingAFolderAndLinkingItIsRepairedByTheNextRun() throws IOException {
    var folder = temp.resolve("log");
    ThreeDays.written(folder(Place.DISK));
    Files.delete(folder.resolve("readings"));
    Files.move(folder.resolve(".generations/readings-1"), folder.resolve(".generations/readings-0"));
    assertThrows(MeterlineException.class, () -> Archive.at(folder(Place.DISK)));
    compact(folder(Place.DISK));
    assertEquals(ThreeDays.asRead(EVENTS), ArchivedFiles.events(folder(Place.DISK)));
  }

  @Test
  void onADiskReplacedFilesAreRemovedAfterADayAndNotBefore() throws IOException {
    var archive = ThreeDays.written(folder(Place.DISK));
    compact(archive.folder());
    var old = temp.resolve("log/.generations/readings-1");
    compact(archive.folder());
    assertTrue(Files.exists(old));
    Files.setLastModifiedTime(old, FileTime.from(Instant.now().minus(Duration.ofHours(25))));
    Files.createDirectories(temp.resolve("log/.generations/readings-9/left by a kill"));
    compact(archive.folder());
    assertFalse(Files.exists(old));
    assertFalse(Files.exists(temp.resolve("log/.generations/readings-9")));
    assertEquals(ThreeDays.asRead(EVENTS), ArchivedFiles.events(archive.folder()));
  }

  @Test
  void inAStoreReplacedFilesAreRemovedAfterADayAndNotBefore() {
    var archive = ThreeDays.written(folder(Place.STORE));
    compact(archive.folder());
    var with = store.objects("log/").keySet();
    compact(archive.folder());
    assertEquals(with, store.objects("log/").keySet());
    notes().forEach(this::age);
    compact(archive.folder());
    var left = store.objects("log/").keySet();
    assertFalse(left.stream().anyMatch(name -> name.endsWith(".replaces") || name.matches(".*/2026112[01]T.*")), left::toString);
    assertEquals(ThreeDays.asRead(EVENTS), ArchivedFiles.events(archive.folder()));
  }

  @Test
  void aDamagedFileIsNamedAndNothingIsChanged() throws IOException {
    var archive = ThreeDays.written(folder(Place.DISK));
    var file = temp.resolve("log/readings/2026-11-21/20261121T040000-p00001.parquet");
    var bytes = Files.readAllBytes(file);
    bytes[20] ^= 1;
    Files.write(file, bytes);
    var before = FolderBytes.of(temp.resolve("log"));
    var failed = assertThrows(MeterlineException.class, () -> compact(archive.folder()));
    assertTrue(failed.getMessage().contains("20261121T040000-p00001.parquet: not a complete Parquet file"), failed::getMessage);
    var after = FolderBytes.of(temp.resolve("log"));
    after.remove(".generations/compacting");
    before.remove(".generations/compacting");
    assertEquals(before, after);
  }

  @Test
  void anArchiveThatNoLiveRunWroteIsRefused() throws IOException {
    Files.createDirectories(temp.resolve("log/readings"));
    var failed = assertThrows(MeterlineException.class, () -> compact(folder(Place.DISK)));
    assertTrue(failed.getMessage().contains("is not the archive of a live run"), failed::getMessage);
  }

  private static Optional<Compaction.Outcome> compact(Folder archive) {
    return new Compaction(archive, Compaction.Gaps.STAY).run(Compaction.Observer.NONE);
  }
}
