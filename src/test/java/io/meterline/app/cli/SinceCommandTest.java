package io.meterline.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.meterline.app.launch.FolderBytes;
import io.meterline.app.launch.GrowingArchive;
import io.meterline.model.log.LoggedReading;
import io.meterline.model.log.Reading;
import io.meterline.oracle.Log;
import io.meterline.oracle.LogBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Range replays as a user sees them. A version that does not fit is never used: the whole log is replayed, and one line says why, or the
 * run is refused.
 */
class SinceCommandTest {
  private static final String BEGINNING = "replaying from the beginning: ";
  private static final int DAYS = 20;

  @TempDir Path temp;
  private final LogBuilder log = new LogBuilder();
  private int readings;
  private int changes;
  private int fulls;
  private GrowingArchive archive;
  private Path views;

  /** Three devices for twenty days. */
  @BeforeEach
  void logSomeDays() {
    archive = new GrowingArchive(temp.resolve("log"));
    views = temp.resolve("views");
    log.set("everyone", "price.micros.per.kwh", "100000").set("everyone", "alert.threshold.watts", "500");
    for (var device : List.of("m1", "m2", "m3")) {
      log.set("device:" + device, "cohort", "north");
      for (var day = 1; day <= DAYS; day++) {
        log.halfHours(device, "2024-01-%02dT06:00:00Z".formatted(day), 100_000 * day, 200_000, 300_000);
      }
    }
    append();
  }

  /** Adds what was logged since to the archive. */
  private void append() {
    var all = log.build();
    archive.add(
        new Log(
            all.readings().subList(readings, all.readings().size()), all.changes().subList(changes, all.changes().size())));
    readings = all.readings().size();
    changes = all.changes().size();
  }

  private void appendALateReading() {
    log.reading("m2", "2024-01-09T12:00:00Z", 1800, 400_000, "2024-02-01T00:00:00Z");
    append();
  }

  @Test
  void whatItReadAndSharedIsSaid() throws IOException {
    runs("--as=a", "--snapshot-every=P1D");
    var before = FolderBytes.of(versionFolder("a"));
    appendALateReading();
    var out = runs("--as=b", "--since=a");
    assertTrue(out.contains("range replay since version a: 1 of 3 devices, "), out);
    assertTrue(out.contains(" files shared with version a; "), out);
    assertEqualToAFullReplay();
    assertEquals(before, FolderBytes.of(versionFolder("a")), "the version that it starts from does not change");
  }

  @Test
  void aChainOfThemStartsFromTheCurrentVersion() throws IOException {
    runs("--as=a", "--snapshot-every=P7D");
    appendALateReading();
    runs("--as=b", "--since=current");
    log.change("device:m3", "price.micros.per.kwh", "SET", "7", "2024-01-05T00:00:00Z", "2024-02-02T00:00:00Z");
    append();
    assertTrue(runs("--as=c", "--since=current").contains("since version b: 1 of 3 devices, "));
    assertEquals(FolderBytes.of(full("c", "--snapshot-every=P7D")), FolderBytes.of(versionFolder("c")));
  }

  @Test
  void removingTheVersionThatItSharesFilesWithLeavesThemIntact() {
    runs("--as=a", "--snapshot-every=P1D");
    appendALateReading();
    runs("--as=b", "--since=a");
    assertEquals(0, CommandRun.of("views", "remove", views, "a").exitCode());
    assertEqualToAFullReplay();
  }

  @Test
  void aLogWithoutNewEventsSharesEveryFile() {
    runs("--as=a", "--snapshot-every=P1D");
    var out = runs("--as=b", "--since=a");
    assertTrue(out.contains("range replay since version a: 0 of 3 devices, 0 of 180 readings read"), out);
    assertEqualToAFullReplay();
  }

  @Test
  void otherRulesNeedAReplayFromTheBeginning() {
    runs("--as=a", "--snapshot-every=P1D");
    appendALateReading();
    assertFromTheBeginning("version a was made with known=now, not known=then", "--as=b", "--since=a", "--known=then");
    assertFromTheBeginning("version a was made with no from, not from=2024-01-04", "--as=c", "--since=a", "--from=2024-01-04");
  }

  @Test
  void aVersionWithoutSnapshotsNeedsAReplayFromTheBeginning() {
    runs("--as=a");
    appendALateReading();
    assertFromTheBeginning(
        "version a has no snapshots; runs with --snapshot-every write them", "--as=b", "--since=a", "--snapshot-every=P1D");
    assertTrue(runs("--as=c", "--since=b").contains("range replay since version b: 0 of 3 devices"), "this one has them");
  }

  @Test
  void aLogThatHasLostAFileNeedsAReplayFromTheBeginning() throws IOException {
    appendALateReading();
    runs("--as=a", "--snapshot-every=P1D");
    Files.delete(archive.path().resolve("readings/batch-1/part-00000.parquet"));
    assertFromTheBeginning(
        "the log is not the one that version a was made of: readings/batch-1/part-00000.parquet is not there any more",
        "--as=b",
        "--since=a");
  }

  @Test
  void aLogWithAReplacedFileNeedsAReplayFromTheBeginning() throws IOException {
    appendALateReading();
    runs("--as=a", "--snapshot-every=P1D");
    var other = new GrowingArchive(temp.resolve("other").resolve("log"));
    other.add(new LogBuilder().halfHours("m9", "2024-01-05T00:00:00Z", 1, 2, 3).build());
    var file = archive.path().resolve("readings/batch-1/part-00000.parquet");
    Files.delete(file);
    Files.move(other.path().resolve("readings/batch-0/part-00000.parquet"), file);
    assertFromTheBeginning("the log is not the one that version a was made of: readings/batch-1/", "--as=b", "--since=a");
  }

