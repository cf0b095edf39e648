package io.meterline.connect.event;

import io.meterline.model.log.Kind;
import io.meterline.model.log.LoggedReading;
import io.meterline.model.log.Position;
import io.meterline.model.log.Reading;
import java.util.List;
import org.apache.avro.Schema;

/**
 * Encodes and decodes readings. An event does not contain its position, which only the log knows.
 *
 * <p>Writes Avro's single-object encoding. Reads that, and flat JSON objects with the fields of the schema, in which
 * {@code at} is ISO-8601 with an offset, or epoch milliseconds. Not thread-safe.
 */
public final class ReadingEvents {
  /** The schema written. Its fields are columns of an archive. */
  public static final Schema SCHEMA = Schemas.resource("reading.avsc");

  private final Encoding encoding;

  /** Reads events written with {@link #SCHEMA}. */
  public ReadingEvents() {
    this(List.of());
  }

  /**
   * Reads events written with {@link #SCHEMA} or other versions of it.
   *
   * @param otherVersions earlier and later versions, each of which must have every field that has no default in {@link
   *     #SCHEMA}; additional fields are ignored
   */
  public ReadingEvents(List<Schema> otherVersions) {
    encoding = new Encoding(SCHEMA, otherVersions);
  }

  /**
   * Encodes a reading.
   *
   * @param device the device, not empty
   */
  public byte[] encode(String device, Reading reading) {
    return encoding.encode(device, reading.atMillis(), reading.seconds(), reading.milliwattHours());
  }

  /**
   * Decodes a reading. Its values are not checked, except that the device must not be empty.
   *
   * @param bytes any bytes; empty for an event without a value
   * @param position the event's position in the log
   */
  public Decoded<LoggedReading> decode(byte[] bytes, Position position) {
    try {
      return new Decoded.Event<>(reading(encoding.decode(bytes), position));
    } catch (MalformedEvent malformed) {
      return new Decoded.Malformed<>(malformed.rejection(Kind.READING, bytes, position));
    }
  }

  private static LoggedReading reading(EventFields fields, Position position) throws MalformedEvent {
    var device = fields.text("device");
    if (device.isEmpty()) {
      throw new MalformedEvent("device is empty");
    }
    var reading = new Reading(fields.millis("at"), fields.int32("seconds"), fields.int64("milliwatt_hours"));
    return new LoggedReading(device, reading, position);
  }
}
