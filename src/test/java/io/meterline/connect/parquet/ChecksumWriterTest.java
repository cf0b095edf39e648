package io.meterline.connect.parquet;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.meterline.engine.analysis.Usage;
import io.meterline.model.view.Table;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.Util;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChecksumWriterTest {
  private static final int AFTER_FOOTER = 8;

  @TempDir Path folder;

  @Test
  void encodingsAreSorted() throws IOException {
    var ordered = view();
    var other = withEncodingsTurned(ordered);
    assertFalse(Arrays.equals(ordered, other));
    assertArrayEquals(ordered, ChecksumWriter.withChecksums(other));
  }

  @Test
  void aFileOnADiskGetsTheSameChecksumsAsOneInMemory() throws IOException {
    var other = withEncodingsTurned(view());
    var file = Files.write(folder.resolve("file.parquet"), other);
    ChecksumWriter.addTo(file);
    assertArrayEquals(ChecksumWriter.withChecksums(other), Files.readAllBytes(file));
  }

  @Test
  void everyByteBeforeTheFooterIsInAPartWithAChecksum() throws IOException {
    var file = view();
    var covered = Checksums.of(footer(file)).orElseThrow().parts().stream().mapToLong(Checksums.Part::bytes).sum();
    assertEquals(footerStart(file), covered);
  }

  /** A file as written, whose text columns have a dictionary, and so several encodings. */
  private byte[] view() throws IOException {
    var rows =
        IntStream.range(0, 1_000)
            .mapToObj(
                i ->
                    Usage.VIEW.row(
                        0, "m" + i / 100, LocalDate.ofEpochDay(i % 100), "UTC", (long) i, OptionalLong.empty(), 2L, List.of(3L, 4L), 9L, OptionalLong.of(5), 1800L))
            .toList();
    var path = folder.resolve("view.parquet");
    Files.deleteIfExists(path);
    ViewFile.write(path, Table.of(Usage.VIEW, rows));
    return Files.readAllBytes(path);
  }

  private static byte[] withEncodingsTurned(byte[] file) throws IOException {
    var metadata = footer(file);
    for (var group : metadata.getRow_groups()) {
      group.getColumns().forEach(column -> Collections.reverse(column.getMeta_data().getEncodings()));
    }
    var turned = new ByteArrayOutputStream();
    turned.write(file, 0, footerStart(file));
    Util.writeFileMetaData(metadata, turned);
    turned.write(file, file.length - AFTER_FOOTER, AFTER_FOOTER);
    assertEquals(file.length, turned.size());
    return turned.toByteArray();
  }

  private static FileMetaData footer(byte[] file) throws IOException {
    var start = footerStart(file);
    return Util.readFileMetaData(new ByteArrayInputStream(file, start, file.length - AFTER_FOOTER - start));
  }

  private static int footerStart(byte[] file) {
    var end = file.length - AFTER_FOOTER;
    return end - ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).getInt(end);
  }
}
