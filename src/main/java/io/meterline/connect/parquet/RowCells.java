package io.meterline.connect.parquet;

import io.meterline.model.view.Bytes;
import io.meterline.model.view.Column;
import io.meterline.model.view.LongList;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.LongFunction;
import java.util.stream.IntStream;
import org.apache.parquet.column.Dictionary;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.Converter;
import org.apache.parquet.io.api.GroupConverter;
import org.apache.parquet.io.api.PrimitiveConverter;
import org.apache.parquet.io.api.RecordMaterializer;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimeUnit;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimestampLogicalTypeAnnotation;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;

/**
 * Makes {@link Cells} of rows, by the logical types of their file. A value that cannot be read becomes a {@link Cells.Fault}.
 * A value in a column's dictionary is decoded once, and shared by all rows that have it.
 */
final class RowCells extends RecordMaterializer<Cells> {
  private static final int SOME = 32;

  private final int width;
  private final Converter[] converters;
  private final GroupConverter root = new Root();
  private Cells row;

  /**
   * For some columns of a file.
   *
   * @param columns the requested columns
   * @param found the fields of the file for these columns, in the same order, as {@link ColumnShape#fits} accepts them;
   *     they may be followed by a field of plain bytes for the last cell, which is otherwise empty
   */
  RowCells(List<Column> columns, MessageType found) {
    width = columns.size() + 1;
    row = new Cells(width);
    converters =
        IntStream.range(0, found.getFieldCount())
            .mapToObj(i -> i < columns.size() ? converter(i, columns.get(i).type(), found.getType(i)) : new Binaries(i, Binary::getBytes))
            .toArray(Converter[]::new);
  }

  @Override
  public Cells getCurrentRecord() {
    return row;
  }

  @Override
  public GroupConverter getRootConverter() {
    return root;
  }

  private Converter converter(int column, Column.Type type, Type field) {
    return switch (type) {
      case STRING -> new Binaries(column, RowCells::text);
      case INT -> new Ints(column, value -> value);
      case LONG -> new Longs(column, value -> value);
      case DATE -> new Ints(column, LocalDate::ofEpochDay);
      case TIMESTAMP -> {
        var unit = ((TimestampLogicalTypeAnnotation) field.getLogicalTypeAnnotation()).getUnit();
        var perMilli = perMilli(unit);
        yield new Longs(column, value -> time(value, unit, perMilli));
      }
      case LONGS -> new Lists(column);
      case BYTES -> new Binaries(column, value -> Bytes.owning(value.getBytes()));
    };
  }

  private static Object text(Binary value) {
    return Utf8.text(value).<Object>map(read -> read).orElseGet(() -> new Cells.Fault("not UTF-8"));
  }

  private static Object time(long value, TimeUnit unit, long perMilli) {
    return value % perMilli == 0
        ? Instant.ofEpochMilli(value / perMilli)
        : new Cells.Fault(value + " " + unit + " is not a whole number of milliseconds");
  }

  private static long perMilli(TimeUnit unit) {
    return switch (unit) {
      case MILLIS -> 1;
      case MICROS -> 1_000;
      case NANOS -> 1_000_000;
    };
  }

  private final class Root extends GroupConverter {
    @Override
    public Converter getConverter(int field) {
      return converters[field];
    }

    @Override
    public void start() {
      row = new Cells(width);
    }

    @Override
    public void end() {}
  }

  /** A column of one value a row at most. */
  private abstract class Values extends PrimitiveConverter {
    private final int column;
    private Object[] entries = {};

    Values(int column) {
      this.column = column;
    }

    /** The value of an entry of a dictionary. */
    abstract Object value(Dictionary dictionary, int entry);

    final void set(Object value) {
      row.set(column, value);
    }

    @Override
    public boolean hasDictionarySupport() {
      return true;
    }

    @Override
    public void setDictionary(Dictionary dictionary) {
      entries = IntStream.rangeClosed(0, dictionary.getMaxId()).mapToObj(entry -> value(dictionary, entry)).toArray();
    }

    @Override
    public void addValueFromDictionary(int entry) {
      set(entries[entry]);
    }
  }

  private final class Binaries extends Values {
    private final Function<Binary, Object> meaning;

    Binaries(int column, Function<Binary, Object> meaning) {
      super(column);
      this.meaning = meaning;
    }

    @Override
    Object value(Dictionary dictionary, int entry) {
      return meaning.apply(dictionary.decodeToBinary(entry));
    }

    @Override
    public void addBinary(Binary value) {
      set(meaning.apply(value));
    }
  }

  private final class Ints extends Values {
    private final IntFunction<Object> meaning;

    Ints(int column, IntFunction<Object> meaning) {
      super(column);
      this.meaning = meaning;
    }

    @Override
    Object value(Dictionary dictionary, int entry) {
      return meaning.apply(dictionary.decodeToInt(entry));
    }

    @Override
    public void addInt(int value) {
      set(meaning.apply(value));
    }
  }

  private final class Longs extends Values {
    private final LongFunction<Object> meaning;

    Longs(int column, LongFunction<Object> meaning) {
      super(column);
      this.meaning = meaning;
    }

    @Override
    Object value(Dictionary dictionary, int entry) {
      return meaning.apply(dictionary.decodeToLong(entry));
    }

    @Override
    public void addLong(long value) {
      set(meaning.apply(value));
    }
  }

  /** A column of lists of numbers: a group, in which a group for each element has the number. */
  private final class Lists extends GroupConverter {
    private final int column;
    private final GroupConverter elements = new Elements();
    private long[] numbers = new long[SOME];
    private int count;
    private boolean complete;

    Lists(int column) {
      this.column = column;
    }

    @Override
    public Converter getConverter(int field) {
      return elements;
    }

    @Override
    public void start() {
      count = 0;
      complete = true;
    }

    @Override
    public void end() {
      row.set(column, complete ? LongList.of(Arrays.copyOf(numbers, count)) : new Cells.Fault("an element is missing"));
    }

    private final class Elements extends GroupConverter {
      private final PrimitiveConverter number =
          new PrimitiveConverter() {
            @Override
            public void addLong(long value) {
              if (count == numbers.length) {
                numbers = Arrays.copyOf(numbers, 2 * count);
              }
              numbers[count++] = value;
              hasNumber = true;
            }
          };

      private boolean hasNumber;

      @Override
      public Converter getConverter(int field) {
        return number;
      }

      @Override
      public void start() {
        hasNumber = false;
      }

      @Override
      public void end() {
        complete &= hasNumber;
      }
    }
  }
}
