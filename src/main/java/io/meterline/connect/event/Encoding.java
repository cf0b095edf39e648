package io.meterline.connect.event;

import java.util.List;
import org.apache.avro.Schema;

/** The encodings of one kind of event, Avro and JSON, told apart by the first byte. Not thread-safe. */
final class Encoding {
  /**
   * The maximum length of an event in bytes: a mebibyte, as much as Kafka accepts in a batch by default. A compressed
   * batch may contain a much longer event.
   */
  static final int MAX_LENGTH = 1 << 20;

  private final AvroEvents avro;
  private final List<String> names;

  /**
   * The encodings of a kind of event.
   *
   * @param schema the schema to write with, and to which everything read is resolved
   * @param otherVersions earlier and later versions of it, which events may have been written with
   */
  Encoding(Schema schema, List<Schema> otherVersions) {
    avro = new AvroEvents(schema, otherVersions);
    names = schema.getFields().stream().map(Schema.Field::name).toList();
  }

  /** Encodes an event from the values of its fields, in the order of the schema. */
  byte[] encode(Object... values) {
    return avro.encode(values);
  }

  /** Decodes the fields of an event. They are valid until the next call. */
  EventFields decode(byte[] bytes) throws MalformedEvent {
    if (bytes.length == 0) {
      throw new MalformedEvent("the event has no value");
    }
    if (bytes.length > MAX_LENGTH) {
      throw new MalformedEvent("the event is " + bytes.length + " bytes long, must be at most " + MAX_LENGTH);
    }
    if (bytes[0] == '{') {
      return JsonEvents.read(bytes, names);
    }
    return avro.decode(bytes);
  }
}
