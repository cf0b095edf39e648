package io.meterline.connect.parquet;

import io.meterline.connect.files.Folder;
import io.meterline.model.MeterlineException;
import io.meterline.model.log.Kind;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.PriorityQueue;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.convert.GroupRecordConverter;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.io.ColumnIOFactory;
import org.apache.parquet.io.MessageColumnIO;
import org.apache.parquet.io.RecordReader;
import org.apache.parquet.schema.MessageType;

/**
 * Merges files of one partition of a live archive by offset, each offset once. Bytes of undecodable events are kept
 * unchanged.
 */
public final class LogMerge {
  private final MessageType schema;

  private LogMerge(MessageType schema) {
    this.schema = schema;
  }

  /** Merges files of the kind. */
  public static LogMerge of(Kind kind) {
    return new LogMerge(
        switch (kind) {
          case READING -> LogSchemas.READINGS_OR_RAW;
          case SETTING -> LogSchemas.SETTINGS_OR_RAW;
        });
  }

  /**
   * Merges files into one.
   *
   * @param folder where the files are
   * @param files the lowest offset of each file, by name; the rows of each file must be sorted by offset
   * @param target the file to write, which must not exist yet
   * @throws MeterlineException if a file cannot be read, or was not written by a live run
   */
  public void write(Folder folder, Map<String, Long> files, Path target) throws IOException {
    var all = files.entrySet().stream().map(file -> new Cursor(folder, file.getKey(), file.getValue())).toList();
    var cursors = new PriorityQueue<Cursor>(Comparator.comparingLong(cursor -> cursor.offset));
    cursors.addAll(all);
    try (var out = new RowWriter<>(target, new RowShape<>(schema, this::put))) {
      merge(cursors, out);
    } finally {
      all.forEach(Cursor::close);
    }
  }

  private void merge(PriorityQueue<Cursor> cursors, RowWriter<Group> out) throws IOException {
    var last = Long.MIN_VALUE;
    while (!cursors.isEmpty()) {
      var cursor = cursors.remove();
      // Files rarely overlap, so this mostly drains one file before it opens the next.
      var limit = cursors.isEmpty() ? Long.MAX_VALUE : cursors.peek().offset;
      while (cursor.hasRow() && cursor.offset <= limit) {
        if (cursor.offset > last) {
          last = cursor.offset;
          out.write(cursor.row);
        }
        cursor.next();
      }
      if (cursor.hasRow()) {
        cursors.add(cursor);
      } else {
        cursor.close();
      }
    }
  }

  private void put(Group row, RowColumns columns) {
    for (var field : schema.getFields()) {
      var name = field.getName();
      if (!row.getType().containsField(name) || row.getFieldRepetitionCount(name) == 0) {
        columns.nothing();
        continue;
      }
      switch (field.asPrimitiveType().getPrimitiveTypeName()) {
        case INT32 -> columns.number(row.getInteger(name, 0));
        case INT64 -> columns.number(row.getLong(name, 0));
        case BINARY -> columns.bytes(row.getBinary(name, 0).getBytes());
        case BOOLEAN, FLOAT, DOUBLE, INT96, FIXED_LEN_BYTE_ARRAY -> throw new IllegalStateException("the log has no " + field);
      }
    }
  }

  /** A position in a file, which is opened when its first row is requested. */
  private final class Cursor {
    private final Folder folder;
    private final String file;
    private final String name;
    private ParquetFileReader reader;
    private MessageColumnIO columns;
    private RecordReader<Group> group;
    private long leftInGroup;
    private Group row;
    private boolean isAtEnd;

    /** The offset of the current row. */
    private long offset;

    Cursor(Folder folder, String file, long first) {
      this.folder = folder;
      this.file = file;
      this.name = folder.path(file);
      this.offset = first;
    }

    boolean hasRow() {
      if (row == null && !isAtEnd) {
        next();
      }
      return !isAtEnd;
    }

    void next() {
      try {
        if (reader == null) {
          open();
        }
        while (leftInGroup == 0) {
          var pages = reader.readNextRowGroup();
          if (pages == null) {
            isAtEnd = true;
            return;
          }
          leftInGroup = pages.getRowCount();
          group = columns.getRecordReader(pages, new GroupRecordConverter(found()));
        }
        leftInGroup--;
        row = group.read();
        offset = row.getLong(LogSchemas.OFFSET, 0);
      } catch (IOException | RuntimeException e) {
        throw e instanceof MeterlineException told ? told : CellReader.unreadable(name, e);
      }
    }

    private MessageType found() {
      return reader.getFileMetaData().getSchema();
    }

    private void open() {
      reader = CellReader.openFile(new ChannelInputFile(name, () -> folder.open(file)), name);
      if (!schema.getFields().equals(found().getFields())
          && !schema.getFields().subList(0, schema.getFieldCount() - 1).equals(found().getFields())) {
        throw new MeterlineException(name + ": has columns other than those that a live run writes");
      }
      columns = new ColumnIOFactory(reader.getFileMetaData().getCreatedBy()).getColumnIO(found(), found());
      reader.setRequestedSchema(found());
    }

    void close() {
      if (reader != null) {
        CellReader.closeQuietly(reader);
      }
    }
  }
}
