package io.meterline.connect.parquet;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.column.ParquetProperties.WriterVersion;
import org.apache.parquet.conf.ParquetConfiguration;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.LocalOutputFile;
import org.apache.parquet.io.OutputFile;
import org.apache.parquet.io.api.RecordConsumer;

/** Writes rows of one shape into a Parquet file on a disk, with {@link Checksums}. Equal rows yield equal bytes. */
final class RowWriter<T> implements AutoCloseable {
  /**
   * Rows per row group, by which readers split a file: enough for a device to have many readings in each, few enough
   * for several cores to share a file.
   */
  static final int ROWS_PER_GROUP = 500_000;

  /**
   * Columns whose values rarely repeat, so that a dictionary would cost time and save no space. The list is the same
   * for all shapes, because Parquet shares this setting between writers that are open at the same time.
   */
  private static final Set<String> UNREPEATED =
      Set.of(LogSchemas.MILLIWATT_HOURS, LogSchemas.LOGGED_AT, LogSchemas.OFFSET, LogSchemas.RAW);

  private final Path file;
  private final ParquetWriter<T> writer;

  /** Opens a file that must not exist yet. */
  RowWriter(Path file, RowShape<T> shape) throws IOException {
    var builder =
        new Builder<>(new LocalOutputFile(file), shape)
            .withConf(new PlainParquetConfiguration())
            .withCompressionCodec(CompressionCodecName.ZSTD)
            .withWriterVersion(WriterVersion.PARQUET_2_0)
            .withRowGroupRowCountLimit(ROWS_PER_GROUP);
    for (var column : UNREPEATED) {
      builder.withDictionaryEncoding(column, false);
    }
    this.file = file;
    this.writer = builder.build();
  }

  void write(T row) throws IOException {
    writer.write(row);
  }

  /** Completes the file. */
  @Override
  public void close() throws IOException {
    writer.close();
    ChecksumWriter.addTo(file);
  }

  private static final class Builder<T> extends ParquetWriter.Builder<T, Builder<T>> {
    private final RowShape<T> shape;

    Builder(OutputFile file, RowShape<T> shape) {
      super(file);
      this.shape = shape;
    }

    @Override
    protected Builder<T> self() {
      return this;
    }

    @Override
    protected WriteSupport<T> getWriteSupport(ParquetConfiguration configuration) {
      return new Support<>(shape);
    }

    // Deprecated, but abstract.
    @Override
    @SuppressWarnings("deprecation")
    protected WriteSupport<T> getWriteSupport(Configuration configuration) {
      return new Support<>(shape);
    }
  }

  private static final class Support<T> extends WriteSupport<T> {
    private final RowShape<T> shape;
    private RowColumns columns;

    Support(RowShape<T> shape) {
      this.shape = shape;
    }

    @Override
    public WriteContext init(ParquetConfiguration configuration) {
      return new WriteContext(shape.schema(), Map.of());
    }

    // Deprecated, but abstract.
    @Override
    @SuppressWarnings("deprecation")
    public WriteContext init(Configuration configuration) {
      return new WriteContext(shape.schema(), Map.of());
    }

    @Override
    public void prepareForWrite(RecordConsumer consumer) {
      columns = new RowColumns(consumer, shape.schema());
    }

    @Override
    public void write(T event) {
      columns.begin();
      shape.values().accept(event, columns);
      columns.end();
    }
  }
}
