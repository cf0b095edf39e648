package io.meterline.connect.event;

import io.meterline.model.log.Kind;
import io.meterline.model.log.LoggedReading;
import io.meterline.model.log.Position;
import io.meterline.model.log.Reading;
import java.util.List;
import org.apache.avro.Schema;

/**
 * Readings as bytes. An event does not hold its place in the log, which is the log's to say.
 *
 * <p>They are written in Avro's single-object encoding. Read are these, and flat JSON objects with the fields of the
 * schema, {@code at} being ISO-8601 with an offset or epoch milliseconds. Not for several threads at once.
 */
public final class ReadingEvents {
  /** What is written; its fields are the columns of an archive. */
  public static final Schema SCHEMA = Schemas.resource("reading.avsc");

  private final Encoding encoding;

  /** Events written by the schema of this program. */
  public ReadingEvents() {
    this(List.of());
  }

  /**
   * Events written by the schema of this program or another version of it.
   *
   * @param otherVersions earlier and later versions, each of which must give every field of {@link #SCHEMA} that has no
   *     default; what more they have is passed over
   */
  public ReadingEvents(List<Schema> otherVersions) {
    encoding = new Encoding(SCHEMA, otherVersions);
  }

  /**
   * The bytes of a reading.
   *
   * @param device the meter, not empty
   */
  public byte[] encode(String device, Reading reading) {
    return encoding.encode(device, reading.atMillis(), reading.seconds(), reading.milliwattHours());
  }

  /**
   * The reading that bytes say; whether it may be used is not asked here.
   *
   * @param bytes any bytes at all; none where the log has an event without a value
   * @param position the place of the event in the log
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
