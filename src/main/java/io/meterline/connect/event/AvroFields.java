package io.meterline.connect.event;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.util.Utf8;

/** The fields of a record decoded by Avro, which has checked that each exists and has its type. */
record AvroFields(GenericRecord event) implements EventFields {
  /** The character that replaces malformed UTF-8 when it is decoded. Valid UTF-8 may contain it, too. */
  private static final char REPLACEMENT = '\uFFFD';

  @Override
  public String text(String name) throws MalformedEvent {
    return text(name, (Utf8) event.get(name));
  }

  @Override
  public Optional<String> optionalText(String name) throws MalformedEvent {
    return event.get(name) instanceof Utf8 utf8 ? Optional.of(text(name, utf8)) : Optional.empty();
  }

  @Override
  public long millis(String name) {
    return (Long) event.get(name);
  }

  @Override
  public int int32(String name) {
    return (Integer) event.get(name);
  }

  @Override
  public long int64(String name) {
    return (Long) event.get(name);
  }

  private static String text(String name, Utf8 utf8) throws MalformedEvent {
    var text = utf8.toString();
    if (text.indexOf(REPLACEMENT) >= 0) {
      try {
        StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8.getBytes(), 0, utf8.getByteLength()));
      } catch (CharacterCodingException e) {
        throw new MalformedEvent(name + " is not UTF-8");
      }
    }
    return text;
  }
}
