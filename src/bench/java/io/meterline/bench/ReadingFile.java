package io.meterline.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.ToLongFunction;
import org.apache.parquet.ParquetReadOptions;
import org.apache.parquet.column.Dictionary;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.column.values.ValuesReader;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.io.LocalInputFile;
import org.apache.parquet.schema.MessageType;

/** The columns of readings that the work needs, of one file, some thousand rows at a time. */
final class ReadingFile implements AutoCloseable {
  private static final int AT_A_TIME = 4096;

  private final ParquetFileReader file;
  private final MessageType wanted;
  private final ToLongFunction<String> numbers;
  private final long[] device = new long[AT_A_TIME];
  private final long[] at = new long[AT_A_TIME];
  private final long[] seconds = new long[AT_A_TIME];
  private final long[] milliwattHours = new long[AT_A_TIME];
  private Group group;
  private long left;

  /** The columns of a row group. */
  private record Group(ColumnCursor device, ColumnCursor at, ColumnCursor seconds, ColumnCursor milliwattHours) {}

  /**
   * Opens a file.
   *
   * @param numbers makes a number of a device's name; mostly asked once a row group
   */
  ReadingFile(Path path, ToLongFunction<String> numbers) throws IOException {
    this.numbers = numbers;
    file = open(path);
    var all = file.getFileMetaData().getSchema();
    var fields = List.of(all.getType("device"), all.getType("at"), all.getType("seconds"), all.getType("milliwatt_hours"));
    wanted = new MessageType(all.getName(), fields);
    file.setRequestedSchema(wanted);
  }

  /** Opens a file as Parquet itself does, without Hadoop's configuration, which takes a while to find. */
  static ParquetFileReader open(Path path) throws IOException {
    return new ParquetFileReader(
        new LocalInputFile(path), ParquetReadOptions.builder(new PlainParquetConfiguration()).build());
  }

  /** Goes on to the next rows, and tells how many they are: 0 after the last. */
  int next() throws IOException {
    if (left == 0) {
      var pages = file.readNextRowGroup();
      if (pages == null) {
        return 0;
      }
      group = group(pages);
      left = pages.getRowCount();
    }
    var count = (int) Math.min(left, AT_A_TIME);
    group.device.next(device, count);
    group.at.next(at, count);
    group.seconds.next(seconds, count);
    group.milliwattHours.next(milliwattHours, count);
    left -= count;
    return count;
  }

  private Group group(PageReadStore pages) throws IOException {
    return new Group(
        column(
            pages,
            0,
            (words, place) -> numbers.applyAsLong(words.decodeToBinary(place).toStringUsingUTF8()),
            values -> numbers.applyAsLong(values.readBytes().toStringUsingUTF8())),
        column(pages, 1, Dictionary::decodeToLong, ValuesReader::readLong),
        column(pages, 2, Dictionary::decodeToInt, ValuesReader::readInteger),
        column(pages, 3, Dictionary::decodeToLong, ValuesReader::readLong));
  }

  private ColumnCursor column(PageReadStore pages, int place, ColumnCursor.Word word, ColumnCursor.Plain plain)
      throws IOException {
    var column = wanted.getColumns().get(place);
    return ColumnCursor.of(column, pages.getPageReader(column), word, plain);
  }

  /** Numbers of the devices of these rows. */
  long[] device() {
    return device;
  }

  /** Starts of the intervals, epoch milliseconds UTC. */
  long[] at() {
    return at;
  }

  long[] seconds() {
    return seconds;
  }

  long[] milliwattHours() {
    return milliwattHours;
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
