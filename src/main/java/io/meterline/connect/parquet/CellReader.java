package io.meterline.connect.parquet;

import io.meterline.model.MeterlineException;
import io.meterline.model.view.Column;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.parquet.ParquetReadOptions;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.io.ColumnIOFactory;
import org.apache.parquet.io.InputFile;
import org.apache.parquet.io.MessageColumnIO;
import org.apache.parquet.io.RecordReader;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;

/**
 * Reads some columns of a Parquet file row by row, with one row group in memory at a time. Other
 * columns are not read. Problems with the file are {@link MeterlineException}s, whose one-line message names it.
 */
final class CellReader implements AutoCloseable {
  private final String name;
  private final ParquetFileReader file;
  private final RowCells cells;
  private final MessageColumnIO columns;
  private Optional<RecordReader<Cells>> group = Optional.empty();
  private long leftInGroup;
  private int nextGroup;
  private int endGroup;

  private CellReader(String name, ParquetFileReader file, List<Column> wanted, Optional<Type> bytes) {
    this.name = name;
    this.file = file;
    var found = file.getFileMetaData().getSchema();
    var fields = fields(name, wanted, found);
    bytes.ifPresent(fields::add);
    var schema = new MessageType(found.getName(), fields);
    this.cells = new RowCells(wanted, schema);
    this.columns = new ColumnIOFactory(file.getFileMetaData().getCreatedBy()).getColumnIO(schema, found);
    file.setRequestedSchema(schema);
    this.endGroup = groups();
  }

  /**
   * Opens a file, and checks that it has the columns.
   *
   * @param name the name of the file, for messages
   */
  static CellReader open(InputFile input, String name, List<Column> columns) {
    return open(input, name, columns, found -> Optional.empty());
  }

  /**
   * As {@link #open(InputFile, String, List)}, for a file of the log. One more cell, after those of the columns, has
   * the bytes of {@link LogSchemas#RAW}, if the row has any.
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
    // Verifies page checksums, which other writers may have written.
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

  /** The number of rows of the file, from its footer. */
  long rows() {
    return file.getRecordCount();
  }

  /** The number of row groups. */
  int groups() {
    return file.getRowGroups().size();
  }

  /**
   * Reads only the rows of one row group. Must be called before the first row is read.
   *
   * @param group 0 to {@link #groups()} - 1
   */
  CellReader only(int group) {
    while (nextGroup < group) {
      skipGroup();
    }
    endGroup = group + 1;
    return this;
  }

  private void skipGroup() {
    file.skipNextRowGroup();
    nextGroup++;
  }

  /** The next row; empty after the last one. */
  Optional<Cells> next() {
    try {
      while (leftInGroup == 0) {
        if (nextGroup == endGroup) {
          return Optional.empty();
        }
        leftInGroup = file.getRowGroups().get(nextGroup).getRowCount();
        if (leftInGroup == 0) {
          skipGroup(); // Parquet would skip it, too, but read the one after it.
        } else {
          group = Optional.of(columns.getRecordReader(file.readNextRowGroup(), cells));
          nextGroup++;
        }
      }
      leftInGroup--;
      return group.map(RecordReader::read);
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

  /** Ignores failures: nothing was written, so nothing is lost. */
  static void closeQuietly(ParquetFileReader file) {
    try {
      file.close();
    } catch (IOException e) {
      // As above.
    }
  }
}
