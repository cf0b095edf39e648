package io.meterline.connect.parquet;

import io.meterline.model.view.Table;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.util.Map;
import org.apache.parquet.bytes.HeapByteBufferAllocator;
import org.apache.parquet.column.ParquetProperties;
import org.apache.parquet.column.impl.ColumnWriteStoreV1;
import org.apache.parquet.column.values.factory.DefaultValuesWriterFactory;
import org.apache.parquet.compression.CompressionCodecFactory.BytesInputCompressor;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.CodecFactory;
import org.apache.parquet.hadoop.ColumnChunkPageWriteStore;
import org.apache.parquet.hadoop.ParquetFileWriter;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.schema.MessageType;

/**
 * Writes rows of a view to a Parquet file, with Parquet's own writers of columns. Rows are there as columns, so each column is written
 * as a whole: making a record of each row first takes as long as all else together.
 */
public final class ViewWriter {
  /** With a factory of its own: the default one is shared, and encodes as whoever opened a writer last in this process. */
  private static final ParquetProperties PROPERTIES =
      ParquetProperties.builder()
          .withValuesWriterFactory(new DefaultValuesWriterFactory())
          .withSizeStatisticsEnabled(false)
          .build();

  private ViewWriter() {}

  /**
   * Writes a file with the rows, in their order, to a channel that the caller closes. The revision is left out, as it
   * belongs to the run, not to the view. The whole file is held in memory, as its {@link Checksums} are only known once
   * it is complete.
   *
   * @throws IOException if it cannot be written; it is then incomplete
   */
  public static void write(WritableByteChannel channel, Table rows) throws IOException {
    var schema = ViewSchema.of(rows.view());
    var bytes = new BytesFile();
    var codecs = new CodecFactory(new PlainParquetConfiguration(), PROPERTIES.getPageSizeThreshold());
    try (var file =
        new ParquetFileWriter(
            bytes, schema, ParquetFileWriter.Mode.CREATE, ParquetWriter.DEFAULT_BLOCK_SIZE, 0, null, PROPERTIES)) {
      var compressor = codecs.getCompressor(CompressionCodecName.ZSTD);
      file.start();
      for (var from = 0; from < rows.size(); from += RowWriter.ROWS_PER_GROUP) {
        group(file, schema, compressor, rows, from, Math.min(rows.size(), from + RowWriter.ROWS_PER_GROUP));
      }
      file.end(Map.of());
    } finally {
      codecs.release();
    }
    var complete = ByteBuffer.wrap(ChecksumWriter.withChecksums(bytes.toByteArray()));
    while (complete.hasRemaining()) {
      channel.write(complete);
    }
  }

  /** Writes a row group. */
  private static void group(
      ParquetFileWriter file, MessageType schema, BytesInputCompressor compressor, Table rows, int from, int to) throws IOException {
    file.startBlock(to - from);
    try (var pages =
        new ColumnChunkPageWriteStore(
            compressor,
            schema,
            new HeapByteBufferAllocator(),
            PROPERTIES.getColumnIndexTruncateLength(),
            PROPERTIES.getPageWriteChecksumEnabled())) {
      for (var i = 0; i < schema.getFieldCount(); i++) {
        // A store cuts pages where rows of all its columns end: here it is of one column.
        var only = new MessageType(schema.getName(), schema.getType(i));
        var column = only.getColumns().get(0);
        try (var store = new ColumnWriteStoreV1(only, pages, PROPERTIES)) {
          ColumnValues.write(
              rows.view().columns().get(i), rows.column(i), from, to, store.getColumnWriter(column), store);
          store.flush();
        }
      }
      pages.flushToFileWriter(file);
    }
    file.endBlock();
  }
}
