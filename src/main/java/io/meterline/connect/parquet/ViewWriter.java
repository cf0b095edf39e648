package io.meterline.connect.parquet;

import io.meterline.model.view.Table;
import java.io.IOException;
import java.util.Map;
import org.apache.parquet.bytes.HeapByteBufferAllocator;
import org.apache.parquet.column.ParquetProperties;
import org.apache.parquet.hadoop.ColumnChunkPageWriteStore;
import org.apache.parquet.hadoop.ParquetFileWriter;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.io.OutputFile;
import org.apache.parquet.schema.MessageType;

/** Writes rows of a view into a Parquet file, column by column. Equal rows in equal order give equal bytes. */
public final class ViewWriter {
  private static final ParquetProperties PROPERTIES =
      ParquetProperties.builder().withAllocator(new HeapByteBufferAllocator()).build();

  private ViewWriter() {}

  /**
   * Writes a file of the rows, in their order. The revision, which tells of the run and not of the view, is left out.
   *
   * @throws IOException if it cannot be written; it is not complete then
   */
  public static void write(OutputFile file, Table rows) throws IOException {
    var schema = ViewSchemas.of(rows.view());
    try (var compressor = new ZstdCompressor();
        var writer = open(new OrderedFooter(file), schema)) {
      writer.start();
      for (var from = 0; from < rows.size(); from += RowWriter.ROWS_PER_GROUP) {
        var to = Math.min(from + RowWriter.ROWS_PER_GROUP, rows.size());
        writeGroup(rows, from, to, schema, compressor, writer);
      }
      writer.end(Map.of());
    }
  }

  private static void writeGroup(
      Table rows, int from, int to, MessageType schema, ZstdCompressor compressor, ParquetFileWriter writer)
      throws IOException {
    try (var store =
        new ColumnChunkPageWriteStore(
            compressor,
            schema,
            PROPERTIES.getAllocator(),
            PROPERTIES.getColumnIndexTruncateLength(),
            PROPERTIES.getPageWriteChecksumEnabled())) {
      for (var place = 0; place < schema.getFieldCount(); place++) {
        // Each field has one column of its own, at the end of the lists' levels.
        var column = schema.getColumns().get(place);
        new ViewColumn(column, store.getPageWriter(column)).write(rows.column(place), from, to);
      }
      writer.startBlock(to - from);
      store.flushToFileWriter(writer);
      writer.endBlock();
    }
  }

  private static ParquetFileWriter open(OutputFile file, MessageType schema) throws IOException {
    return new ParquetFileWriter(
        file,
        schema,
        ParquetFileWriter.Mode.CREATE,
        ParquetWriter.DEFAULT_BLOCK_SIZE,
        ParquetWriter.MAX_PADDING_SIZE_DEFAULT,
        null,
        PROPERTIES);
  }
}
