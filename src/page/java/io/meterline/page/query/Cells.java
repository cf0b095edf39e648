package io.meterline.page.query;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigInteger;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Optional;

/**
 * Cells of rows as JSON. Times are ISO-8601 in UTC. A whole number that a double does not hold exactly is a string, as JSON in a browser
 * would round it.
 */
public final class Cells {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final long LARGEST_EXACT = (1L << 53) - 1;

  private Cells() {}

  static void columns(ResultSetMetaData columns, ArrayNode array) throws SQLException {
    for (var i = 1; i <= columns.getColumnCount(); i++) {
      array.addObject().put("name", columns.getColumnLabel(i)).put("type", columns.getColumnTypeName(i));
    }
  }

  static void row(ResultSet row, ArrayNode array) throws SQLException {
    for (var i = 1; i <= row.getMetaData().getColumnCount(); i++) {
      array.add(json(row.getObject(i)));
    }
  }

  static void object(ResultSet row, ObjectNode object) throws SQLException {
    for (var i = 1; i <= row.getMetaData().getColumnCount(); i++) {
      object.set(row.getMetaData().getColumnLabel(i), json(row.getObject(i)));
    }
  }

  private static JsonNode json(Object value) throws SQLException {
    return JSON.valueToTree(cell(value).orElse(null));
  }

  /** A number as JSON has it: itself, or a string if a browser would round it. */
  public static Object number(long value) {
    return value >= -LARGEST_EXACT && value <= LARGEST_EXACT ? (Object) value : Long.toString(value);
  }

  private static Optional<Object> cell(Object value) throws SQLException {
    if (value instanceof Array list) {
      var numbers = new ArrayList<Object>();
      for (var element : (Object[]) list.getArray()) {
        numbers.add(cell(element).orElse(null));
      }
      return Optional.of(numbers);
    }
    if (value instanceof OffsetDateTime time) {
      return Optional.of(time.toInstant().toString());
    }
    if (value instanceof LocalDate || value instanceof Instant) {
      return Optional.of(value.toString());
    }
    if (value instanceof BigInteger large) {
      return Optional.of(large.bitLength() < Long.SIZE ? number(large.longValue()) : large.toString());
    }
    if (value instanceof Long number) {
      return Optional.of(number(number));
    }
    return Optional.ofNullable(value);
  }
}
