package io.meterline.connect.files;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** On a mount that cannot force: /proc has files that are no more to be forced than its folders. */
class DiskTest {
  @Test
  void aMountThatCannotForceFoldersIsNoFailure() {
    assertDoesNotThrow(() -> Disk.force(Path.of("/proc/self")));
  }

  @Test
  void aFileThatCannotBeForcedIsAFailure() {
    assertThrows(IOException.class, () -> Disk.force(Path.of("/proc/self/status")));
  }
}
