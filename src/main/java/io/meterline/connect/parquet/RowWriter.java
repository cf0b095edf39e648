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

/** Writes rows of a format into a Parquet file on a disk, with {@link Checksums}. Equal rows give equal bytes. */
final class RowWriter<T> implements AutoCloseable {
  /**
   * Rows of a row group, which is what readers split a file into: many enough for a device to have a good run of
   * readings in it, few enough for a file to have work for several cores.
   */
  static final int ROWS_PER_GROUP = 500_000;

  /**
   * Columns whose values hardly ever repeat, so that a dictionary of them would only cost. All formats are told of all
   * of them: Parquet keeps what the writer opened last was told where others that are open at the same time find it.
   */
  private static final Set<String> UNREPEATED =
      Set.of(LogSchemas.MILLIWATT_HOURS, LogSchemas.LOGGED_AT, LogSchemas.OFFSET, LogSchemas.RAW);

  private final Path file;
  private final ParquetWriter<T> writer;

  /** Opens a file that must not exist yet. */
  RowWriter(Path file, RowShape<T> format) throws IOException {
    var builder =
        new Builder<>(new LocalOutputFile(file), format)
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
    Seal.seal(file);
  }

  private static final class Builder<T> extends ParquetWriter.Builder<T, Builder<T>> {
    private final RowShape<T> format;

    Builder(OutputFile file, RowShape<T> format) {
      super(file);
      this.format = format;
    }

    @Override
    protected Builder<T> self() {
      return this;
    }

    @Override
    protected WriteSupport<T> getWriteSupport(ParquetConfiguration configuration) {
      return new Support<>(format);
    }

    // Deprecated, and yet abstract.
    @Override
    @SuppressWarnings("deprecation")
    protected WriteSupport<T> getWriteSupport(Configuration configuration) {
      return new Support<>(format);
    }
  }

  private static final class Support<T> extends WriteSupport<T> {
    private final RowShape<T> format;
    private RowColumns columns;

    Support(RowShape<T> format) {
      this.format = format;
    }

    @Override
    public WriteContext init(ParquetConfiguration configuration) {
      return new WriteContext(format.schema(), Map.of());
    }

    // Deprecated, and yet abstract.
    @Override
    @SuppressWarnings("deprecation")
    public WriteContext init(Configuration configuration) {
      return new WriteContext(format.schema(), Map.of());
    }

    @Override
    public void prepareForWrite(RecordConsumer consumer) {
      columns = new RowColumns(consumer, format.schema());
    }

    @Override
    public void write(T event) {
      columns.begin();
      format.values().accept(event, columns);
      columns.end();
    }
  }
}
