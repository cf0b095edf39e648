package io.meterline.connect.kafka.views;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.meterline.model.view.Bytes;
import io.meterline.model.view.Column;
import io.meterline.model.view.LongList;
import io.meterline.model.view.Rejected;
import io.meterline.model.view.Row;
import io.meterline.model.view.View;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Rows as JSON objects with a field per column: numbers as numbers, dates and timestamps in ISO 8601, timestamps in UTC
 * with milliseconds, lists as arrays, missing values as null. The value of a record has all columns of the row and
 * {@code revision}; its key has the key columns.
 */
public final class RowJson {
  private static final JsonFactory JSON = new JsonFactory();
  private static final DateTimeFormatter INSTANT = new DateTimeFormatterBuilder().appendInstant(3).toFormatter();
  private static final String REVISION = "revision";

  /**
   * The key columns of rejected events. The reason is one of them, as an event may be rejected for several reasons. The
   * same rejection, published again, has the same key.
   */
  private static final List<Integer> KEY_OF_REJECTED =
      Stream.of("kind", "partition", "offset", "reason").map(Rejected.VIEW::indexOf).toList();

  private RowJson() {}

  /** The key of a row, in UTF-8: equal for rows that replace each other. */
  public static byte[] key(Row row) {
    return object(
        json -> {
          for (var column : keyColumns(row.view())) {
            writeColumn(json, row, column);
          }
        });
  }

  /** The value of a row, in UTF-8. */
  public static byte[] value(Row row) {
    return object(
        json -> {
          for (var column = 0; column < row.view().columns().size(); column++) {
            writeColumn(json, row, column);
          }
          json.writeNumberField(REVISION, row.revision());
        });
  }

  /**
   * Parses a {@link #value}. Fields that are not columns of the view are ignored.
   *
   * @throws IllegalArgumentException if it is not a row of the view; the message says why
   */
  public static Row read(View view, byte[] value) {
    try (var json = JSON.createParser(value)) {
      return read(view, json);
    } catch (IOException | DateTimeException e) {
      throw new IllegalArgumentException("not a row of " + view.name() + ": " + e.getMessage(), e);
    }
  }

  /**
   * Parses a {@link #key}. Fields that are not columns of the view are ignored.
   *
   * @return the value of each of {@link #keyColumns}, in that order
   * @throws IllegalArgumentException if it is not a key of the view; the message says why
   */
  public static List<Optional<Object>> readKey(View view, byte[] key) {
    try (var json = JSON.createParser(key)) {
      var fields = Fields.read(view, json);
      var values = new ArrayList<Optional<Object>>();
      for (var index : keyColumns(view)) {
        var column = view.columns().get(index);
        if (fields.values.get(index).isEmpty() && column.presence() == Column.Presence.REQUIRED) {
          throw new IOException("there is no " + column.name());
        }
        values.add(fields.values.get(index));
      }
      return List.copyOf(values);
    } catch (IOException | DateTimeException e) {
      throw new IllegalArgumentException("not a key of " + view.name() + ": " + e.getMessage(), e);
    }
  }

  private static Row read(View view, JsonParser json) throws IOException {
    var fields = Fields.read(view, json);
    return view.row(fields.revision, fields.values.toArray());
  }

  /** The fields of an object that are columns of a view, and the revision. */
  private record Fields(List<Optional<Object>> values, long revision) {
    static Fields read(View view, JsonParser json) throws IOException {
      var columns = new HashMap<String, Integer>();
      for (var column = 0; column < view.columns().size(); column++) {
        columns.put(view.columns().get(column).name(), column);
      }
      var revision = 0L;
      var values = new ArrayList<Optional<Object>>(Collections.nCopies(view.columns().size(), Optional.empty()));
      expect(json.nextToken(), JsonToken.START_OBJECT);
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        var name = json.currentName();
        var token = json.nextToken();
        var column = Optional.ofNullable(columns.get(name));
        if (column.isPresent() && token != JsonToken.VALUE_NULL) {
          values.set(column.get(), Optional.of(readValue(view.columns().get(column.get()).type(), json)));
        } else if (name.equals(REVISION)) {
          revision = json.getLongValue();
        } else {
          json.skipChildren();
        }
      }
      expect(json.currentToken(), JsonToken.END_OBJECT);
      return new Fields(values, revision);
    }
  }

  /** The columns of a key, by their indexes. */
  public static List<Integer> keyColumns(View view) {
    return switch (view.retention()) {
      case LAST -> Stream.iterate(0, column -> column + 1).limit(view.keyColumns()).toList();
      case ALL -> KEY_OF_REJECTED;
    };
  }

  private static void writeColumn(JsonGenerator json, Row row, int index) throws IOException {
    var column = row.view().columns().get(index);
    json.writeFieldName(column.name());
    var value = row.find(index);
    if (value.isPresent()) {
      writeValue(json, column.type(), value.get());
    } else {
      json.writeNull();
    }
  }

  private static void writeValue(JsonGenerator json, Column.Type type, Object value) throws IOException {
    switch (type) {
      case STRING, DATE -> json.writeString(value.toString());
      case INT -> json.writeNumber((Integer) value);
      case LONG -> json.writeNumber((Long) value);
      case TIMESTAMP -> json.writeString(INSTANT.format((Instant) value));
      case LONGS -> {
        json.writeStartArray();
        for (var number : (LongList) value) {
          json.writeNumber(number);
        }
        json.writeEndArray();
      }
      case BYTES -> json.writeBinary(((Bytes) value).array());
    }
  }

  private static Object readValue(Column.Type type, JsonParser json) throws IOException {
    return switch (type) {
      case STRING -> text(json);
      case INT -> (Object) json.getIntValue();
      case LONG -> (Object) json.getLongValue();
      case DATE -> LocalDate.parse(text(json));
      case TIMESTAMP -> Instant.parse(text(json));
      case LONGS -> {
        expect(json.currentToken(), JsonToken.START_ARRAY);
        var numbers = new ArrayList<Long>();
        while (json.nextToken() != JsonToken.END_ARRAY) {
          numbers.add(json.getLongValue());
        }
        yield List.copyOf(numbers);
      }
      case BYTES -> Bytes.owning(json.getBinaryValue());
    };
  }

  private static String text(JsonParser json) throws IOException {
    expect(json.currentToken(), JsonToken.VALUE_STRING);
    return json.getText();
  }

  private static void expect(JsonToken found, JsonToken expected) throws IOException {
    if (found != expected) {
      throw new IOException("found " + found + ", expected " + expected);
    }
  }

  private static byte[] object(Content content) {
    var bytes = new ByteArrayOutputStream();
    try (var json = JSON.createGenerator(bytes)) {
      json.writeStartObject();
      content.writeTo(json);
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  @FunctionalInterface
  private interface Content {
    void writeTo(JsonGenerator json) throws IOException;
  }
}
