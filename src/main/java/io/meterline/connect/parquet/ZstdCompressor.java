package io.meterline.connect.parquet;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdCompressCtx;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.compression.CompressionCodecFactory.BytesInputCompressor;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;

/**
 * Compresses pages with Zstandard, a page at once. Parquet's own does so through streams of Hadoop's, for which it sets
 * up Hadoop's configuration, and memory for each page. For one thread.
 */
final class ZstdCompressor implements BytesInputCompressor, AutoCloseable {
  private final ZstdCompressCtx context = new ZstdCompressCtx();
  private final Page page = new Page();
  private byte[] compressed = new byte[0];

  /** Bytes of which no copy is taken. */
  private static final class Page extends ByteArrayOutputStream {
    byte[] bytes() {
      return buf;
    }
  }

  /** The result holds until the next page is compressed. */
  @Override
  public BytesInput compress(BytesInput bytes) throws IOException {
    page.reset();
    bytes.writeAllTo(page);
    var room = Math.toIntExact(Zstd.compressBound(page.size()));
    if (room > compressed.length) {
      compressed = new byte[room];
    }
    var size = context.compressByteArray(compressed, 0, compressed.length, page.bytes(), 0, page.size());
    return BytesInput.from(compressed, 0, size);
  }

  @Override
  public CompressionCodecName getCodecName() {
    return CompressionCodecName.ZSTD;
  }

  @Override
  public void release() {
    context.close();
  }

  @Override
  public void close() {
    release();
  }
}
