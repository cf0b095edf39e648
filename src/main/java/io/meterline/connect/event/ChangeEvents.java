package io.meterline.connect.event;

import io.meterline.model.log.Kind;
import io.meterline.model.log.LoggedChange;
import io.meterline.model.log.Position;
import java.util.List;
import org.apache.avro.Schema;

/**
 * Settings changes as bytes. An event does not hold its place in the log, which is the log's to say.
 *
 * <p>They are written in Avro's single-object encoding. Read are these, and flat JSON objects with the fields of the
 * schema, {@code effective_at} being ISO-8601 with an offset or epoch milliseconds. Not for several threads at once.
 */
public final class ChangeEvents {
  /** What is written; its fields are the columns of an archive. */
  public static final Schema SCHEMA = Schemas.resource("change.avsc");

  private final Encoding encoding;

  /** Events written by the schema of this program. */
  public ChangeEvents() {
    this(List.of());
  }

  /**
   * Events written by the schema of this program or another version of it.
   *
   * @param otherVersions earlier and later versions, each of which must give every field of {@link #SCHEMA} that has no
   *     default; what more they have is passed over
   */
  public ChangeEvents(List<Schema> otherVersions) {
    encoding = new Encoding(SCHEMA, otherVersions);
  }

  /** The bytes of a change; its position is left out. */
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
   * The change that bytes say; whether it agrees with the catalogue is not asked here.
   *
   * @param bytes any bytes at all; none where the log has an event without a value
   * @param position the place of the event in the log
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
