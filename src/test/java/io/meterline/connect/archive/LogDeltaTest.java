package io.meterline.connect.archive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.meterline.connect.archive.ArchivedLog.Logged;
import io.meterline.connect.files.Folder;
import io.meterline.connect.files.LocalFolder;
import io.meterline.connect.files.MemoryStore;
import io.meterline.connect.versions.LogExtent;
import io.meterline.engine.range.Span;
import io.meterline.model.log.Kind;
import io.meterline.model.log.LoggedChange;
import io.meterline.model.log.ReadingRules;
import io.meterline.model.time.Known;
import io.meterline.oracle.Log;
import io.meterline.oracle.LogBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is said of an archive that grew, shrank or changed. */
class LogDeltaTest {
  private static final ReadingRules NOW = new ReadingRules(Known.NOW, Duration.ZERO);
  private static final ReadingRules THEN = new ReadingRules(Known.THEN, Duration.ofHours(1));

  private static final Log BASE =
      new LogBuilder().halfHours("A", "2013-01-01T00:00:00Z", 1, 2, 3).set("everyone", "alert.threshold.watts", "5").build();

  /** A correction of A; B, of which the first reading is an hour late, and the last one invalid; and C, invalid. */
  private static final Log ADDED =
      new LogBuilder()
          .reading("A", "2013-01-01T00:30:00Z", 1800, 7)
          .reading("B", "2013-01-02T00:00:00Z", 1800, 7, "2013-01-02T02:00:00Z")
          .reading("B", "2013-01-03T00:00:00Z", 1800, 7)
          .reading("B", "2013-01-04T00:00:00Z", 0, 7)
          .reading("C", "2013-01-04T00:00:00Z", -1, 7)
          .set("device:A", "alert.threshold.watts", "6")
          .build();

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

  @Test
  void anUnchangedArchiveHasNothingAdded() {
    var archive = GrowingArchive.of(temp.resolve("log"), BASE).archive();
    var delta = grown(archive.extent(), archive);
    assertEquals(new Changes(BASE.changes(), List.of()), Changes.of(delta));
    assertEquals(Map.of(), delta.addedReadings(NOW));
  }

  @Test
  void theEventsOfFurtherFilesAreAddedAndTheSpanOfEachDevicesUsedReadingsIsKnown() throws IOException {
    var growing = GrowingArchive.of(temp.resolve("log"), BASE);
    var before = growing.archive().extent();
    var delta = grown(before, growing.add("later", ADDED).archive());
    assertEquals(new Changes(BASE.changes(), ADDED.changes()), Changes.of(delta));
    var a = span("2013-01-01T00:30:00Z", "2013-01-01T00:30:00Z");
    assertEquals(Map.of("A", a, "B", span("2013-01-02T00:00:00Z", "2013-01-03T00:00:00Z")), delta.addedReadings(NOW));
    assertEquals(Map.of("A", a, "B", span("2013-01-03T00:00:00Z", "2013-01-03T00:00:00Z")), delta.addedReadings(THEN));
  }

  @Test
  void anArchiveThatLacksAFileIsAnotherLog() throws IOException {
    var growing = GrowingArchive.of(temp.resolve("log"), BASE).add("later", ADDED);
    var before = growing.archive().extent();
    Files.delete(growing.folder().resolve("settings/later.parquet"));
    assertEquals("settings/later.parquet is not there any more", difference(before, growing.archive()));
  }

  @Test
  void anArchiveWithAFileOfAnotherLengthIsAnotherLog() throws IOException {
    var growing = GrowingArchive.of(temp.resolve("log"), BASE).add("later", ADDED);
    var before = growing.archive().extent();
    var file = growing.folder().resolve("readings/later.parquet");
    var bytes = Files.size(file);
    Files.write(file, new byte[7]);
    assertEquals("readings/later.parquet has 7 bytes, and had " + bytes, difference(before, growing.archive()));
  }

  @ParameterizedTest
  @EnumSource
  void anArchiveThatALiveRunContinuedHasTheLaterEventsAdded(Place place) throws IOException {
    var archive = ThreeDays.open(folder(place));
    ThreeDays.write(archive, early());
    var before = Archive.at(archive.folder()).extent();
    ThreeDays.write(archive, ThreeDays.events());
    assertSplit(grown(before, Archive.at(archive.folder())));
  }

  @ParameterizedTest
  @EnumSource
  void afterACompactionTheOffsetsTellWhichEventsWereAdded(Place place) throws IOException {
    var archive = ThreeDays.open(folder(place));
    ThreeDays.write(archive, early());
    var before = Archive.at(archive.folder()).extent();
    ThreeDays.write(archive, ThreeDays.events());
    compact(archive.folder());
    var delta = grown(before, Archive.at(archive.folder()));
    assertTrue(delta.readings().stream().anyMatch(slice -> !slice.rows().isAll()), "no file has events of both");
    assertSplit(delta);
  }