  @Test
  void aLogWithAFileReplacedByOneOfTheSameLengthNeedsAReplayFromTheBeginning() throws IOException {
    appendALateReading();
    runs("--as=a", "--snapshot-every=P1D");
    var file = archive.path().resolve("readings/batch-1/part-00000.parquet");
    var bytes = Files.size(file);
    var late = log.build().readings().get(readings - 1);
    for (var more = 1; more <= 100 && (more == 1 || Files.size(file) != bytes); more++) {
      var reading = new Reading(late.reading().atMillis(), late.reading().seconds(), late.reading().milliwattHours() + more);
      var other = new GrowingArchive(temp.resolve("other-" + more).resolve("log"));
      other.add(List.of(new LoggedReading(late.device(), reading, late.position())), List.of());
      Files.move(other.path().resolve("readings/batch-0/part-00000.parquet"), file, StandardCopyOption.REPLACE_EXISTING);
    }
    assertEquals(bytes, Files.size(file));
    var why = "the log is not the one that version a was made of: readings/batch-1/part-00000.parquet has other contents";
    assertFromTheBeginning(why, "--as=b", "--since=a");
  }

  /** The file has as many bytes as before, so nothing but its content tells. */
  @Test
  void aDamagedSnapshotIsRefusedAndChangesNothing() throws IOException {
    runs("--as=a", "--snapshot-every=P1D");
    try (var files = Files.walk(versionFolder("a").resolve("snapshots"))) {
      for (var file : files.filter(Files::isRegularFile).toList()) {
        var bytes = Files.readAllBytes(file);
        for (var at = bytes.length / 3; at < bytes.length / 3 + 40; at++) {
          bytes[at] ^= 0x5a;
        }
        Files.write(file, bytes);
      }
    }
    appendALateReading();
    var line = refused("--as=b", "--since=a");
    assertTrue(line.contains("snapshots"), line);
    assertTrue(line.contains("from the beginning of the log"), line);
    assertFalse(Files.exists(versionFolder("b").resolve("manifest.json")));
    assertEquals(versionFolder("a").toRealPath(), views.resolve("current").toRealPath());
    runs("--as=b", "--snapshot-every=P1D");
    assertEqualToAFullReplay();
  }

  @Test
  void aVersionThatIsMissingOrLacksAFileIsRefused() throws IOException {
    runs("--as=a", "--snapshot-every=P1D");
    assertTrue(refused("--as=b", "--since=z").contains("have no version z"));
    try (var files = Files.list(versionFolder("a").resolve("snapshots"))) {
      Files.delete(files.findFirst().orElseThrow());
    }
    assertTrue(refused("--as=b", "--since=a").contains("version a of views " + views + " is damaged"));
    Files.delete(versionFolder("a").resolve("manifest.json"));
    assertTrue(refused("--as=b", "--since=a").contains("version a of views " + views + " is not complete"));
  }

  @Test
  void itIsForAnArchiveAndFiles() {
    var run = CommandRun.of("run", "--kafka=localhost:1", "--until=latest", "--views", views, "--since=a");
    assertEquals(2, run.exitCode());
    assertTrue(run.err().contains("--since is for a log in an archive (--archive)"), run.err());
    assertTrue(refused("--since=a", "--snapshot-every=PT36H", "--window=P1D").contains("not a whole number of windows"));
  }

  private Path versionFolder(String name) {
    return views.resolve("versions").resolve(name);
  }

  /** Runs into the views, and returns what it says. */
  private String runs(String... options) {
    var run = run(options);
    assertEquals(0, run.exitCode(), run.err());
    assertEquals(List.of(), run.complaints());
    return run.out();
  }

  private CommandRun run(String... options) {
    return CommandRun.of(Stream.concat(Stream.of("run", "--archive", archive.path(), "--views", views), Arrays.stream(options)).toArray());
  }

  private String refused(String... options) {
    var run = run(options);
    assertEquals(2, run.exitCode(), run.out());
    assertEquals(1, run.complaints().size(), run.err());
    return run.complaints().get(0);
  }

  /** The whole log is replayed, and one line says why. */
  private void assertFromTheBeginning(String why, String... options) {
    var run = run(options);
    assertEquals(0, run.exitCode(), run.err());
    var reasons = run.err().lines().filter(line -> line.startsWith(BEGINNING)).toList();
    assertEquals(1, reasons.size(), run.err());
    assertTrue(reasons.get(0).contains(why), reasons.get(0));
    assertFalse(run.out().contains("range replay"), run.out());
    var rules = Arrays.stream(options).filter(option -> option.startsWith("--known") || option.startsWith("--from"));
    assertIdentical(full("full", rules.toArray(String[]::new)));
  }

  private void assertEqualToAFullReplay() {
    assertIdentical(full("full"));
  }

  private void assertIdentical(Path full) {
    var run = CommandRun.of("verify", full, views);
    assertEquals(0, run.exitCode(), run.out() + run.err());
  }

  /** A version of other views by a full replay. */
  private Path full(String name, String... options) {
    var other = temp.resolve("full-" + fulls++);
    var words = Stream.concat(Stream.of("run", "--archive", archive.path(), "--views", other, "--as=" + name), Arrays.stream(options));
    var run = CommandRun.of(words.toArray());
    assertEquals(0, run.exitCode(), run.err());
    return other.resolve("versions").resolve(name);
  }
}
