package io.meterline.connect.parquet;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.TreeSet;
import java.util.zip.CRC32C;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.Util;

/**
 * Adds {@link Checksums} to the footer of a complete Parquet file of any writer. It also sorts the encodings of each
 * column, which Parquet's writer lists in hash order, different in each process.
 */
final class ChecksumWriter {
  /** The length of the magic number that a file begins and ends with. */
  private static final int MAGIC = 4;

  /** The length of what follows the footer: the footer's length in four bytes, and the magic number. */
  private static final int TRAILER_LENGTH = Integer.BYTES + MAGIC;

  private ChecksumWriter() {}

  /** Returns a copy of a complete file with checksums in its footer. */
  static byte[] withChecksums(byte[] file) throws IOException {
    var length = footerLength(ByteBuffer.wrap(file, file.length - TRAILER_LENGTH, TRAILER_LENGTH));
    var start = file.length - TRAILER_LENGTH - length;
    var end = end(new ByteArrayInputStream(file, start, length), new ByteArrayInputStream(file, 0, start), start);
    var complete = ByteBuffer.allocate(start + end.remaining());
    return complete.put(file, 0, start).put(end).array();
  }

  /** Adds checksums to the footer of a file on a disk. */
  static void addTo(Path path) throws IOException {
    try (var file = FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      var trailer = ByteBuffer.allocate(TRAILER_LENGTH);
      file.read(trailer, file.size() - TRAILER_LENGTH);
      var length = footerLength(trailer.flip());
      var start = file.size() - TRAILER_LENGTH - length;
      var footer = new ByteArrayInputStream(Channels.newInputStream(file.position(start)).readNBytes(length));
      var end = end(footer, Channels.newInputStream(file.position(0)), start);
      file.position(start);
      while (end.hasRemaining()) {
        file.write(end);
      }
    }
  }

  private static int footerLength(ByteBuffer trailer) {
    return trailer.order(ByteOrder.LITTLE_ENDIAN).getInt();
  }

  /** The new footer and what follows it. */
  private static ByteBuffer end(InputStream footer, InputStream before, long start) throws IOException {
    var metadata = Util.readFileMetaData(footer);
    for (var group : metadata.getRow_groups()) {
      group.getColumns().forEach(column -> Collections.sort(column.getMeta_data().getEncodings()));
    }
    Checksums.put(metadata, parts(boundaries(metadata, start), before));
    var written = new ByteArrayOutputStream();
    Util.writeFileMetaData(metadata, written);
    var bytes = written.toByteArray();
    Checksums.putFooterChecksum(bytes);
    return ByteBuffer.allocate(bytes.length + TRAILER_LENGTH)
        .order(ByteOrder.LITTLE_ENDIAN)
        .put(bytes)
        .putInt(bytes.length)
        .put(new byte[] {'P', 'A', 'R', '1'})
        .flip();
  }

  /** The boundaries of column chunks, which are the units of reading. */
  private static TreeSet<Long> boundaries(FileMetaData metadata, long footer) {
    var boundaries = new TreeSet<>(List.of((long) MAGIC, footer));
    for (var group : metadata.getRow_groups()) {
      for (var column : group.getColumns()) {
        var chunk = column.getMeta_data();
        var start =
            chunk.isSetDictionary_page_offset()
                ? Math.min(chunk.getDictionary_page_offset(), chunk.getData_page_offset())
                : chunk.getData_page_offset();
        boundaries.add(start);
        boundaries.add(start + chunk.getTotal_compressed_size());
      }
    }
    return boundaries;
  }

  private static List<Checksums.Part> parts(TreeSet<Long> boundaries, InputStream bytes) throws IOException {
    var parts = new ArrayList<Checksums.Part>();
    var from = 0L;
    for (var to : boundaries) {
      parts.add(new Checksums.Part(to - from, sum(bytes, to - from)));
      from = to;
    }
    return parts;
  }

  private static int sum(InputStream bytes, long count) throws IOException {
    var sum = new CRC32C();
    var buffer = new byte[1 << 16];
    for (var left = count; left > 0; ) {
      var read = bytes.readNBytes(buffer, 0, (int) Math.min(buffer.length, left));
      if (read == 0) {
        throw new IOException("the file ends early");
      }
      sum.update(buffer, 0, read);
      left -= read;
    }
    return (int) sum.getValue();
  }
}
