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
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.parquet.format.Util;
import org.apache.parquet.io.LocalOutputFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OrderedFooterTest {
  private static final int AFTER_FOOTER = 8;

  @TempDir Path folder;

  @Test
  void encodingsInAnyOrderAreListedInOne() throws IOException {
    var ordered = view();
    var other = withEncodingsTurned(ordered);
    assertFalse(Arrays.equals(ordered, other));
    assertArrayEquals(unchecked(ordered), unchecked(copy(other, 1_000)));
    assertArrayEquals(unchecked(ordered), unchecked(copy(ordered, 7)));
  }

  @Test
  void bytesThatAreNoWholeFilePassAsTheyAre() throws IOException {
    var random = new byte[5_000_000];
    new Random(1).nextBytes(random);
    for (var length : List.of(0, 1, 7, 8, 100, 3_000_000, 5_000_000)) {
      var part = Arrays.copyOf(random, length);
      assertArrayEquals(part, copy(part, 10_000));
    }
    // As a writer leaves it that was interrupted before it came to the footer.
    var half = Arrays.copyOf(view(), 300);
    assertArrayEquals(half, copy(half, 10));
  }

  @Test
  void theFooterOfALongFileIsOrderedToo() throws IOException {
    var footed = withEncodingsTurned(view());
    var pages = new byte[3_000_000];
    var whole = new byte[pages.length + footed.length];
    System.arraycopy(footed, 0, whole, pages.length, footed.length);
    var ordered = view();
    var copied = copy(whole, 4_096);
    assertArrayEquals(unchecked(ordered), unchecked(Arrays.copyOfRange(copied, pages.length, copied.length)));
  }

  /** A file as it is written, of which the text columns have a dictionary, and with it several encodings. */
  private byte[] view() throws IOException {
    var rows =
        IntStream.range(0, 100)
            .mapToObj(
                i ->
                    Usage.VIEW.row(
                            0, "m" + i / 10, LocalDate.EPOCH.plusDays(i), "UTC", 1L, OptionalLong.empty(), 1L, List.of(1L), 1L))
            .toList();
    var path = folder.resolve("view-" + System.nanoTime() + ".parquet");
    ViewWriter.write(new LocalOutputFile(path), Table.of(Usage.VIEW, rows));
    return Files.readAllBytes(path);
  }

  private static byte[] withEncodingsTurned(byte[] file) throws IOException {
    var end = file.length - AFTER_FOOTER;
    var start = end - ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).getInt(end);
    var metadata = Util.readFileMetaData(new ByteArrayInputStream(file, start, end - start));
    for (var group : metadata.getRow_groups()) {
      group.getColumns().forEach(column -> Collections.reverse(column.getMeta_data().getEncodings()));
    }
    var turned = new ByteArrayOutputStream();
    turned.write(file, 0, start);
    Util.writeFileMetaData(metadata, turned);
    turned.write(file, end, AFTER_FOOTER);
    assertEquals(file.length, turned.size());
    return turned.toByteArray();
  }

  /** The file without the checksums in its footer, which are of its parts as they were written. */
  private static byte[] unchecked(byte[] file) throws IOException {
    var end = file.length - AFTER_FOOTER;
    var start = end - ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).getInt(end);
    var metadata = Util.readFileMetaData(new ByteArrayInputStream(file, start, end - start));
    assertEquals(1, metadata.getKey_value_metadataSize());
    metadata.unsetKey_value_metadata();
    var left = new ByteArrayOutputStream();
    left.write(file, 0, start);
    Util.writeFileMetaData(metadata, left);
    return left.toByteArray();
  }

  /** What comes of bytes that are written piece by piece. */
  private byte[] copy(byte[] bytes, int piece) throws IOException {
    var path = folder.resolve("copy-" + System.nanoTime());
    try (var out = new OrderedFooter(new LocalOutputFile(path)).create(0)) {
      for (var start = 0; start < bytes.length; start += piece) {
        assertEquals(start, out.getPos());
        out.write(bytes, start, Math.min(piece, bytes.length - start));
      }
    }
    return Files.readAllBytes(path);
  }
}
