package io.meterline.connect.event;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.meterline.connect.parquet.LogSchemas;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Type.Repetition;
import org.junit.jupiter.api.Test;

/** An event has the same fields in Kafka and in an archive, which adds its position in the log. */
class SchemasTest {
  private static final Map<String, String> PLACE =
      Map.of(LogSchemas.LOGGED_AT, "timestamp", LogSchemas.PARTITION, "int32", LogSchemas.OFFSET, "int64");

  @Test
  void theFieldsOfAReadingAreTheColumnsOfAnArchive() {
    assertEquals(columns(LogSchemas.READINGS), withPlace(ReadingEvents.SCHEMA));
  }

  @Test
  void theFieldsOfAChangeAreTheColumnsOfAnArchive() {
    assertEquals(columns(LogSchemas.SETTINGS), withPlace(ChangeEvents.SCHEMA));
  }

  private static Map<String, String> withPlace(Schema schema) {
    var fields = new LinkedHashMap<String, String>();
    schema.getFields().forEach(field -> fields.put(field.name(), type(field.schema())));
    fields.putAll(PLACE);
    return fields;
  }

  private static String type(Schema schema) {
    if (LogicalTypes.timestampMillis().equals(schema.getLogicalType())) {
      return "timestamp";
    }
    return switch (schema.getType()) {
      case STRING -> "string";
      case INT -> "int32";
      case LONG -> "int64";
      case UNION -> "optional " + type(schema.getTypes().get(1));
      default -> throw new AssertionError(schema);
    };
  }

  private static Map<String, String> columns(MessageType message) {
    var columns = new LinkedHashMap<String, String>();
    message.getFields().forEach(field -> columns.put(field.getName(), presence(field) + type(field)));
    return columns;
  }

  private static String presence(Type field) {
    return field.isRepetition(Repetition.OPTIONAL) ? "optional " : "";
  }

  private static String type(Type field) {
    var meaning = String.valueOf(field.getLogicalTypeAnnotation());
    return switch (meaning) {
      case "STRING" -> "string";
      case "TIMESTAMP(MILLIS,true)" -> "timestamp";
      case "null" -> field.asPrimitiveType().getPrimitiveTypeName().name().toLowerCase(java.util.Locale.ROOT);
      default -> throw new AssertionError(meaning);
    };
  }
}
