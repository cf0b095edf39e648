package io.meterline.app.flink;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.meterline.model.MeterlineException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointsTest {
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

  @TempDir private Path folder;

  @Test
  void aRunStartsOverWithoutAFolderOrACompleteCheckpoint() throws IOException {
    assertEquals(Optional.empty(), new Checkpoints(folder.resolve("none"), Duration.ofSeconds(1)).latest());
    Files.createDirectories(folder.resolve("job/chk-3"));
    Files.createDirectories(folder.resolve("job/shared"));
    assertEquals(Optional.empty(), checkpoints().latest());
  }

  @Test
  void aRunResumesFromTheLastCompleteCheckpointOfTheLastRun() throws IOException {
    complete("old/chk-99", NOON.minusSeconds(60));
    complete("new/chk-9", NOON);
    complete("new/chk-10", NOON);
    Files.createDirectories(folder.resolve("new/chk-11"));
    assertEquals(Optional.of(folder.resolve("new/chk-10")), checkpoints().latest());
  }

  @Test
  void aRunWithOtherWindowsDoesNotResume() {
    checkpoints().start(Map.of("--window", "PT1M", "--wait", "PT0S"));
    checkpoints().resume(Map.of("--window", "PT1M", "--wait", "PT0S"));
    var refusal =
        assertThrows(MeterlineException.class, () -> checkpoints().resume(Map.of("--window", "PT1S", "--wait", "PT0S")));
    assertTrue(refusal.getMessage().contains("are of a run with --window PT1M, not PT1S; resume with that"), refusal::toString);
  }

  @Test
  void aFolderWithoutARecordedRunIsClaimedByTheFirstThatResumes() {
    checkpoints().resume(Map.of("--window", "PT1M"));
    assertThrows(MeterlineException.class, () -> checkpoints().resume(Map.of("--window", "PT1H")));
  }

  @Test
  void theLocationOfCheckpointsIsAddedToFlinksConfiguration() throws IOException {
    var base = Files.createDirectories(folder.resolve("base"));
    Files.writeString(base.resolve("flink-conf.yaml"), "taskmanager.memory.managed.size: 1g\n");
    var options = checkpoints().flinkOptions(Optional.of(base), Optional.empty());
    var lines = settings(options);
    assertTrue(options.contains("--checkpointingInterval=5000"), options::toString);
    assertTrue(lines.contains("taskmanager.memory.managed.size: 1g"), lines::toString);
    assertTrue(lines.contains("state.checkpoints.dir: " + folder.toUri()), lines::toString);
    assertFalse(lines.stream().anyMatch(line -> line.startsWith("execution.savepoint")), lines::toString);
  }

  @Test
  void flinkClaimsACheckpointOfTheFolderAndNoOther() throws IOException {
    var own = folder.resolve("job/chk-1");
    assertTrue(
        settings(checkpoints().flinkOptions(Optional.empty(), Optional.of(own)))
            .containsAll(List.of("execution.savepoint.path: " + own.toUri(), "execution.savepoint-restore-mode: CLAIM")));
    var savepoint = folder.resolveSibling("savepoint");
    assertTrue(
        settings(checkpoints().flinkOptions(Optional.empty(), Optional.of(savepoint)))
            .contains("execution.savepoint-restore-mode: NO_CLAIM"));
  }

  @Test
  void aFolderOfAnEarlierVersionIsRefused() {
    checkpoints().start(Map.of("--window", "PT1M"));
    var run = Map.of("--window", "PT1M", "--kafka-config", "/etc/client.properties");
    var refusal = assertThrows(MeterlineException.class, () -> checkpoints().resume(run));
    assertTrue(refusal.getMessage().contains("of an earlier version, which did not record --kafka-config"), refusal::toString);
  }

  @Test
  void aFolderOfAnEarlierVersionIsThatOfARunWithoutSnapshots() {
    checkpoints().start(Map.of("--window", "PT1M"));
    checkpoints().resume(Map.of("--window", "PT1M", "--snapshot-every", "none"));
    var refusal = assertThrows(MeterlineException.class, () -> checkpoints().resume(Map.of("--window", "PT1M", "--snapshot-every", "P7D")));
    assertTrue(refusal.getMessage().contains("are of a run with --snapshot-every none, not P7D"), refusal::toString);
  }

  @Test
  void aFolderIsLockedByOneRunAtATime() {
    var held = checkpoints().lock(Checkpoints.Access.OWNER);
    var refusal = assertThrows(MeterlineException.class, () -> checkpoints().lock(Checkpoints.Access.OWNER));
    assertEquals(
        "another run has locked the checkpoints in " + folder + ": stop it, or name another folder for --checkpoints",
        refusal.getMessage());
    held.close();
    checkpoints().lock(Checkpoints.Access.OWNER).close();
  }

  @Test
  void aFolderIsPrivateNewOrNotUnlessAClusterUsesIt() throws IOException {
    var open = PosixFilePermissions.fromString("rwxr-xr-x");
    var old = Files.createDirectory(folder.resolve("old"));
    Files.setPosixFilePermissions(old, open);
    new Checkpoints(old, Duration.ofSeconds(1)).lock(Checkpoints.Access.CLUSTER).close();
    assertEquals(open, Files.getPosixFilePermissions(old));
    for (var each : List.of(old, folder.resolve("some/where/new"))) {
      new Checkpoints(each, Duration.ofSeconds(1)).lock(Checkpoints.Access.OWNER).close();
      assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(each)));
    }
  }

  @Test
  void anAccessibleFolderWithOtherFilesIsRefusedAndUnchanged() throws IOException {
    var open = PosixFilePermissions.fromString("rwxr-xr-x");
    var used = Files.createDirectory(folder.resolve("used"));
    Files.writeString(used.resolve("notes"), "");
    Files.setPosixFilePermissions(used, open);
    var refusal =
        assertThrows(
            MeterlineException.class, () -> new Checkpoints(used, Duration.ofSeconds(1)).lock(Checkpoints.Access.OWNER));
    assertTrue(refusal.getMessage().startsWith(used + " contains other files and is accessible to other users"), refusal::toString);
    assertEquals(open, Files.getPosixFilePermissions(used));
  }

  @Test
  void theConfigurationBesideCheckpointsIsMadePrivate() throws IOException {
    var base = Files.createDirectories(folder.resolve("base"));
    Files.writeString(base.resolve("flink-conf.yaml"), "s3.secret-key: secret\n");
    var settings = Files.createDirectory(folder.resolve(".flink"));
    var file = Files.createFile(settings.resolve("flink-conf.yaml"));
    Files.setPosixFilePermissions(settings, PosixFilePermissions.fromString("rwxr-xr-x"));
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    checkpoints().flinkOptions(Optional.of(base), Optional.empty());
    assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(settings)));
    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    assertTrue(Files.readString(file).contains("s3.secret-key: secret"));
  }

  @Test
  void embeddedFlinkListensOnLoopbackWhateverItsConfigurationSaysAndAcceptsNoJars() throws IOException {
    var base = Files.createDirectories(folder.resolve("base"));
    Files.writeString(
        base.resolve("flink-conf.yaml"), "rest.bind-address: 0.0.0.0\nweb.submit.enable: true\ntaskmanager.memory.managed.size: 1g\n");
    try (var flink = LocalFlink.configured(Optional.of(base))) {
      var configured = new LinkedHashMap<String, String>();
      settings(flink.options()).forEach(line -> configured.put(line.split(": ")[0], line.split(": ")[1]));
      for (var name : List.of("rest.bind-address", "jobmanager.bind-host", "taskmanager.bind-host")) {
        assertEquals("localhost", configured.get(name), name);
      }
      assertEquals("false", configured.get("web.submit.enable"));
      assertEquals("1g", configured.get("taskmanager.memory.managed.size"));
    }
  }

  @Test
  void theConfigurationOfEmbeddedFlinkIsPrivateAndDeletedAfterwards() throws IOException {
    var flink = LocalFlink.configured(Optional.empty());
    var written = Path.of(flink.options().get(0).split("=")[1]);
    assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(written)));
    flink.close();
    assertFalse(Files.exists(written));
  }

  @Test
  void aConfigurationInTheNewerFormatIsRefusedRatherThanIgnored() throws IOException {
    var base = Files.createDirectories(folder.resolve("newer"));
    Files.writeString(base.resolve("config.yaml"), "rest:\n  bind-address: localhost\n");
    var refusal = assertThrows(MeterlineException.class, () -> LocalFlink.configured(Optional.of(base)));
    assertTrue(refusal.getMessage().startsWith(base.resolve("config.yaml") + " is not supported: write"), refusal::toString);
  }

  private Checkpoints checkpoints() {
    return new Checkpoints(folder, Duration.ofSeconds(5));
  }

  private static List<String> settings(List<String> options) throws IOException {
    var prefix = "--flinkConfDir=";
    var found = options.stream().filter(option -> option.startsWith(prefix)).findFirst().orElseThrow();
    return Files.readAllLines(Path.of(found.substring(prefix.length())).resolve("flink-conf.yaml"));
  }

  private void complete(String checkpoint, Instant time) throws IOException {
    var file = Files.createDirectories(folder.resolve(checkpoint)).resolve("_metadata");
    Files.writeString(file, "");
    Files.setLastModifiedTime(file, FileTime.from(time));
  }
}
