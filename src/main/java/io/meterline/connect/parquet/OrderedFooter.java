package io.meterline.connect.parquet;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.zip.CRC32C;
import org.apache.parquet.format.Util;
import org.apache.parquet.io.OutputFile;
import org.apache.parquet.io.PositionOutputStream;

/**
 * A Parquet file whose footer lists the encodings of each column in their natural order, and has {@link Checksums} of the
 * file. Parquet's own writer lists encodings in the order of a hash set, which differs from one process to the next, so that
 * equal rows would not give equal bytes.
 *
 * @param file where it is written
 */
record OrderedFooter(OutputFile file) implements OutputFile {
  @Override
  public PositionOutputStream create(long blockSizeHint) throws IOException {
    return new Tail(file.create(blockSizeHint));
  }

  @Override
  public PositionOutputStream createOrOverwrite(long blockSizeHint) throws IOException {
    return new Tail(file.createOrOverwrite(blockSizeHint));
  }

  @Override
  public boolean supportsBlockSize() {
    return file.supportsBlockSize();
  }

  @Override
  public long defaultBlockSize() {
    return file.defaultBlockSize();
  }

  /** Keeps back the end of what is written until it is known to be the end. */
  private static final class Tail extends PositionOutputStream {
    /** More than the footer of a file of a hundred row groups takes. */
    private static final int KEPT = 1 << 20;

    /** The footer is followed by its length and this. */
    private static final byte[] MAGIC = "PAR1".getBytes(StandardCharsets.US_ASCII);

    private static final int AFTER_FOOTER = Integer.BYTES + MAGIC.length;

    private final PositionOutputStream out;
    private final List<Checksums.Part> parts = new ArrayList<>();
    private final CRC32C sum = new CRC32C();
    private long summed;
    private byte[] tail = new byte[1 << 12];
    private int size;

    Tail(PositionOutputStream out) {
      this.out = out;
    }

    /** Parquet asks where it is wherever something begins that can be read by itself. */
    @Override
    public long getPos() throws IOException {
      endPart();
      return out.getPos() + size;
    }

    private void endPart() {
      if (summed > 0) {
        parts.add(new Checksums.Part(summed, (int) sum.getValue()));
        sum.reset();
        summed = 0;
      }
    }

    @Override
    public void write(int oneByte) throws IOException {
      write(new byte[] {(byte) oneByte}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      sum.update(bytes, offset, length);
      summed += length;
      if (size + length > tail.length) {
        tail = Arrays.copyOf(tail, Math.max(size + length, 2 * tail.length));
      }
      System.arraycopy(bytes, offset, tail, size, length);
      size += length;
      if (size > 2 * KEPT) {
        out.write(tail, 0, size - KEPT);
        System.arraycopy(tail, size - KEPT, tail, 0, KEPT);
        size = KEPT;
      }
    }

    @Override
    public void flush() {
      // The end is kept back until it is known to be the end.
    }

    @Override
    public void close() throws IOException {
      try (out) {
        var footer = footerStart();
        if (footer >= 0) {
          var bytes = Arrays.copyOfRange(tail, footer, size - AFTER_FOOTER);
          var ordered = complete(bytes, partsBefore(out.getPos() + footer));
          out.write(tail, 0, footer);
          out.write(ordered);
          out.write(ByteBuffer.allocate(Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN).putInt(ordered.length).array());
          out.write(MAGIC);
        } else {
          out.write(tail, 0, size);
        }
        size = 0;
      }
    }

    /** Where in the tail the footer starts, negative if it does not: the file is not complete, or is huge. */
    private int footerStart() {
      if (size < AFTER_FOOTER || !Arrays.equals(tail, size - MAGIC.length, size, MAGIC, 0, MAGIC.length)) {
        return -1;
      }
      var length = ByteBuffer.wrap(tail).order(ByteOrder.LITTLE_ENDIAN).getInt(size - AFTER_FOOTER);
      return size - AFTER_FOOTER - length;
    }

    private List<Checksums.Part> partsBefore(long footer) {
      var before = new ArrayList<Checksums.Part>();
      var end = 0L;
      for (var part : parts) {
        end += part.bytes();
        if (end <= footer) {
          before.add(part);
        }
      }
      return before;
    }

    private static byte[] complete(byte[] footer, List<Checksums.Part> parts) throws IOException {
      var metadata = Util.readFileMetaData(new ByteArrayInputStream(footer));
      for (var group : metadata.getRow_groups()) {
        group.getColumns().forEach(column -> Collections.sort(column.getMeta_data().getEncodings()));
      }
      Checksums.put(metadata, parts);
      var ordered = new ByteArrayOutputStream();
      Util.writeFileMetaData(metadata, ordered);
      var bytes = ordered.toByteArray();
      Checksums.seal(bytes);
      return bytes;
    }
  }
}
