package io.meterline.connect.event;

import java.util.List;
import org.apache.avro.Schema;

/** How the events of one kind are written: the first byte says which of two ways. Not for several threads at once. */
final class Encoding {
  /** A mebibyte: what Kafka takes by default; compressed, a batch may hold an event of many times that. */
  static final int LONGEST = 1 << 20;

  private final AvroEvents avro;
  private final List<String> names;

  /**
   * The encoding of a kind of event.
   *
   * @param schema what is written, and what everything that is read is turned into
   * @param otherVersions earlier and later versions of it, by which events may have been written too
   */
  Encoding(Schema schema, List<Schema> otherVersions) {
    avro = new AvroEvents(schema, otherVersions);
    names = schema.getFields().stream().map(Schema.Field::name).toList();
  }

  /** The bytes of the event whose fields have these values, in the order of the schema. */
  byte[] encode(Object... values) {
    return avro.encode(values);
  }

  /** The fields that the bytes say; they hold until the next call. */
  EventFields decode(byte[] bytes) throws MalformedEvent {
    if (bytes.length == 0) {
      throw new MalformedEvent("the event has no value");
    }
    if (bytes.length > LONGEST) {
      throw new MalformedEvent("the event is " + bytes.length + " bytes long, must be at most " + LONGEST);
    }
    if (bytes[0] == '{') {
      return JsonEvents.read(bytes, names);
    }
    return avro.decode(bytes);
  }
}
