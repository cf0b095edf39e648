package io.meterline.connect.versions;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** What versions say of themselves, as JSON for people and other programs. */
final class VersionJson {
  private static final String MADE_BY = "made_by";
  private static final String ROWS = "rows";
  private static final String FILES = "files";
  private static final String NAME = "name";
  private static final String BYTES = "bytes";

  private static final JsonFactory FACTORY = new JsonFactory();

  private VersionJson() {}

  /** As readers of JSON find it in a file. */
  static String of(Manifest manifest) throws IOException {
    var text = new StringWriter();
    try (var json = FACTORY.createGenerator(text).useDefaultPrettyPrinter()) {
      json.writeStartObject();
      json.writeObjectFieldStart(MADE_BY);
      for (var entry : manifest.recipe().entries().entrySet()) {
        json.writeStringField(entry.getKey(), entry.getValue());
      }
      json.writeEndObject();
      json.writeObjectFieldStart(ROWS);
      for (var entry : manifest.rows().entrySet()) {
        json.writeNumberField(entry.getKey(), entry.getValue());
      }
      json.writeEndObject();
      json.writeArrayFieldStart(FILES);
      for (var file : manifest.files()) {
        json.writeStartObject();
        json.writeStringField(NAME, file.name());
        json.writeNumberField(ROWS, file.rows());
        json.writeNumberField(BYTES, file.bytes());
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeEndObject();
    }
    return text + "\n";
  }

  /**
   * Reads the manifest of a version.
   *
   * @throws IOException if it is not one, or not whole
   */
  static Manifest readManifest(String text) throws IOException {
    try {
      return parsed(text);
    } catch (JsonProcessingException e) {
      // Without the place in the text, which may be all of it.
      throw new IOException(e.getOriginalMessage(), e);
    }
  }

  private static Manifest parsed(String text) throws IOException {
    var missing = new TreeSet<>(Set.of(MADE_BY, ROWS, FILES));
    var recipe = new TreeMap<String, String>();
    var rows = new TreeMap<String, Long>();
    var files = new ArrayList<Manifest.Part>();
    try (var json = FACTORY.createParser(text)) {
      json.nextToken();
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        var field = json.currentName();
        json.nextToken();
        missing.remove(field);
        switch (field) {
          case MADE_BY -> readRecipe(json, recipe);
          case ROWS -> readRows(json, rows);
          case FILES -> readFiles(json, files);
          default -> json.skipChildren();
        }
      }
    }
    if (!missing.isEmpty()) {
      throw new IOException("it lacks '" + missing.first() + "'");
    }
    return new Manifest(new Recipe(recipe), rows, List.copyOf(files));
  }

  private static String text(JsonParser json) throws IOException {
    if (json.nextToken() != JsonToken.VALUE_STRING) {
      throw new IOException("'" + json.currentName() + "' is no text");
    }
    return json.getText();
  }

  private static long number(JsonParser json) throws IOException {
    json.nextToken();
    return json.getLongValue();
  }

  private static void readRecipe(JsonParser json, SortedMap<String, String> recipe) throws IOException {
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      recipe.put(json.currentName(), text(json));
    }
  }

  private static void readRows(JsonParser json, SortedMap<String, Long> rows) throws IOException {
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      rows.put(json.currentName(), number(json));
    }
  }

  private static void readFiles(JsonParser json, List<Manifest.Part> files) throws IOException {
    while (json.nextToken() == JsonToken.START_OBJECT) {
      var name = "";
      var rows = 0L;
      var bytes = 0L;
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        switch (json.currentName()) {
          case NAME -> name = text(json);
          case ROWS -> rows = number(json);
          case BYTES -> bytes = number(json);
          default -> {
            json.nextToken();
            json.skipChildren();
          }
        }
      }
      files.add(new Manifest.Part(name, rows, bytes));
    }
  }
}
