package io.meterline.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.meterline.app.flink.Checkpoints;
import io.meterline.app.process.ExitCode;
import io.meterline.cluster.ListeningSockets;
import io.meterline.connect.kafka.SecuredBroker;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A live run on Flink with a password and checkpoints: its ports, its files, and its output. */
@EnabledOnOs(OS.LINUX)
class LiveExposureTest {
  private static final String PASSWORD = "admin-secret";

  @TempDir private static Path folder;
  private static SecuredBroker broker;
  private static Path login;
  private static Checkpoints checkpoints;
  private static ChildRun run;
  private static Set<InetSocketAddress> listened;

  @BeforeAll
  static void startARun() throws Exception {
    broker = SecuredBroker.start(Files.createDirectories(folder.resolve("broker")));
    login = SecuredBroker.login("admin", PASSWORD, folder.resolve("client.properties"));
    var topics = CommandRun.of("topics", "--bootstrap", broker.bootstrap(), "--kafka-config", login);
    assertEquals(0, topics.exitCode(), topics::err);
    checkpoints = new Checkpoints(folder.resolve("checkpoints"), Duration.ofSeconds(1));
    run = ChildRun.startTalkative(Files.createDirectories(folder.resolve("temporary")), arguments());
    listened = run.listensUntil(() -> checkpoints.latest().isPresent());
    assertTrue(run.isAlive(), run::output);
  }

  @AfterAll
  static void stop() {
    run.close();
    broker.close();
  }

  @Test
  void itListensOnLoopbackOnly() {
    assertFalse(listened.isEmpty());
    assertEquals(List.of(), ListeningSockets.open(listened));
  }

  @Test
  void noFileOfCheckpointsOrOfFlinkContainsThePassword() throws IOException {
    assertEquals(List.of(), holding(checkpoints.folder()));
    assertEquals(List.of(), holding(folder.resolve("temporary")));
  }

  @Test
  void noLineOfItsOutputContainsThePassword() throws IOException {
    assertTrue(run.output().contains("sasl.jaas.config = [hidden]"));
    assertFalse((run.soFar() + run.output()).contains(PASSWORD));
  }

  @Test
  void noOtherUserCanOpenItsCheckpoints() throws IOException {
    assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(checkpoints.folder())));
  }

  @Test
  void anotherRunWithItsCheckpointsIsRefusedInOneLine() {
    var another = CommandRun.of(arguments());
    assertEquals(ExitCode.FAILED, another.exitCode());
    assertEquals(
        "meterline: another run has locked the checkpoints in " + checkpoints.folder() + ": stop it, or name another folder for"
            + " --checkpoints",
        another.err().strip());
    assertTrue(run.isAlive(), run::output);
  }

  private static Object[] arguments() {
    return new Object[] {
      "run", "--kafka", broker.bootstrap(), "--kafka-config", login, "--window=PT1S", "--runner=FlinkRunner", "--parallelism=1",
      "--checkpoints", checkpoints.folder(), "--checkpoint-every=PT1S"
    };
  }

  /** The files below a folder that contain the password; Flink deletes old checkpoints meanwhile. */
  private static List<Path> holding(Path below) throws IOException {
    var found = new ArrayList<Path>();
    var seen = new ArrayList<Path>();
    Files.walkFileTree(
        below,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
            try {
              if (attributes.isRegularFile() && Files.readString(file, StandardCharsets.ISO_8859_1).contains(PASSWORD)) {
                found.add(file);
              }
              seen.add(file);
            } catch (NoSuchFileException e) {
              // Deleted since.
            }
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException thrown) throws IOException {
            return gone(thrown);
          }

          @Override
          public FileVisitResult postVisitDirectory(Path file, IOException thrown) throws IOException {
            return thrown == null ? FileVisitResult.CONTINUE : gone(thrown);
          }

          private FileVisitResult gone(IOException thrown) throws IOException {
            if (thrown instanceof NoSuchFileException) {
              return FileVisitResult.CONTINUE;
            }
            throw thrown;
          }
        });
    assertFalse(seen.isEmpty(), "no file in " + below);
    return found;
  }
}
