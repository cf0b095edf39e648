package io.meterline.connect.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that two folders share. */
class ShareTest {
  private static final String NAME = "usage/a.parquet";

  @TempDir Path temp;

  private LocalFolder one;
  private LocalFolder other;

  private void share() throws IOException {
    one = new LocalFolder(temp.resolve("one"));
    other = new LocalFolder(temp.resolve("other"));
    one.write(NAME, "rows");
    other.share(Map.of(NAME, one.path(NAME)));
  }

  @Test
  void onADiskTheyAreOneFileThatStaysWhenEitherFolderIsRemoved() throws IOException {
    share();
    assertTrue(Files.isSameFile(temp.resolve("one/usage/a.parquet"), temp.resolve("other/usage/a.parquet")));
    one.remove();
    assertEquals("rows", other.read(NAME).orElseThrow());
  }

  @Test
  void writingOneOfThemByAnyMeansLeavesTheOtherAsItWas() throws IOException {
    FileSystems.setDefaultPipelineOptions(PipelineOptionsFactory.create());
    share();
    other.write(NAME, "a");
    assertEquals("rows", one.read(NAME).orElseThrow());
    share();
    try (var channel = NamedFiles.create(other.path(NAME))) {
      channel.write(ByteBuffer.wrap("b".getBytes()));
    }
    assertEquals(List.of("rows", "b"), List.of(one.read(NAME).orElseThrow(), other.read(NAME).orElseThrow()));
    share();
    try (var channel = other.create(NAME)) {
      channel.write(ByteBuffer.wrap("c".getBytes()));
    }
    assertEquals(List.of("rows", "c"), List.of(one.read(NAME).orElseThrow(), other.read(NAME).orElseThrow()));
  }

  @Test
  void aFileThatIsThereIsReplacedAndItsOtherNamesAreNot() throws IOException {
    share();
    other.write("usage/b.parquet", "others");
    one.share(Map.of(NAME, other.path("usage/b.parquet")));
    assertEquals("others", one.read(NAME).orElseThrow());
    assertEquals("rows", other.read(NAME).orElseThrow());
  }

  @Test
  void sharingAgainChangesNothing() throws IOException {
    share();
    other.share(Map.of(NAME, one.path(NAME)));
    assertEquals("rows", other.read(NAME).orElseThrow());
    assertEquals(List.of(new StoredFile(NAME, 4)), other.files());
  }

  @Test
  void whatALinkPointsToIsSharedAndNotTheLink() throws IOException {
    share();
    Files.createSymbolicLink(temp.resolve("one/usage/link"), Path.of("a.parquet"));
    other.share(Map.of("linked", one.path("usage/link")));
    one.remove();
    assertEquals("rows", other.read("linked").orElseThrow());
  }

  @Test
  void aFileOfAnotherDiskIsCopied() throws IOException {
    share();
    var disk = Mount.ofSize(temp.resolve("disk"), "1m");
    Assumptions.assumeTrue(disk.isPresent(), "this user cannot mount a disk");
    try (var mount = disk.get()) {
      var far = new LocalFolder(mount.folder());
      far.share(Map.of(NAME, one.path(NAME)));
      assertEquals("rows", far.read(NAME).orElseThrow());
      assertFalse(Files.isSameFile(Path.of(one.path(NAME)), Path.of(far.path(NAME))));
      assertEquals(List.of(new StoredFile(NAME, 4)), far.files());
    }
  }

  @Test
  void aFileThatDoesNotExistCannotBeShared() {
    var folder = new LocalFolder(temp);
    var failure = assertThrows(NoSuchFileException.class, () -> folder.share(Map.of(NAME, folder.path("gone"))));
    assertTrue(failure.getMessage().endsWith("/gone"), failure.getMessage());
  }

  @Test
  void anObjectIsCopiedByItsStore() throws IOException {
    FileSystems.setDefaultPipelineOptions(PipelineOptionsFactory.create());
    var store = MemoryStore.create();
    var folder = Folder.at(store.uri("one"));
    folder.write(NAME, "rows");
    store.watch(
        new MemoryStore.Watch() {
          @Override
          public void beforeRead(String object) throws IOException {
            throw new IOException("read");
          }
        });
    var copy = Folder.at(store.uri("other"));
    copy.share(Map.of("usage/b.parquet", folder.path(NAME)));
    store.watch(MemoryStore.Watch.NONE);
    folder.remove();
    assertEquals("rows", copy.read("usage/b.parquet").orElseThrow());
  }
}
