package io.meterline.parquet;

import io.meterline.view.Row;
import io.meterline.view.View;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.parquet.bytes.HeapByteBufferAllocator;
import org.apache.parquet.column.ParquetProperties;
import org.apache.parquet.column.ParquetProperties.WriterVersion;
import org.apache.parquet.column.page.PageWriteStore;
import org.apache.parquet.column.values.factory.DefaultV2ValuesWriterFactory;
import org.apache.parquet.hadoop.ColumnChunkPageWriteStore;
import org.apache.parquet.hadoop.ParquetFileWriter;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.io.OutputFile;
import org.apache.parquet.schema.MessageType;

/** Writes rows of a view into a Parquet file, column by column. Equal rows in equal order give equal bytes. */
public final class ViewWriter {
  /** Columns whose values hardly ever repeat, so that a dictionary of them would only cost; a list by its values. */
  private static final Set<String> UNREPEATED =
      Set.of(
          LogSchemas.MILLIWATT_HOURS,
          LogSchemas.LOGGED_AT,
          LogSchemas.OFFSET,
          "opened_at",
          "closed_at",
          "cost_micros",
          "readings",
          "hourly.list.element",
          "peak_watts",
          "threshold_watts",
          "devices",
          "rank",
          "p10",
          "p25",
          "p50",
          "p75",
          "p90");

  /** Few enough for rows to be still at hand when their next column is written. */
  private static final int ROWS_AT_ONCE = 512;

  private static final ParquetProperties PROPERTIES = properties();

  private ViewWriter() {}

  /**
   * Writes a file of the rows, in their order. The revision, which tells of the run and not of the view, is left out.
   *
   * @throws IOException if it cannot be written; it is not complete then
   */
  public static void write(OutputFile file, View view, List<Row> rows) throws IOException {
    var schema = ViewSchemas.of(view);
    try (var compressor = new ZstdCompressor();
        var writer = open(new OrderedFooter(file), schema)) {
      writer.start();
      for (var start = 0; start < rows.size(); start += RowWriter.ROWS_PER_GROUP) {
        var end = Math.min(start + RowWriter.ROWS_PER_GROUP, rows.size());
        writeGroup(rows.subList(start, end), view, schema, compressor, writer);
      }
      writer.end(Map.of());
    }
  }

  private static void writeGroup(
      List<Row> rows, View view, MessageType schema, ZstdCompressor compressor, ParquetFileWriter writer)
      throws IOException {
    try (var pages =
        new ColumnChunkPageWriteStore(
            compressor,
            schema,
            PROPERTIES.getAllocator(),
            PROPERTIES.getColumnIndexTruncateLength(),
            PROPERTIES.getPageWriteChecksumEnabled())) {
      var columns = columns(view, schema, pages);
      for (var start = 0; start < rows.size(); start += ROWS_AT_ONCE) {
        var some = rows.subList(start, Math.min(start + ROWS_AT_ONCE, rows.size()));
        columns.forEach(column -> column.write(some));
      }
      columns.forEach(ViewColumn::end);
      writer.startBlock(rows.size());
      pages.flushToFileWriter(writer);
      writer.endBlock();
    }
  }

  private static List<ViewColumn> columns(View view, MessageType schema, PageWriteStore pages) {
    var columns = new ArrayList<ViewColumn>();
    for (var column = 0; column < view.columns().size(); column++) {
      // A store for each column: one of several wants the values of a row side by side.
      var part = new MessageType(schema.getName(), schema.getType(column));
      var store = PROPERTIES.newColumnWriteStore(part, pages);
      columns.add(new ViewColumn(view.columns().get(column), column, store, part.getColumns().get(0)));
    }
    return columns;
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

  private static ParquetProperties properties() {
    // A factory of its own: the one that others share goes by what the writer opened last was told.
    var properties =
        ParquetProperties.builder()
            .withAllocator(new HeapByteBufferAllocator())
            .withValuesWriterFactory(new DefaultV2ValuesWriterFactory())
            .withWriterVersion(WriterVersion.PARQUET_2_0);
    for (var column : UNREPEATED) {
      properties.withDictionaryEncoding(column, false);
    }
    return properties.build();
  }
}
