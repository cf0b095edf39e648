package io.meterline.connect.versions;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.TreeMap;

/** Manifests as JSON. */
final class VersionJson {
  private static final String MADE_BY = "made_by";
  private static final String ROWS = "rows";
  private static final String FILES = "files";
  private static final String NAME = "name";
  private static final String BYTES = "bytes";

  private static final ObjectMapper JSON = new ObjectMapper();

  private VersionJson() {}

  /** The content of the manifest file. */
  static String of(Manifest manifest) throws IOException {
    var root = JSON.createObjectNode();
    var madeBy = root.putObject(MADE_BY);
    manifest.recipe().entries().forEach((name, value) -> madeBy.put(name, value));
    ProvenanceJson.write(manifest.provenance(), root);
    var rows = root.putObject(ROWS);
    manifest.rows().forEach((view, count) -> rows.put(view, count));
    var files = root.putArray(FILES);
    manifest.files().forEach(file -> files.addObject().put(NAME, file.name()).put(ROWS, file.rows()).put(BYTES, file.bytes()));
    return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n";
  }

  /**
   * Reads the manifest of a version.
   *
   * @throws IOException if it is not a manifest, or is truncated
   */
  static Manifest readManifest(String text) throws IOException {
    try {
      return read(JSON.readTree(text));
    } catch (JsonProcessingException e) {
      // Without Jackson's source location, which may quote the whole text.
      throw new IOException(e.getOriginalMessage(), e);
    }
  }

  private static Manifest read(JsonNode root) throws IOException {
    var recipe = new TreeMap<String, String>();
    for (var entry : field(root, MADE_BY).properties()) {
      recipe.put(entry.getKey(), text(root.get(MADE_BY), entry.getKey()));
    }
    var rows = new TreeMap<String, Long>();
    for (var entry : field(root, ROWS).properties()) {
      rows.put(entry.getKey(), number(root.get(ROWS), entry.getKey()));
    }
    var files = new ArrayList<Manifest.Part>();
    for (var file : field(root, FILES)) {
      files.add(new Manifest.Part(text(file, NAME), number(file, ROWS), number(file, BYTES)));
    }
    return new Manifest(new Recipe(recipe), ProvenanceJson.read(root), rows, files);
  }

  static JsonNode field(JsonNode in, String name) throws IOException {
    if (!in.has(name)) {
      throw new IOException("it lacks '" + name + "'");
    }
    return in.get(name);
  }

  static String text(JsonNode in, String name) throws IOException {
    var value = field(in, name);
    if (!value.isTextual()) {
      throw new IOException("'" + name + "' is not a string");
    }
    return value.textValue();
  }

  static long number(JsonNode in, String name) throws IOException {
    var value = field(in, name);
    if (!value.isIntegralNumber() || !value.canConvertToLong()) {
      throw new IOException("'" + name + "' is not an integer");
    }
    return value.longValue();
  }
}
