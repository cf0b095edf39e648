package io.meterline.connect.event;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.avro.Schema;

/** Loads Avro schemas. */
final class Schemas {
  private Schemas() {}

  /** The schema in a resource of this package. */
  static Schema resource(String name) {
    try (var text = Schemas.class.getResourceAsStream(name)) {
      return new Schema.Parser().parse(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
