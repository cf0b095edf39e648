package io.meterline.connect.parquet;

import io.meterline.model.view.Column;
import io.meterline.model.view.LongList;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import java.util.function.LongFunction;
import org.apache.parquet.column.Dictionary;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.Converter;
import org.apache.parquet.io.api.GroupConverter;
import org.apache.parquet.io.api.PrimitiveConverter;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimeUnit;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimestampLogicalTypeAnnotation;
import org.apache.parquet.schema.Type;

/** Turn what a Parquet file holds into cells. A value that cannot be one becomes a {@link Cells.Fault}. */
final class CellConverters {
  private CellConverters() {}

  /** The converter of a field that fits the type, by {@link ColumnShape#fits}. */
  static Converter of(Column.Type type, Type field, Consumer<Object> cell) {
    return switch (type) {
      case STRING -> new Texts(cell);
      case INT -> new Ints(cell, number -> number);
      case DATE -> new Ints(cell, LocalDate::ofEpochDay);
      case LONG -> new Longs(cell, number -> number);
      case TIMESTAMP -> new Longs(cell, instants(field));
      case LONGS -> new LongLists(cell);
    };
  }

  /** The converter of a field of plain bytes; the cells hold arrays. */
  static Converter ofBytes(Consumer<Object> cell) {
    return new PrimitiveConverter() {
      @Override
      public void addBinary(Binary value) {
        cell.accept(value.getBytes());
      }
    };
  }

  private static LongFunction<Object> instants(Type field) {
    var unit = ((TimestampLogicalTypeAnnotation) field.getLogicalTypeAnnotation()).getUnit();
    var perMilli = perMilli(unit);
    return time ->
        time % perMilli == 0
            ? Instant.ofEpochMilli(time / perMilli)
            : new Cells.Fault(time + " " + unit + " is not a whole number of milliseconds");
  }

  private static long perMilli(TimeUnit unit) {
    return switch (unit) {
      case MILLIS -> 1;
      case MICROS -> 1_000;
      case NANOS -> 1_000_000;
    };
  }

  private static Object text(Binary binary) {
    return Utf8.text(binary).<Object>map(text -> text).orElseGet(() -> new Cells.Fault("not UTF-8"));
  }

  private static final class Texts extends PrimitiveConverter {
    private final Consumer<Object> cell;
    private Object[] dictionary = {};

    private Texts(Consumer<Object> cell) {
      this.cell = cell;
    }

    @Override
    public void addBinary(Binary value) {
      cell.accept(text(value));
    }

    @Override
    public boolean hasDictionarySupport() {
      return true;
    }

    @Override
    public void setDictionary(Dictionary texts) {
      dictionary = new Object[texts.getMaxId() + 1];
      Arrays.setAll(dictionary, id -> text(texts.decodeToBinary(id)));
    }

    @Override
    public void addValueFromDictionary(int id) {
      cell.accept(dictionary[id]);
    }
  }

  private static final class Ints extends PrimitiveConverter {
    private final Consumer<Object> cell;
    private final IntFunction<Object> meaning;

    private Ints(Consumer<Object> cell, IntFunction<Object> meaning) {
      this.cell = cell;
      this.meaning = meaning;
    }

    @Override
    public void addInt(int value) {
      cell.accept(meaning.apply(value));
    }
  }

  private static final class Longs extends PrimitiveConverter {
    private final Consumer<Object> cell;
    private final LongFunction<Object> meaning;

    private Longs(Consumer<Object> cell, LongFunction<Object> meaning) {
      this.cell = cell;
      this.meaning = meaning;
    }

    @Override
    public void addLong(long value) {
      cell.accept(meaning.apply(value));
    }
  }

  /** The outer of the three levels of a list. */
  private static final class LongLists extends GroupConverter {
    private final Consumer<Object> cell;
    private final Element element = new Element();

    private LongLists(Consumer<Object> cell) {
      this.cell = cell;
    }

    @Override
    public Converter getConverter(int field) {
      return element;
    }

    @Override
    public void start() {
      element.begin();
    }

    @Override
    public void end() {
      cell.accept(element.list());
    }
  }

  /** The middle level, which is there for a missing element too. */
  private static final class Element extends GroupConverter {
    private static final int HOURS = 25;

    private final Converter number = new Longs(value -> append((Long) value), value -> value);
    private long[] numbers = new long[HOURS];
    private int entries;
    private int size;

    private void begin() {
      entries = 0;
      size = 0;
    }

    private void append(long value) {
      if (size == numbers.length) {
        numbers = Arrays.copyOf(numbers, size * 2);
      }
      numbers[size++] = value;
    }

    private Object list() {
      return size == entries ? LongList.of(Arrays.copyOf(numbers, size)) : new Cells.Fault("an element is missing");
    }

    @Override
    public Converter getConverter(int field) {
      return number;
    }

    @Override
    public void start() {
      entries++;
    }

    @Override
    public void end() {}
  }
}
