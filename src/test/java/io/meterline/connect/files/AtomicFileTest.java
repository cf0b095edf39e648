package io.meterline.connect.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Readers of a file that is replaced see the old one or the new one. */
class AtomicFileTest {
  @TempDir Path temp;

  @Test
  void aFileReplacesTheOldOneWhenItIsClosed() throws IOException {
    var file = Files.writeString(temp.resolve("file"), "old");
    try (var out = new AtomicFile(file)) {
      out.write(ByteBuffer.wrap("new".getBytes()));
      assertEquals("old", Files.readString(file));
    }
    assertEquals("new", Files.readString(file));
    assertEquals(Set.of("file"), Set.of(temp.toFile().list()));
  }

  @Test
  void aLinkReplacesALinkOrAFileDespiteLeftoversOfAKilledProcess() throws IOException {
    var link = Files.writeString(temp.resolve("current"), "a name");
    Files.createSymbolicLink(temp.resolve(".current.partial"), Path.of("left"));
    for (var target : List.of("a", "b", "b")) {
      AtomicFile.link(link, Path.of(target));
      assertEquals(Path.of(target), Files.readSymbolicLink(link));
    }
    assertEquals(Set.of("current"), Set.of(temp.toFile().list()));
  }

  @Test
  void aFolderReplacesOnlyAnEmptyFolder() throws IOException {
    var target = Files.createDirectory(temp.resolve("target"));
    Files.writeString(Files.createDirectory(temp.resolve("first")).resolve("file"), "first");
    AtomicFile.rename(temp.resolve("first"), target);
    assertEquals("first", Files.readString(target.resolve("file")));
    assertFalse(Files.exists(temp.resolve("first")));
    Files.writeString(Files.createDirectory(temp.resolve("second")).resolve("file"), "second");
    assertThrows(IOException.class, () -> AtomicFile.rename(temp.resolve("second"), target));
    assertEquals("first", Files.readString(target.resolve("file")));
  }
}
