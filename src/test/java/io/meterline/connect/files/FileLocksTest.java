package io.meterline.connect.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.meterline.connect.files.FileLocks.Holder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Locks within one process. */
class FileLocksTest {
  @TempDir Path temp;

  @Test
  void aFileIsHeldOnceHoweverItIsNamed() throws IOException {
    var file = Files.createDirectory(temp.resolve("folder")).resolve("lock");
    var link = Files.createSymbolicLink(temp.resolve("link"), Path.of("folder")).resolve("lock");
    assertEquals(Holder.NONE, FileLocks.holder(file));
    assertFalse(Files.exists(file));
    var held = FileLocks.tryLock(file).orElseThrow();
    assertTrue(FileLocks.tryLock(file).isEmpty());
    assertTrue(FileLocks.tryLock(link).isEmpty());
    assertEquals(Holder.HELD, FileLocks.holder(link));
    held.close();
    assertEquals(Holder.NONE, FileLocks.holder(file));
    FileLocks.tryLock(link).orElseThrow().close();
  }

  @Test
  void closingTwiceDoesNotReleaseALockHeldByAnother() throws IOException {
    var file = temp.resolve("lock");
    var first = FileLocks.tryLock(file).orElseThrow();
    first.close();
    var second = FileLocks.tryLock(file).orElseThrow();
    first.close();
    assertEquals(Holder.HELD, FileLocks.holder(file));
    second.close();
  }
}
