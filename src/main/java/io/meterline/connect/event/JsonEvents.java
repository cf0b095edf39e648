package io.meterline.connect.event;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.io.JsonEOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Decodes an event that is a single flat JSON object in UTF-8. */
final class JsonEvents {
  private static final JsonFactory JSON = new JsonFactory();

  private JsonEvents() {}

  /**
   * Decodes the fields of the object.
   *
   * @param names the fields allowed
   */
  static EventFields read(byte[] bytes, List<String> names) throws MalformedEvent {
    try (var json = JSON.createParser(text(bytes))) {
      json.nextToken();
      var values = new HashMap<String, Object>();
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        readField(json, names, values);
      }
      checkEnd(json);
      return new JsonFields(values);
    } catch (JsonEOFException e) {
      throw new MalformedEvent("not a JSON object: it ends early");
    } catch (JsonProcessingException e) {
      throw new MalformedEvent("not a JSON object: " + e.getOriginalMessage().replaceAll("\\s*\\R\\s*", " "));
    } catch (IOException e) {
      throw new MalformedEvent("not a JSON object: " + e.getMessage());
    }
  }

  private static String text(byte[] bytes) throws MalformedEvent {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw new MalformedEvent("not UTF-8");
    }
  }

  private static void readField(JsonParser json, List<String> names, Map<String, Object> values)
      throws IOException, MalformedEvent {
    var name = json.currentName();
    if (!names.contains(name)) {
      throw new MalformedEvent("'" + name + "' is not one of " + String.join(", ", names));
    }
    if (values.containsKey(name)) {
      throw new MalformedEvent(name + " occurs twice");
    }
    var token = json.nextToken();
    if (token == JsonToken.VALUE_STRING) {
      values.put(name, json.getText());
    } else if (token == JsonToken.VALUE_NUMBER_INT) {
      values.put(name, json.getBigIntegerValue());
    } else if (token == JsonToken.VALUE_NULL) {
      values.put(name, JsonFields.NULL);
    } else {
      throw new MalformedEvent(name + " is neither a string nor an integer");
    }
  }

  private static void checkEnd(JsonParser json) throws IOException, MalformedEvent {
    if (json.nextToken() != null) {
      throw new MalformedEvent("has content after the JSON object");
    }
  }
}
