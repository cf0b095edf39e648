package io.meterline.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.meterline.app.launch.LiveCompaction;
import io.meterline.cluster.Waiting;
import io.meterline.connect.archive.ArchivedDays;
import io.meterline.connect.files.Fifo;
import io.meterline.connect.files.Folder;
import io.meterline.connect.files.LocalFolder;
import io.meterline.connect.files.MemoryStore;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArchiveCommandTest {
  @TempDir Path temp;
  private Path archive;

  @BeforeEach
  void writeArchive() {
    archive = temp.resolve("log");
    ArchivedDays.writeTo(new LocalFolder(archive));
  }

  @Test
  void compactReportsWhatItDidAndThenThatThereIsNothingToDo() {
    var run = CommandRun.of("archive", "compact", archive);
    assertEquals(0, run.exitCode(), run::err);
    assertEquals("", run.err());
    assertTrue(run.out().matches("(?s)days +2\nfiles before +[0-9]+\nfiles now +6\nevents +[0-9]+\nseconds .*"), run::out);
    var again = CommandRun.of("archive", "compact", archive);
    assertEquals(0, again.exitCode(), again::err);
    assertTrue(again.out().startsWith("nothing to do"), again::out);
  }

  @Test
  void compactionDoesNotChangeTheViews() {
    assertEquals(0, CommandRun.of("run", "--archive", archive, "--views", temp.resolve("before")).exitCode());
    assertEquals(0, CommandRun.of("archive", "compact", archive).exitCode());
    assertEquals(0, CommandRun.of("run", "--archive", archive, "--views", temp.resolve("after")).exitCode());
    var verified = CommandRun.of("verify", temp.resolve("before"), temp.resolve("after"));
    assertEquals(0, verified.exitCode(), verified::out);
  }

  @Test
  void aDeletedFileOfAnArchiveIsReportedByEveryReaderEveryTime() throws IOException {
    Files.delete(archive.resolve("readings/2026-11-21/20261121T040000-p00001.parquet"));
    var missing = "has no readings of partition 1 with offsets 42 to 44, but has later ones: a file was deleted, or the topic never had them";
    for (var compacted = 0; compacted < 2; compacted++) {
      assertReported(CommandRun.of("archive", "compact", archive), missing);
    }
    var run = CommandRun.of("run", "--archive", archive, "--views", temp.resolve("views"));
    assertReported(run, missing);
    assertTrue(run.out().contains("version 1"), run::out);

    assertEquals(0, CommandRun.of("archive", "compact", archive, "--accept-gaps").exitCode());
    assertEquals(0, CommandRun.of("run", "--archive", archive, "--views", temp.resolve("views")).exitCode());
  }

  private void assertReported(CommandRun run, String missing) {
    assertEquals(1, run.exitCode(), run::err);
    assertEquals(1, run.complaints().size(), run::err);
    assertTrue(run.complaints().get(0).startsWith("meterline: the archive " + archive + " " + missing), run::err);
  }

  @Test
  void anArchiveInAnObjectStoreIsCompactedAndItsGapsAreReported() {
    FileSystems.setDefaultPipelineOptions(PipelineOptionsFactory.create());
    var store = MemoryStore.create();
    ArchivedDays.writeTo(Folder.at(store.uri("log")));
    assertEquals(0, CommandRun.of("archive", "compact", store.uri("log")).exitCode());
    var other = MemoryStore.create();
    ArchivedDays.writeTo(Folder.at(other.uri("log")));
    var cut = MemoryStore.create();
    other.objects("log/").forEach((name, bytes) -> {
      if (!name.endsWith("readings/2026-11-21/20261121T040000-p00001.parquet")) {
        cut.put("log/" + name, bytes);
      }
    });
    var run = CommandRun.of("archive", "compact", cut.uri("log"));
    assertEquals(1, run.exitCode(), run::err);
    assertTrue(run.err().contains("has no readings of partition 1 with offsets 42 to 44"), run::err);
  }

  @Test
  void aLiveRunCompactsByItselfAndReportsGaps() throws Exception {
    Files.delete(archive.resolve("settings/2026-11-20/20261120T000000-p00000.parquet"));
    var said = new StringWriter();
    try (var compaction = new LiveCompaction(Optional.of(new LocalFolder(archive)), new PrintWriter(said), Duration.ofMillis(1))) {
      compaction.start();
      Waiting.until(
          Duration.ofSeconds(60),
          () -> said.toString().contains("\n") && names().stream().noneMatch(name -> name.matches("2026112[01]T.*")),
          () -> said + " " + names());
    }
    var lines = said.toString().lines().toList();
    assertEquals(1, lines.size(), said::toString);
    assertTrue(lines.get(0).contains("has no settings changes of partition 0 with offset 0"), lines::toString);
  }

  private List<String> names() {
    try (var files = Files.walk(archive.resolve("readings").toRealPath())) {
      return files.map(file -> file.getFileName().toString()).toList();
    } catch (IOException e) {
      return List.of("20261120T gone meanwhile");
    }
  }

  @Test
  void aFolderThatIsNotALiveArchiveIsRefusedInOneLine() {
    var plain = temp.resolve("plain");
    assertEquals(0, CommandRun.of("simulate", "--devices", 1, "--days", 1, "--out", plain).exitCode());
    for (var place : List.of(plain, temp.resolve("missing"))) {
      var run = CommandRun.of("archive", "compact", place);
      assertEquals(2, run.exitCode());
      assertEquals(1, run.complaints().size(), run::err);
      assertTrue(run.err().startsWith("meterline: archive " + place + ": "), run::err);
    }
  }

  @Test
  void aPipeAmongTheFilesIsIgnored() throws Exception {
    Fifo.make(archive.resolve("readings/2026-11-20/pipe.parquet"));
    Fifo.make(archive.resolve("settings/pipe.parquet"));
    var run =
        assertTimeoutPreemptively(
            Duration.ofSeconds(120), () -> CommandRun.of("run", "--archive", archive, "--views", temp.resolve("views")));
    assertEquals(0, run.exitCode(), run::err);
    var compacted = assertTimeoutPreemptively(Duration.ofSeconds(60), () -> CommandRun.of("archive", "compact", archive));
    assertEquals(0, compacted.exitCode(), compacted::err);
  }

  @Test
  void theHelpDescribesItAndItsExitCodes() {
    var help = CommandRun.of("archive", "compact", "--help");
    assertEquals(0, help.exitCode());
    for (var text : List.of("each event", "--accept-gaps", "Exit codes:", "meterline archive compact log")) {
      assertTrue(help.out().contains(text), help::out);
    }
  }
}
