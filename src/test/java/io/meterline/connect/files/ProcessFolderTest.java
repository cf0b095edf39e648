package io.meterline.connect.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.meterline.cluster.JavaCommand;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessFolderTest {
  @TempDir Path parent;

  @Test
  void onlyItsOwnerCanAccessItAndClosingRemovesItWithItsContent() throws IOException {
    Path path;
    try (var folder = ProcessFolder.create(parent, "own-")) {
      path = folder.path();
      assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(path)));
      Files.writeString(Files.createDirectory(path.resolve("in")).resolve("file"), "x");
    }
    assertFalse(Files.exists(path));
  }

  @Test
  void foldersOfDeadProcessesAreRemovedAndNothingElse() throws IOException {
    // Of a process id that is never assigned, with a lock file that no one has locked.
    var dead = left("own-0-dead");
    var other = left("other-0-dead");
    var unlocked = Files.createDirectory(parent.resolve("own-0-without-a-lock"));
    try (var living = ProcessFolder.create(parent, "own-");
        var another = ProcessFolder.create(parent, "own-")) {
      assertFalse(Files.exists(dead));
      assertTrue(Files.exists(other.resolve("file")));
      assertTrue(Files.exists(unlocked));
      assertTrue(Files.exists(living.path()));
      assertFalse(living.path().equals(another.path()));
    }
  }

  @Test
  void theFolderOfAProcessKilledBeforeItLockedItIsRemoved() throws IOException {
    var dead = Files.createDirectory(parent.resolve("own-0-dead"));
    Files.createFile(dead.resolve(".lock-new"));
    ProcessFolder.create(parent, "own-").close();
    assertFalse(Files.exists(dead));
  }

  @Test
  void aLinkInTheFolderOfADeadProcessIsNotFollowed() throws IOException {
    var precious = Files.writeString(Files.createDirectory(parent.resolve("precious")).resolve("file"), "x");
    Files.createSymbolicLink(left("own-0-dead").resolve("link"), precious.getParent());
    ProcessFolder.create(parent, "own-").close();
    assertTrue(Files.exists(precious));
  }

  @Test
  void theFolderOfALiveProcessIsKept() throws IOException, InterruptedException {
    var folder = left("own-0-living");
    // Locks belong to processes, so this needs another one.
    var holder = java(Holder.class, folder.resolve(".lock"));
    try {
      assertEquals('!', holder.getInputStream().read());
      ProcessFolder.create(parent, "own-").close();
      assertTrue(Files.exists(folder.resolve("file")));
    } finally {
      holder.destroyForcibly().waitFor();
    }
    ProcessFolder.create(parent, "own-").close();
    assertFalse(Files.exists(folder));
  }

  @Test
  void aFolderBeingCreatedIsNotConsideredDead() throws IOException, InterruptedException {
    var maker = java(Maker.class, parent);
    try {
      while (maker.isAlive()) {
        ProcessFolder.create(parent, "own-").close();
      }
      assertEquals("", new String(maker.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
      assertEquals(0, maker.exitValue());
    } finally {
      maker.destroyForcibly().waitFor();
    }
  }

  @Test
  void theFolderOfAnEarlierProcessWithTheSameIdIsRemoved() throws IOException {
    var dead = left("own-" + ProcessHandle.current().pid() + "-0-dead");
    ProcessFolder.create(parent, "own-").close();
    assertFalse(Files.exists(dead));
  }

  @Test
  void foldersOfOtherUsersAreKeptEvenIfTheyCouldBeRemoved() throws IOException {
    Assumptions.assumeTrue(System.getProperty("user.name").equals("root"), "no other can give a folder away");
    var folder = left("own-0-of-another");
    Files.setAttribute(folder, "unix:uid", 65534);
    ProcessFolder.create(parent, "own-").close();
    assertTrue(Files.exists(folder.resolve("file")));
  }

  private static Process java(Class<?> main, Path argument) throws IOException {
    var command = new ArrayList<>(JavaCommand.of(List.of(), main.getName()));
    command.add(argument.toString());
    return new ProcessBuilder(command).redirectErrorStream(true).start();
  }

  private Path left(String name) throws IOException {
    var folder = Files.createDirectory(parent.resolve(name));
    Files.createFile(folder.resolve(".lock"));
    Files.writeString(folder.resolve("file"), "x");
    return folder;
  }

  /** Creates many, and prints those that were removed while in use. */
  static final class Maker {
    public static void main(String[] args) throws IOException {
      for (var count = 0; count < 1_000; count++) {
        var folder = ProcessFolder.create(Path.of(args[0]), "own-");
        if (!Files.exists(folder.path().resolve(".lock"))) {
          System.out.println(folder.path() + " is gone");
        }
        folder.close();
      }
    }
  }

  /** Holds a lock until it is killed. */
  static final class Holder {
    public static void main(String[] args) throws IOException, InterruptedException {
      try (var file = FileChannel.open(Path.of(args[0]), StandardOpenOption.WRITE);
          var lock = file.lock()) {
        System.out.print('!');
        System.out.flush();
        Thread.sleep(Long.MAX_VALUE);
        lock.release();
      }
    }
  }
}
