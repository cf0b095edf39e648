package io.meterline.connect.parquet;

import static org.apache.parquet.schema.LogicalTypeAnnotation.TimeUnit.MILLIS;
import static org.apache.parquet.schema.LogicalTypeAnnotation.stringType;
import static org.apache.parquet.schema.LogicalTypeAnnotation.timestampType;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.BINARY;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.INT32;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.INT64;

import java.util.ArrayList;
import java.util.Optional;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Type.Repetition;
import org.apache.parquet.schema.Types;
import org.apache.parquet.schema.Types.GroupBuilder;

/** Names, types and order of the columns of the log, and the folders that hold them within an archive. */
public final class LogSchemas {
  /** The folder of an archive that holds readings. */
  public static final String READINGS_FOLDER = "readings";

  /** The folder of an archive that holds settings changes. */
  public static final String SETTINGS_FOLDER = "settings";

  public static final String DEVICE = "device";
  public static final String AT = "at";
  public static final String SECONDS = "seconds";
  public static final String MILLIWATT_HOURS = "milliwatt_hours";

  public static final String SCOPE = "scope";
  public static final String NAME = "name";
  public static final String OP = "op";
  public static final String VALUE = "value";
  public static final String EFFECTIVE_AT = "effective_at";
  public static final String AUTHOR = "author";
  public static final String REASON = "reason";

  public static final String LOGGED_AT = "logged_at";
  public static final String PARTITION = "partition";
  public static final String OFFSET = "offset";

  /** The bytes of an event that could not be read, in files that a live run wrote; null for every other event. */
  public static final String RAW = "raw";

  private static final LogicalTypeAnnotation TIMESTAMP = timestampType(true, MILLIS);

  /** A reading a row; timestamps are milliseconds UTC. */
  public static final MessageType READINGS =
      withPlace(
              Types.buildMessage()
                  .required(BINARY).as(stringType()).named(DEVICE)
                  .required(INT64).as(TIMESTAMP).named(AT)
                  .required(INT32).named(SECONDS)
                  .required(INT64).named(MILLIWATT_HOURS))
          .named("reading");

  /** A settings change a row; timestamps are milliseconds UTC, {@link #AUTHOR} and {@link #REASON} may be null. */
  public static final MessageType SETTINGS =
      withPlace(
              Types.buildMessage()
                  .required(BINARY).as(stringType()).named(SCOPE)
                  .required(BINARY).as(stringType()).named(NAME)
                  .required(BINARY).as(stringType()).named(OP)
                  .required(BINARY).as(stringType()).named(VALUE)
                  .required(INT64).as(TIMESTAMP).named(EFFECTIVE_AT)
                  .optional(BINARY).as(stringType()).named(AUTHOR)
                  .optional(BINARY).as(stringType()).named(REASON))
          .named("change");

  /** {@link #READINGS} and {@link #RAW} after them; where that holds bytes, the rest but the place says nothing. */
  public static final MessageType READINGS_OR_RAW = withRaw(READINGS);

  /** {@link #SETTINGS} and {@link #RAW} after them; where that holds bytes, the rest but the place says nothing. */
  public static final MessageType SETTINGS_OR_RAW = withRaw(SETTINGS);

  private LogSchemas() {}

  private static GroupBuilder<MessageType> withPlace(GroupBuilder<MessageType> columns) {
    return columns
        .required(INT64).as(TIMESTAMP).named(LOGGED_AT)
        .required(INT32).named(PARTITION)
        .required(INT64).named(OFFSET);
  }

  private static MessageType withRaw(MessageType columns) {
    var fields = new ArrayList<>(columns.getFields());
    fields.add(Types.optional(BINARY).named(RAW));
    return new MessageType(columns.getName(), fields);
  }

  /** The column of {@link #RAW} among those of a file; another of that name, as others may write one, is none. */
  static Optional<Type> raw(MessageType found) {
    return Optional.of(found)
        .filter(columns -> columns.containsField(RAW))
        .map(columns -> columns.getType(RAW))
        .filter(column -> column.isPrimitive() && column.isRepetition(Repetition.OPTIONAL))
        .filter(column -> column.asPrimitiveType().getPrimitiveTypeName() == BINARY)
        .filter(column -> column.getLogicalTypeAnnotation() == null);
  }
}
