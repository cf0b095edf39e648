package io.meterline.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.meterline.cluster.Waiting;
import io.meterline.kafka.SecuredBroker;
import io.meterline.live.Checkpoints;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A live run that logs in with a password, and what it leaves on disk and says. */
class PasswordsTest {
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final String PASSWORD = "admin-secret";

  @TempDir private static Path folder;
  private static SecuredBroker broker;
  private static Path login;

  @BeforeAll
  static void start() throws Exception {
    broker = SecuredBroker.start(Files.createDirectories(folder.resolve("broker")));
    login = SecuredBroker.login("admin", PASSWORD, folder.resolve("client.properties"));
    var topics = CommandRun.of("topics", "--bootstrap", broker.bootstrap(), "--kafka-config", login);
    assertEquals(0, topics.exitCode(), topics::err);
  }

  @AfterAll
  static void stop() {
    broker.close();
  }

  @Test
  void whatARunLeavesAndSaysHasNoPasswordAndItsCheckpointsAreForItAlone(@TempDir Path temporary) throws Exception {
    var checkpoints = new Checkpoints(folder.resolve("checkpoints"), Duration.ofSeconds(1));
    try (var run = ChildRun.startTalkative(temporary, live(checkpoints))) {
      awaitCheckpoint(checkpoints, run);
      assertEquals(List.of(), holding(PASSWORD, checkpoints.folder()));
      assertEquals(List.of(), holding(PASSWORD, temporary));
      assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(checkpoints.folder())));
      var second = CommandRun.of(live(checkpoints));
      assertEquals(ExitCode.FAILED, second.exitCode());
      assertEquals(
          "meterline: another run has the checkpoints in " + checkpoints.folder() + ": stop it, or name another folder for"
              + " --checkpoints",
          second.err().strip());
      var ended = run.terminate();
      assertFalse((ended.out() + ended.err()).contains(PASSWORD), ended::toString);
    }
    assertEquals(List.of(), holding(PASSWORD, checkpoints.folder()));
  }

  private static Object[] live(Checkpoints checkpoints) {
    return new Object[] {
      "run", "--kafka", broker.bootstrap(), "--kafka-config", login, "--epoch=PT1S", "--runner=FlinkRunner", "--parallelism=1",
      "--checkpoints", checkpoints.folder(), "--checkpoint-every=PT1S"
    };
  }

  private static void awaitCheckpoint(Checkpoints checkpoints, ChildRun run) {
    Waiting.until(PATIENCE, () -> checkpoints.latest().isPresent() || !run.isAlive(), run::said);
    assertTrue(run.isAlive(), run::said);
  }

  /** The files below a folder that hold a text. */
  private static List<Path> holding(String text, Path below) throws IOException {
    var found = new ArrayList<Path>();
    var seen = 0;
    try (var files = Files.walk(below)) {
      for (var file : files.filter(Files::isRegularFile).toList()) {
        seen++;
        if (Files.readString(file, StandardCharsets.ISO_8859_1).contains(text)) {
          found.add(file);
        }
      }
    }
    assertTrue(seen > 0, "no file in " + below);
    return found;
  }
}
