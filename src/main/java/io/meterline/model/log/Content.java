package io.meterline.model.log;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;

/** The content of an event as one flat JSON object, its fields named as in the log. */
public final class Content {
  private static final JsonFactory JSON = new JsonFactory();

  private Content() {}

  /** The fields of a reading, without its position in the log. */
  static String of(LoggedReading logged) {
    var reading = logged.reading();
    return object(
        json -> {
          json.writeStringField("device", logged.device());
          json.writeStringField("at", reading.at().toString());
          json.writeNumberField("seconds", reading.seconds());
          json.writeNumberField("milliwatt_hours", reading.milliwattHours());
        });
  }

  /** The fields of a settings change, without its position in the log. */
  static String of(LoggedChange change) {
    return object(
        json -> {
          json.writeStringField("scope", change.scope());
          json.writeStringField("name", change.name());
          json.writeStringField("op", change.op());
          json.writeStringField("value", change.value());
          json.writeStringField("effective_at", change.effectiveAt().toString());
          if (change.author().isPresent()) {
            json.writeStringField("author", change.author().get());
          }
          if (change.reason().isPresent()) {
            json.writeStringField("reason", change.reason().get());
          }
        });
  }

  /** One object with the fields that {@code fields} writes. */
  public static String object(Fields fields) {
    var text = new StringWriter();
    try (var json = JSON.createGenerator(text)) {
      json.writeStartObject();
      fields.writeTo(json);
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }

  /** Writes the fields of an object. */
  @FunctionalInterface
  public interface Fields {
    void writeTo(JsonGenerator json) throws IOException;
  }
}