  @Test
  void aCompactedArchiveThatLacksEventsIsAnotherLog() throws IOException {
    var archive = ThreeDays.open(folder(Place.DISK));
    ThreeDays.write(archive, early());
    var before = Archive.at(archive.folder()).extent();
    ThreeDays.write(archive, ThreeDays.events());
    compact(archive.folder());
    var lost = temp.resolve("log").toRealPath().resolve("readings").toRealPath().resolve("2026-11-20/20261120-p00001-0-35-36.parquet");
    Files.delete(lost);
    assertEquals(
        "not all of the offsets 0 to 49 of partition 1 in readings/ are there any more",
        difference(before, Archive.at(archive.folder())));
  }

  /** As a second run on the same archive at the same time writes it. */
  @Test
  void offsetsAreNotTrustedWhereAnEventIsInTwoFiles() throws IOException {
    var archive = ThreeDays.open(folder(Place.DISK));
    ThreeDays.write(archive, early());
    var before = Archive.at(archive.folder()).extent();
    var slice = temp.resolve("log/readings/2026-11-20/20261120T020000-p00001.parquet");
    var bytes = Files.readAllBytes(slice);
    Files.write(slice.resolveSibling("20261120T020000-p00001-o3.parquet"), bytes);
    assertEquals(Map.of(), Archive.at(archive.folder()).extent().offsets());

    ThreeDays.write(archive, ThreeDays.events());
    compact(archive.folder());
    var day = temp.resolve("log/readings/2026-11-20");
    Files.write(day.resolve("20261120T020000-p00001-o3.parquet"), bytes);
    assertEquals(
        "readings/2026-11-20/20261120T020000-p00001-o3.parquet has events that another file has, too",
        difference(before, Archive.at(archive.folder())));
  }

  @Test
  void theFingerprintOfAnArchiveIsThatOfItsFilesNamesAndLengths() {
    var archive = GrowingArchive.of(temp.resolve("log"), BASE).archive();
    var copy = GrowingArchive.of(temp.resolve("copy"), BASE).archive();
    assertEquals(archive.contents(), copy.contents());
    assertEquals(List.of("readings/part-00000.parquet", "settings/part-00000.parquet"), names(archive.extent()));
  }

  private static List<String> names(LogExtent extent) {
    return extent.files().stream().map(LogExtent.LogFile::name).toList();
  }

  private static boolean isEarly(Logged event) {
    return event.loggedAt() < ThreeDays.START + Duration.ofHours(33).toMillis();
  }

  /** The events of the first day and a part of the second, which ends within a slice. */
  private static List<Logged> early() {
    return ThreeDays.events().stream().filter(LogDeltaTest::isEarly).toList();
  }

  private static void compact(Folder folder) {
    new Compaction(folder, Compaction.Gaps.STAY).run(Compaction.Observer.NONE).orElseThrow();
  }

  /** That each event is in the part it belongs to, once. */
  private static void assertSplit(LogDelta delta) {
    for (var part : LogSlice.Part.values()) {
      var expected =
          ThreeDays.events().stream().filter(event -> isEarly(event) == (part == LogSlice.Part.BASE)).toList();
      var events = new ArrayList<Object>();
      delta.readings().stream().filter(slice -> slice.part() == part).forEach(slice -> events.addAll(readings(slice)));
      delta.settings().stream().filter(slice -> slice.part() == part).forEach(slice -> events.addAll(changes(slice)));
      assertEquals(ThreeDays.asRead(expected), events.stream().map(Object::toString).sorted().toList());
    }
    var changes = Changes.of(delta);
    assertEquals(changes(LogDeltaTest::isEarly), changes.base);
    assertEquals(changes(event -> !isEarly(event)), changes.added);
  }

  private static List<Object> readings(LogSlice slice) {
    return ArchivedFiles.readings(slice.path(), slice.rows()::hold);
  }

  private static List<Object> changes(LogSlice slice) {
    return ArchivedFiles.changes(slice.path(), slice.rows()::hold);
  }

  private static List<LoggedChange> changes(Predicate<Logged> some) {
    return ThreeDays.events().stream()
        .filter(event -> event.kind() == Kind.SETTING && !event.isPoison())
        .filter(some)
        .map(Logged::change)
        .toList();
  }

  /** The valid changes in the order of their offsets. */
  private record Changes(List<LoggedChange> base, List<LoggedChange> added) {
    static Changes of(LogDelta delta) {
      var changes = new Changes(new ArrayList<>(), new ArrayList<>());
      delta.readChanges(changes.base::add, changes.added::add);
      for (var some : List.of(changes.base, changes.added)) {
        some.sort((a, b) -> a.position().compareTo(b.position()));
      }
      return changes;
    }
  }

  private static LogDelta grown(LogExtent before, Archive now) {
    var compared = LogDelta.between(before, now);
    assertTrue(compared instanceof LogDelta.Compared.Grown, compared::toString);
    return ((LogDelta.Compared.Grown) compared).delta();
  }

  private static String difference(LogExtent before, Archive now) {
    return ((LogDelta.Compared.Other) LogDelta.between(before, now)).difference();
  }

  private static Span span(String first, String last) {
    return new Span(Instant.parse(first).toEpochMilli(), Instant.parse(last).toEpochMilli() + 1);
  }
}
