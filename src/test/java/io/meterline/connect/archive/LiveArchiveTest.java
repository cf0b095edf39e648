package io.meterline.connect.archive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.meterline.app.cli.CommandRun;
import io.meterline.app.launch.FolderBytes;
import io.meterline.connect.archive.ArchivedLog.Logged;
import io.meterline.connect.files.Folder;
import io.meterline.connect.files.LocalFolder;
import io.meterline.connect.files.MemoryStore;
import io.meterline.connect.kafka.log.RawEvents;
import io.meterline.connect.parquet.DuckDb;
import io.meterline.model.MeterlineException;
import io.meterline.model.log.Kind;
import io.meterline.model.log.LoggedChange;
import io.meterline.model.log.LoggedReading;
import io.meterline.model.log.Position;
import io.meterline.model.log.Rejection;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LiveArchiveTest {
  private static final LogIdentity LOG = new LogIdentity("cluster", "readings", "settings");
  private static final TimeSlices SLICES = new TimeSlices(Duration.ofMinutes(5));
  private static final long MIDNIGHT = Instant.parse("2026-11-22T00:00:00Z").toEpochMilli();

  @TempDir Path temp;

  /** Events of both kinds and some partitions around midnight, in the order of the log within each. */
  @Provide
  Arbitrary<List<Logged>> logs() {
    return Arbitraries.longs().list().ofMaxSize(60).map(LiveArchiveTest::log);
  }

  private static List<Logged> log(List<Long> draws) {
    var events = new ArrayList<Logged>();
    var offsets = new TreeMap<Integer, Long>();
    var loggedAt = MIDNIGHT - 600_000;
    for (var draw : draws) {
      var random = new Random(draw);
      loggedAt += random.nextInt(3) * (long) random.nextInt(120_000);
      var stream = random.nextInt(3);
      // Transaction markers leave gaps in the offsets.
      var offset = offsets.merge(stream, 1L + random.nextInt(2), Long::sum);
      var kind = stream == 0 ? Kind.SETTING : Kind.READING;
      events.add(new Logged(kind, stream == 0 ? 0 : stream - 1, offset, loggedAt, random.nextInt(5) == 0));
    }
    return events;
  }

  @Property(tries = 60)
  void everyEventIsInTheArchiveOnceInTheFolderOfItsDay(@ForAll("logs") List<Logged> log, @ForAll long seed) {
    inFolder(
        folder -> {
          var archive = LiveArchive.open(folder, LOG, SLICES);
          write(archive, batches(log, new Random(seed)));

          var rows = ArchivedLog.read(folder);
          var found = rows.values().stream().flatMap(Collection::stream).map(Object::toString).sorted().toList();
          assertEquals(log.stream().map(event -> event.asRead().toString()).sorted().toList(), found);
          rows.forEach(
              (file, events) -> {
                events.forEach(event -> assertTrue(file.contains("/" + day(event) + "/"), file + ": " + event));
                assertEquals(events.stream().sorted(Comparator.comparing(LiveArchiveTest::offset)).toList(), events, file);
              });
        });
  }

  @Property(tries = 40)
  void theSameEventsYieldTheSameFilesHoweverTheyArriveAndHoweverOftenTheyAreWritten(
      @ForAll("logs") List<Logged> log, @ForAll long one, @ForAll long other) {
    inFolder(
        folder -> {
          var first = folder.resolve("first");
          write(LiveArchive.open(first, LOG, SLICES), batches(log, new Random(one)));
          var bytes = bytes(first);

          var again = LiveArchive.open(first, LOG, SLICES);
          write(again, batches(log, new Random(other)));
          assertEquals(bytes, bytes(first));

          var second = folder.resolve("second");
          write(LiveArchive.open(second, LOG, SLICES), batches(log, new Random(other)));
          assertEquals(bytes, bytes(second));
        });
  }

  @Property(tries = 40)
  void aSliceWrittenBeforeItWasCompleteIsAddedToAndAnotherRunDuplicatesNothing(
      @ForAll("logs") List<Logged> log, @ForAll long seed) {
    inFolder(
        folder -> {
          var random = new Random(seed);
          var archive = LiveArchive.open(folder, LOG, SLICES);
          write(archive, batches(log.subList(0, random.nextInt(log.size() + 1)), random));
          var before = bytes(folder);
          write(archive, batches(log, random));
          var whole = bytes(folder);
          write(archive, batches(log, random));

          assertTrue(whole.entrySet().containsAll(before.entrySet()), "a file was changed");
          assertEquals(whole, bytes(folder));
          var found =
              ArchivedLog.read(folder).values().stream().flatMap(Collection::stream).map(Object::toString).sorted().toList();
          assertEquals(log.stream().map(event -> event.asRead().toString()).sorted().toList(), found);
        });
  }

  @Property(tries = 30)
  void anArchiveCompactedInBetweenHasEachEventOnceHoweverItIsWritten(@ForAll("logs") List<Logged> log, @ForAll long seed) {
    FileSystems.setDefaultPipelineOptions(PipelineOptionsFactory.create());
    var store = MemoryStore.create();
    inFolder(
        folder -> {
          var expected = log.stream().map(event -> event.asRead().toString()).sorted().toList();
          for (var place : List.of(Folder.at(folder.toString()), Folder.at(store.uri("log")))) {
            var random = new Random(seed);
            var archive = LiveArchive.open(place, LOG, SLICES);
            for (var gaps : List.of(Compaction.Gaps.STAY, Compaction.Gaps.ACCEPTED, Compaction.Gaps.STAY)) {
              var some = new ArrayList<>(log);
              some.removeIf(event -> random.nextInt(3) == 0);
              write(archive, batches(some, random));
              new Compaction(place, gaps).run(Compaction.Observer.NONE);
            }
            write(archive, batches(log, random));
            assertEquals(expected, ArchivedFiles.events(place));
            new Compaction(place, Compaction.Gaps.ACCEPTED).run(Compaction.Observer.NONE);
            var before = ArchivedFiles.names(place);
            assertEquals(expected, ArchivedFiles.events(place));
            write(LiveArchive.open(place, LOG, SLICES), batches(log, random));
            assertEquals(before, ArchivedFiles.names(place));
          }
        });
  }

  @Property(tries = 20)
  void anObjectStoreHoldsTheFilesOfADiskByteForByte(@ForAll("logs") List<Logged> log, @ForAll long seed) {
    FileSystems.setDefaultPipelineOptions(PipelineOptionsFactory.create());
    inFolder(
        folder -> {
          var random = new Random(seed);
          var some = batches(log.subList(0, random.nextInt(log.size() + 1)), random);
          var all = batches(log, random);
          var store = MemoryStore.create();
          for (var place : List.of(Folder.at(folder.toString()), Folder.at(store.uri("some/log")))) {
            var archive = LiveArchive.open(place, LOG, SLICES);
            write(archive, some);
            write(archive, all);
            write(LiveArchive.open(place, LOG, SLICES), all);
          }
          var objects = new TreeMap<String, String>();
          store.objects("some/log/").forEach((name, bytes) -> objects.put(name, HexFormat.of().formatHex(bytes)));
          assertEquals(files(folder), objects);
        });
  }

  @Test
  void aLocationInAnObjectStoreThatHoldsSomethingElseIsRefused() {
    FileSystems.setDefaultPipelineOptions(PipelineOptionsFactory.create());
    var store = MemoryStore.create();
    var place = Folder.at(store.uri("log"));
    LiveArchive.open(place, LOG, SLICES);
    assertThrows(
        MeterlineException.class, () -> LiveArchive.open(place, new LogIdentity("another", "r", "s"), SLICES));
    store.put("other/mine.txt", new byte[1]);
    assertThrows(
        MeterlineException.class, () -> LiveArchive.open(Folder.at(store.uri("other")), LOG, SLICES));
  }

  private static TreeMap<String, String> files(Path folder) {
    try {
      var files = new TreeMap<String, String>();
      for (var file : new LocalFolder(folder).files()) {
        if (file.name().startsWith(Generations.FOLDER)) {
          continue; // Targets of links, and a lock.
        }
        files.put(file.name(), HexFormat.of().formatHex(Files.readAllBytes(folder.resolve(file.name()))));
      }
      return files;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void anotherToolReadsTheArchiveAndFindsItsColumnsBeforeAnyEvent() throws SQLException {
    var archive = LiveArchive.open(temp.resolve("archive"), LOG, SLICES);
    assertEquals(List.of("0"), DuckDb.query("SELECT count(device) FROM '" + archive.folder() + "/readings/**/*.parquet'"));
    assertEquals(List.of("0"), DuckDb.query("SELECT count(scope) FROM '" + archive.folder() + "/settings/**/*.parquet'"));

    write(archive, List.of(ArchivedLog.batch(List.of(reading(1, false), reading(2, true), reading(3, false)))));
    assertEquals(
        List.of("1|true", "2|false", "3|true"),
        DuckDb.query(
            "SELECT concat_ws('|', \"offset\", raw IS NULL) FROM '" + archive.folder()
                + "/readings/**/*.parquet' ORDER BY \"offset\""));
  }

  @Test
  void anArchiveWithoutAnySettingsIsReplayed() {
    var archive = LiveArchive.open(temp.resolve("archive"), LOG, SLICES);
    write(archive, List.of(ArchivedLog.batch(List.of(reading(0, false), reading(1, false)))));

    var run = CommandRun.of("run", "--archive", archive.folder(), "--views", temp.resolve("views"));
    assertEquals(List.of(), run.complaints());
    assertTrue(run.out().matches("(?s)readings +2\nchanges +0\n.*"), run.out());
  }

  @Test
  void aMalformedEventIsRejectedByAReplayAsItWasFromTheLog() throws SQLException {
    var archive = LiveArchive.open(temp.resolve("archive"), LOG, SLICES);
    var poison = new Logged(Kind.SETTING, 0, 0, MIDNIGHT + 5, true);
    var events = List.of(List.of(reading(0, true), reading(1, true), reading(2, false)), List.of(poison));
    write(archive, events.stream().map(ArchivedLog::batch).toList());

    var views = temp.resolve("views");
    assertEquals(List.of(), CommandRun.of("run", "--archive", archive.folder(), "--views", views).complaints());
    var expected =
        List.of(reading(0, true), reading(1, true), poison).stream()
            .map(event -> (Rejection) event.asRead())
            .map(
                row ->
                    String.join(
                        "|",
                        row.kind().name(),
                        "" + row.partition().getAsInt(),
                        "" + row.offset().getAsLong(),
                        row.reason().name(),
                        row.detail(),
                        "" + row.loggedAt().orElseThrow().toEpochMilli(),
                        row.content()))
            .toList();
    assertEquals(
        expected,
        DuckDb.query(
            "SELECT concat_ws('|', kind, partition, \"offset\", reason, detail, epoch_ms(logged_at), content) FROM '"
                + views + "/current/rejected/*.parquet' ORDER BY kind, \"offset\""));
  }

  @Test
  void anotherSliceLengthIsRefusedWithAdvice() {
    var folder = temp.resolve("archive");
    LiveArchive.open(folder, LOG, SLICES);
    assertRefused(
        folder, LOG, new TimeSlices(Duration.ofHours(1)), " has slices of PT5M, not PT1H; run with --archive-every=PT5M, or name a new folder");
  }

  @Test
  void theArchiveOfAnotherLogIsRefused() {
    var folder = temp.resolve("archive");
    LiveArchive.open(folder, LOG, SLICES);
    var text = " holds another log: other topics, or those of another cluster; name a new folder";
    assertRefused(folder, new LogIdentity("other", "readings", "settings"), SLICES, text);
    assertRefused(folder, new LogIdentity("cluster", "made anew", "settings"), SLICES, text);
    assertRefused(folder, new LogIdentity("cluster", "readings", "made anew"), SLICES, text);
  }

  @Test
  void aFolderWithSomethingElseIsRefusedAndUnchanged() throws IOException {
    var folder = temp.resolve("archive");
    assertEquals(0, CommandRun.of("simulate", "--devices", 1, "--days", 1, "--out", folder).exitCode());
    var before = FolderBytes.of(folder);
    assertRefused(folder, LOG, SLICES, " is not the archive of a live run, and is not empty; name a new one");
    assertEquals(before, FolderBytes.of(folder));
  }

  @Test
  void aFolderThatCannotBeWrittenIsReportedInOneLine() throws IOException {
    var file = Files.writeString(temp.resolve("file"), "in the way");
    var failed = assertThrows(MeterlineException.class, () -> LiveArchive.open(file.resolve("archive"), LOG, SLICES));
    assertTrue(failed.getMessage().startsWith("cannot write the archive " + file.resolve("archive") + ": "), failed::getMessage);

    var archive = LiveArchive.open(temp.resolve("archive"), LOG, SLICES);
    var day = Files.writeString(temp.resolve("archive/readings/2026-11-22"), "in the way");
    var batches = List.of(ArchivedLog.batch(List.of(reading(1, false))));
    var unwritten = assertThrows(MeterlineException.class, () -> write(archive, batches));
    assertTrue(unwritten.getMessage().matches("cannot write the archive .*" + day.getFileName() + ".*"), unwritten::getMessage);
  }

  @Test
  void incompleteFilesAreNotPartOfTheArchive() throws IOException {
    var folder = temp.resolve("archive");
    var archive = LiveArchive.open(folder, LOG, SLICES);
    write(archive, List.of(ArchivedLog.batch(List.of(reading(1, false)))));
    var before = ArchivedLog.read(folder);
    Files.writeString(folder.resolve(".partial/half.partial"), "half");
    Files.writeString(folder.resolve("readings/2026-11-22/.half.parquet"), "half");
    assertEquals(before, ArchivedLog.read(folder));
  }

  private static void assertRefused(Path folder, LogIdentity log, TimeSlices slices, String end) {
    var refused = assertThrows(MeterlineException.class, () -> LiveArchive.open(folder, log, slices));
    assertTrue(refused.getMessage().endsWith(folder + end), refused::getMessage);
  }

  private static Logged reading(long offset, boolean isPoison) {
    return new Logged(Kind.READING, 0, offset, MIDNIGHT + offset, isPoison);
  }

  /** The log by partition, split into random batches in random order. */
  private static List<RawEvents> batches(List<Logged> log, Random random) {
    var batches = new ArrayList<RawEvents>();
    var streams = log.stream().collect(Collectors.groupingBy(event -> event.kind() + "-" + event.partition(), TreeMap::new, Collectors.toList()));
    for (var stream : streams.values()) {
      for (var from = 0; from < stream.size(); ) {
        var to = from + 1 + random.nextInt(stream.size() - from);
        batches.add(ArchivedLog.batch(stream.subList(from, to)));
        // A part of a batch may arrive again.
        from = random.nextInt(4) == 0 ? Math.max(from + 1, to - 1) : to;
      }
    }
    Collections.shuffle(batches, random);
    return batches;
  }

  /** Writes as a run that has reached the end of every slice. */
  private static void write(LiveArchive archive, List<RawEvents> batches) {
    var slices = new TreeMap<String, List<RawEvents>>();
    for (var batch : batches) {
      archive.slices().split(batch, (file, part) -> slices.computeIfAbsent(file, any -> new ArrayList<>()).add(part));
    }
    slices.forEach(archive::write);
  }

  private static TreeMap<String, String> bytes(Path folder) {
    try {
      return FolderBytes.of(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String day(Object event) {
    return position(event).loggedAt().toString().substring(0, 10);
  }

  private static long offset(Object event) {
    return position(event).offset();
  }

  private static Position position(Object event) {
    if (event instanceof LoggedReading reading) {
      return reading.position();
    }
    if (event instanceof LoggedChange change) {
      return change.position();
    }
    var rejection = (Rejection) event;
    return new Position(
        rejection.loggedAt().orElseThrow(), rejection.partition().getAsInt(), rejection.offset().getAsLong());
  }

  /** Runs a test in a folder that exists for one try of a property. */
  private static void inFolder(Consumer<Path> test) {
    try {
      var folder = Files.createTempDirectory("meterline-archive");
      try {
        test.accept(folder);
      } finally {
        try (var paths = Files.walk(folder)) {
          for (var path : paths.sorted(Comparator.reverseOrder()).toList()) {
            Files.delete(path);
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
