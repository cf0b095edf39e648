package io.meterline.connect.event;

import io.meterline.model.log.Kind;
import io.meterline.model.log.LoggedChange;
import io.meterline.model.log.Position;
import java.util.List;
import org.apache.avro.Schema;

/**
 * Encodes and decodes settings changes. An event does not contain its position, which only the log knows.
 *
 * <p>Writes Avro's single-object encoding. Reads that, and flat JSON objects with the fields of the schema, in which
 * {@code effective_at} is ISO-8601 with an offset, or epoch milliseconds. Not thread-safe.
 */
public final class ChangeEvents {
  /** The schema written. Its fields are columns of an archive. */
  public static final Schema SCHEMA = Schemas.resource("change.avsc");

  private final Encoding encoding;

  /** Reads events written with {@link #SCHEMA}. */
  public ChangeEvents() {
    this(List.of());
  }

  /**
   * Reads events written with {@link #SCHEMA} or other versions of it.
   *
   * @param otherVersions earlier and later versions, each of which must have every field that has no default in {@link
   *     #SCHEMA}; additional fields are ignored
   */
  public ChangeEvents(List<Schema> otherVersions) {
    encoding = new Encoding(SCHEMA, otherVersions);
  }

  /** Encodes a change, without its position. */
  public byte[] encode(LoggedChange change) {
    return encoding.encode(
        change.scope(),
        change.name(),
        change.op(),
        change.value(),
        change.effectiveAt().toEpochMilli(),
        change.author().orElse(null),
        change.reason().orElse(null));
  }

  /**
   * Decodes a change. It is not checked against the catalogue.
   *
   * @param bytes any bytes; empty for an event without a value
   * @param position the event's position in the log
   */
  public Decoded<LoggedChange> decode(byte[] bytes, Position position) {
    try {
      return new Decoded.Event<>(change(encoding.decode(bytes), position));
    } catch (MalformedEvent malformed) {
      return new Decoded.Malformed<>(malformed.rejection(Kind.SETTING, bytes, position));
    }
  }

  private static LoggedChange change(EventFields fields, Position position) throws MalformedEvent {
    return new LoggedChange(
        fields.text("scope"),
        fields.text("name"),
        fields.text("op"),
        fields.text("value"),
        fields.time("effective_at"),
        fields.optionalText("author"),
        fields.optionalText("reason"),
        position);
  }
}
