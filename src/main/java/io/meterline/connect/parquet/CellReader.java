package io.meterline.connect.parquet;

import io.meterline.model.MeterlineException;
import io.meterline.model.view.Column;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.IndexedRecord;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.ParquetReadOptions;
import org.apache.parquet.avro.AvroReadSupport;
import org.apache.parquet.conf.HadoopParquetConfiguration;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.io.ColumnIOFactory;
import org.apache.parquet.io.InputFile;
import org.apache.parquet.io.MessageColumnIO;
import org.apache.parquet.io.RecordReader;
import org.apache.parquet.io.api.RecordMaterializer;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;

/**
 * Reads some columns of one Parquet file row by row, as Avro records, one row group in memory at a time. Other columns of the
 * file are not read. Every problem with the file is a {@link MeterlineException} of one line that names it.
 */
final class CellReader implements AutoCloseable {
  private final String name;
  private final ParquetFileReader file;
  private final RecordCells cells;
  private final RecordMaterializer<IndexedRecord> records;
  private final MessageColumnIO columns;
  private Optional<RecordReader<IndexedRecord>> group = Optional.empty();
  private long leftInGroup;

  private CellReader(String name, ParquetFileReader file, List<Column> wanted, Optional<Type> bytes) {
    this.name = name;
    this.file = file;
    var found = file.getFileMetaData().getSchema();
    var fields = fields(name, wanted, found);
    bytes.ifPresent(fields::add);
    var schema = new MessageType(found.getName(), fields);
    this.cells = new RecordCells(wanted, schema);
    this.records = records(schema, cells.schema());
    this.columns = new ColumnIOFactory(file.getFileMetaData().getCreatedBy()).getColumnIO(schema, found);
    file.setRequestedSchema(schema);
  }

  /** Of the file's own schema only what is wanted is given to Avro, which has no name or no type for some columns of others. */
  private static RecordMaterializer<IndexedRecord> records(MessageType wanted, Schema read) {
    var settings = new Configuration(false);
    settings.setBoolean(AvroReadSupport.AVRO_COMPATIBILITY, false);
    AvroReadSupport.setAvroReadSchema(settings, read);
    var configuration = new HadoopParquetConfiguration(settings);
    var support = new AvroReadSupport<IndexedRecord>(new GenericData());
    return support.prepareForRead(configuration, Map.of(), wanted, support.init(configuration, Map.of(), wanted));
  }

  /**
   * Opens a file and checks that it has the columns.
   *
   * @param name what to call the file in messages
   */
  static CellReader open(InputFile input, String name, List<Column> columns) {
    return open(input, name, columns, found -> Optional.empty());
  }

  /**
   * Opens a file of the log as {@link #open(InputFile, String, List)} does. The cell after those of the columns holds the
   * bytes of {@link LogSchemas#RAW} where a row has some.
   */
  static CellReader openLog(InputFile input, String name, List<Column> columns) {
    return open(input, name, columns, LogSchemas::raw);
  }

  private static CellReader open(
      InputFile input, String name, List<Column> columns, Function<MessageType, Optional<Type>> bytes) {
    var file = openFile(input, name);
    try {
      return new CellReader(name, file, columns, bytes.apply(file.getFileMetaData().getSchema()));
    } catch (RuntimeException e) {
      closeQuietly(file);
      throw e;
    }
  }

  static ParquetFileReader openFile(InputFile input, String name) {
    // Page checksums tell damaged data from data where another writer wrote them.
    var options = ParquetReadOptions.builder(new PlainParquetConfiguration()).usePageChecksumVerification().build();
    try {
      return new ParquetFileReader(CheckedFile.of(input, name), options);
    } catch (IOException | RuntimeException e) {
      throw unreadable(name, e);
    }
  }

  static List<Type> fields(String name, List<Column> wanted, MessageType found) {
    var fields = new ArrayList<Type>();
    for (var column : wanted) {
      if (!found.containsField(column.name())) {
        var names = found.getFields().stream().map(Type::getName).collect(Collectors.joining(", "));
        throw new MeterlineException(name + ": has no column '" + column.name() + "', only " + names);
      }
      var field = found.getType(column.name());
      if (!ColumnShape.fits(column.type(), field)) {
        throw new MeterlineException(
            name
                + ": column '"
                + column.name()
                + "' is '"
                + field.toString().replaceAll("\\s+", " ")
                + "', must be "
                + ColumnShape.describe(column.type()));
      }
      fields.add(field);
    }
    return fields;
  }

  /** How many rows the file has in all, as its footer says. */
  long rows() {
    return file.getRecordCount();
  }

  /** The next row, empty after the last. */
  Optional<Cells> next() {
    try {
      while (leftInGroup == 0) {
        var pages = file.readNextRowGroup();
        if (pages == null) {
          return Optional.empty();
        }
        leftInGroup = pages.getRowCount();
        group = Optional.of(columns.getRecordReader(pages, records));
      }
      leftInGroup--;
      return group.map(RecordReader::read).map(cells::of);
    } catch (IOException | RuntimeException e) {
      throw unreadable(name, e);
    }
  }

  @Override
  public void close() {
    closeQuietly(file);
  }

  static MeterlineException unreadable(String name, Exception e) {
    var problem = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage().replaceAll("\\s*\\R\\s*", "; ");
    return new MeterlineException(name + ": not a complete Parquet file that can be read: " + problem, e);
  }

  /** Nothing was written, so nothing is lost if it does not close. */
  static void closeQuietly(ParquetFileReader file) {
    try {
      file.close();
    } catch (IOException e) {
      // As above.
    }
  }
}
