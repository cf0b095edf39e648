package io.meterline.connect.files;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalFolderTest {
  @TempDir Path folder;

  @Test
  void onlyRegularFilesAndLinksToThemAreListed() throws IOException, InterruptedException {
    Files.writeString(folder.resolve("a.parquet"), "file");
    Files.createSymbolicLink(folder.resolve("b.parquet"), Path.of("a.parquet"));
    Files.createSymbolicLink(folder.resolve("c.parquet"), Path.of("/dev/zero"));
    Files.createDirectories(folder.resolve("d.parquet"));
    Fifo.make(folder.resolve("e.parquet"));
    assertEquals(
        List.of(new StoredFile("a.parquet", 4), new StoredFile("b.parquet", 4)), new LocalFolder(folder).files());
  }

  @Test
  void aFolderNamedByAUriListsOnlyRegularFilesToo() throws IOException, InterruptedException {
    FileSystems.setDefaultPipelineOptions(PipelineOptionsFactory.create());
    Files.writeString(folder.resolve("a.parquet"), "file");
    Fifo.make(folder.resolve("e.parquet"));
    assertEquals(List.of(new StoredFile("a.parquet", 4)), Folder.at(folder.toUri().toString()).files());
  }

  @Test
  void aDanglingLinkIsListedSoThatReadingItFails() throws IOException {
    Files.createSymbolicLink(folder.resolve("gone.parquet"), Path.of("nowhere"));
    assertEquals(List.of("gone.parquet"), new LocalFolder(folder).files().stream().map(StoredFile::name).toList());
  }
}
