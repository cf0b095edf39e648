package io.meterline.connect.archive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.meterline.connect.files.Folder;
import io.meterline.connect.parquet.ArchiveWriter;
import io.meterline.connect.parquet.DuckDb;
import io.meterline.model.MeterlineException;
import io.meterline.model.log.LoggedChange;
import io.meterline.model.log.LoggedReading;
import io.meterline.model.log.Position;
import io.meterline.model.log.Reading;
import io.meterline.model.settings.Proposal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsAppendTest {
  private static final Instant LOGGED = Instant.parse("2026-01-01T00:00:00Z");
  private static final Instant NOW = Instant.parse("2026-02-01T00:00:00Z");
  private static final String FIRST = "2026-01-01 00:00:00|0|7|1|-";
  private static final Proposal PROPOSAL =
      new Proposal("abcd1234", List.of(change("2", Optional.of("as agreed"), 0), change("3", Optional.empty(), 1)));

  @TempDir private Path temp;
  private Path archive;

  private static LoggedChange change(String value, Optional<String> reason, long offset) {
    return new LoggedChange(
        "everyone", "price.micros.per.kwh", "SET", value, LOGGED, Optional.empty(), reason, new Position(LOGGED, 0, offset));
  }

  @BeforeEach
  void anArchive() {
    archive = temp.resolve("log");
    try (var writer = ArchiveWriter.create(archive)) {
      writer.write(new LoggedReading("m1", new Reading(LOGGED.toEpochMilli(), 60, 1), new Position(LOGGED, 0, 0)));
      writer.write(change("1", Optional.empty(), 7));
      writer.finish();
    }
  }

  private List<LoggedChange> append(Instant now) {
    return SettingsAppend.append(Folder.at(archive.toString()), PROPOSAL, now);
  }

  private List<String> logged() throws SQLException {
    return DuckDb.query(
        "SELECT concat_ws('|', strftime(logged_at::TIMESTAMP, '%Y-%m-%d %H:%M:%S'), partition, \"offset\", value, coalesce(reason, '-')) FROM '"
            + archive
            + "/settings/*.parquet' ORDER BY \"offset\"");
  }

  private void assertApplied(String time) throws SQLException {
    assertEquals(
        List.of(FIRST, time + "|0|8|2|as agreed [plan abcd1234 1/2]", time + "|0|9|3|[plan abcd1234 2/2]"), logged());
  }

  @Test
  void theChangesFollowThoseOfTheLogWithTheirMarks() throws Exception {
    assertEquals(Set.of(), SettingsAppend.logged(Folder.at(archive.toString()), PROPOSAL));
    assertEquals(2, append(NOW).size());
    assertApplied("2026-02-01 00:00:00");
    assertEquals(Set.of(0, 1), SettingsAppend.logged(Folder.at(archive.toString()), PROPOSAL));
  }

  @Test
  void theSameProposalIsLoggedOnce() throws Exception {
    append(NOW);
    assertEquals(List.of(), append(NOW.plusSeconds(5)));
    assertApplied("2026-02-01 00:00:00");
  }

  @Test
  void aClockBehindTheLogDoesNotPutTheChangesBeforeIt() {
    assertEquals(
        List.of(new Position(LOGGED.plusMillis(1), 0, 8), new Position(LOGGED.plusMillis(1), 0, 9)),
        append(LOGGED.minusSeconds(60)).stream().map(LoggedChange::position).toList());
  }

  @Test
  void anAppendInterruptedAfterItWasCompletedIsFoundByTheNext() throws Exception {
    append(NOW);
    // The moment after the folder appeared, and before its file was moved.
    var pending = archive.resolve(".appended/settings");
    Files.createDirectories(pending);
    Files.move(archive.resolve("settings/part-00001.parquet"), pending.resolve("part-00001.parquet"));
    assertEquals(List.of(), append(NOW.plusSeconds(5)));
    assertApplied("2026-02-01 00:00:00");
  }

  @Test
  void anAppendInterruptedBeforeItWasCompletedLeavesTheArchiveAsItWas() throws Exception {
    try (var append = ArchiveAppend.begin(archive);
        var writer = ArchiveWriter.create(append.staging().resolve("proposal"))) {
      writer.write(PROPOSAL.changes().get(0));
      assertEquals(List.of(FIRST), logged());
    }
    append(NOW);
    assertApplied("2026-02-01 00:00:00");
  }

  @Test
  void anotherAppendInProgressIsSaid() throws Exception {
    try (var other = ArchiveAppend.begin(archive)) {
      assertEquals(
          "archive " + archive + ": another import or apply is appending to it; try again when it is done",
          assertThrows(MeterlineException.class, () -> append(NOW)).getMessage());
      assertEquals(true, Files.exists(other.staging()));
    }
    assertEquals(List.of(FIRST), logged());
  }

  @Test
  void ofTwoAtOnceTheProposalIsLoggedOnce() throws Exception {
    var threads = Executors.newFixedThreadPool(2);
    try {
      Callable<Integer> apply =
          () -> {
            try {
              return append(NOW).size();
            } catch (MeterlineException e) {
              return 0;
            }
          };
      var appended = 0;
      for (var each : threads.invokeAll(List.of(apply, apply))) {
        appended += each.get();
      }
      assertEquals(2, appended);
    } finally {
      threads.shutdownNow();
    }
    assertApplied("2026-02-01 00:00:00");
  }

  @Test
  void theArchiveOfALiveRunIsRefused() throws IOException {
    Files.writeString(archive.resolve(Marker.NAME), "{}");
    var says = assertThrows(MeterlineException.class, () -> append(NOW)).getMessage();
    assertEquals(true, says.contains("is the archive of a live run, to which only that run adds"), says);
  }

  @Test
  void anArchiveInAnObjectStoreIsRefused() {
    assertEquals(
        "archive gs://bucket/log: changes can be added only to an archive on a disk, not to one in an object store",
        assertThrows(MeterlineException.class, () -> SettingsAppend.append(Folder.at("gs://bucket/log"), PROPOSAL, NOW)).getMessage());
  }

  @Test
  void aFolderThatMayNotBeWrittenIsNamed() throws IOException {
    // A folder in the place of the lock stands for it, as root may write everywhere.
    Files.createDirectory(archive.resolve(".append.lock"));
    var says = assertThrows(MeterlineException.class, () -> append(NOW)).getMessage();
    assertEquals(true, says.startsWith("cannot append to the archive " + archive + ": "), says);
    assertEquals(1, says.lines().count());
  }
}
