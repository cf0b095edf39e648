package io.meterline.versions;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** What versions say of themselves, as JSON for people and other programs. */
final class VersionJson {
  private static final String MADE_BY = "made_by";
  private static final String ROWS = "rows";
  private static final String FILES = "files";
  private static final String NAME = "name";
  private static final String BYTES = "bytes";

  private static final JsonFactory FACTORY = new JsonFactory();

  private VersionJson() {}

  /** Writes into an object. */
  @FunctionalInterface
  private interface Content {
    void writeTo(JsonGenerator json) throws IOException;
  }

  static String of(Recipe recipe) throws IOException {
    return object(json -> write(json, recipe));
  }

  static String of(Manifest manifest) throws IOException {
    return object(
        json -> {
          write(json, manifest.recipe());
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
        });
  }

  private static void write(JsonGenerator json, Recipe recipe) throws IOException {
    json.writeObjectFieldStart(MADE_BY);
    for (var entry : recipe.entries().entrySet()) {
      json.writeStringField(entry.getKey(), entry.getValue());
    }
    json.writeEndObject();
  }

  private static String object(Content content) throws IOException {
    var text = new StringWriter();
    try (var json = FACTORY.createGenerator(text).useDefaultPrettyPrinter()) {
      json.writeStartObject();
      content.writeTo(json);
      json.writeEndObject();
    }
    return text + "\n";
  }

  /** Reads the manifest of a version, or the recipe of one that is not complete and therefore has neither rows nor files. */
  static Manifest read(String text) throws IOException {
    var recipe = new TreeMap<String, String>();
    var rows = new TreeMap<String, Long>();
    var files = new ArrayList<Manifest.Part>();
    try (var json = FACTORY.createParser(text)) {
      json.nextToken();
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        var field = json.currentName();
        json.nextToken();
        switch (field) {
          case MADE_BY -> readRecipe(json, recipe);
          case ROWS -> readRows(json, rows);
          case FILES -> readFiles(json, files);
          default -> json.skipChildren();
        }
      }
    }
    return new Manifest(new Recipe(recipe), rows, List.copyOf(files));
  }

  private static void readRecipe(JsonParser json, SortedMap<String, String> recipe) throws IOException {
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      recipe.put(json.currentName(), json.nextTextValue());
    }
  }

  private static void readRows(JsonParser json, SortedMap<String, Long> rows) throws IOException {
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      rows.put(json.currentName(), json.nextLongValue(0));
    }
  }

  private static void readFiles(JsonParser json, List<Manifest.Part> files) throws IOException {
    while (json.nextToken() == JsonToken.START_OBJECT) {
      var name = "";
      var rows = 0L;
      var bytes = 0L;
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        switch (json.currentName()) {
          case NAME -> name = json.nextTextValue();
          case ROWS -> rows = json.nextLongValue(0);
          case BYTES -> bytes = json.nextLongValue(0);
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
