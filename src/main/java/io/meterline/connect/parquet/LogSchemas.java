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
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Type.Repetition;
import org.apache.parquet.schema.Types;
import org.apache.parquet.schema.Types.GroupBuilder;

/** The columns of the log, with names, types and order, and the names of its folders within an archive. */
public final class LogSchemas {
  /** The folder of readings within an archive. */
  public static final String READINGS_FOLDER = "readings";

  /** The folder of settings changes within an archive. */
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

  /** The bytes of an event that could not be decoded, in files of a live run; null for every other event. */
  public static final String RAW = "raw";

  private static final LogicalTypeAnnotation TIMESTAMP = timestampType(true, MILLIS);

  /** One reading per row; timestamps are milliseconds UTC. */
  public static final MessageType READINGS =
      withPosition(
              Types.buildMessage()
                  .required(BINARY).as(stringType()).named(DEVICE)
                  .required(INT64).as(TIMESTAMP).named(AT)
                  .required(INT32).named(SECONDS)
                  .required(INT64).named(MILLIWATT_HOURS))
          .named("reading");

  /** One settings change per row; timestamps are milliseconds UTC, {@link #AUTHOR} and {@link #REASON} may be null. */
  public static final MessageType SETTINGS =
      withPosition(
              Types.buildMessage()
                  .required(BINARY).as(stringType()).named(SCOPE)
                  .required(BINARY).as(stringType()).named(NAME)
                  .required(BINARY).as(stringType()).named(OP)
                  .required(BINARY).as(stringType()).named(VALUE)
                  .required(INT64).as(TIMESTAMP).named(EFFECTIVE_AT)
                  .optional(BINARY).as(stringType()).named(AUTHOR)
                  .optional(BINARY).as(stringType()).named(REASON))
          .named("change");

  /** {@link #READINGS} followed by {@link #RAW}. If that is not null, only the position is meaningful. */
  public static final MessageType READINGS_OR_RAW = withRaw(READINGS);

  /** {@link #SETTINGS} followed by {@link #RAW}. If that is not null, only the position is meaningful. */
  public static final MessageType SETTINGS_OR_RAW = withRaw(SETTINGS);

  private LogSchemas() {}

  /** Whether a column has timestamps in milliseconds UTC. */
  static boolean isMillis(PrimitiveType column) {
    return TIMESTAMP.equals(column.getLogicalTypeAnnotation());
  }

  private static GroupBuilder<MessageType> withPosition(GroupBuilder<MessageType> columns) {
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

  /**
   * The column {@link #RAW} of a file, if it has one of the right type; other programs may write a different column of
   * that name.
   */
  static Optional<Type> raw(MessageType found) {
    return Optional.of(found)
        .filter(columns -> columns.containsField(RAW))
        .map(columns -> columns.getType(RAW))
        .filter(column -> column.isPrimitive() && column.isRepetition(Repetition.OPTIONAL))
        .filter(column -> column.asPrimitiveType().getPrimitiveTypeName() == BINARY)
        .filter(column -> column.getLogicalTypeAnnotation() == null);
  }
}
