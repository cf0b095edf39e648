package io.meterline.connect.files;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** On a mount without fsync: in /proc neither files nor folders can be forced. */
class DiskTest {
  @Test
  void aFolderThatCannotBeForcedIsIgnored() {
    assertDoesNotThrow(() -> Disk.force(Path.of("/proc/self")));
  }

  @Test
  void aFileThatCannotBeForcedIsAFailure() {
    assertThrows(IOException.class, () -> Disk.force(Path.of("/proc/self/status")));
  }
}
