package io.meterline.connect.event;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.Optional;

/**
 * The fields of a JSON object.
 *
 * @param values by name, each a {@link String}, a {@link BigInteger} or {@link #NULL}
 */
record JsonFields(Map<String, Object> values) implements EventFields {
  /** JSON's null. */
  static final Object NULL = new Object();

  private static final int NANOS_PER_MILLI = 1_000_000;

  @Override
  public String text(String name) throws MalformedEvent {
    return text(name, value(name));
  }

  @Override
  public Optional<String> optionalText(String name) throws MalformedEvent {
    var value = values.getOrDefault(name, NULL);
    return value == NULL ? Optional.empty() : Optional.of(text(name, value));
  }

  @Override
  public long millis(String name) throws MalformedEvent {
    var value = value(name);
    return value instanceof BigInteger number ? exact(name, number, Long.SIZE) : millis(name, text(name, value));
  }

  @Override
  public int int32(String name) throws MalformedEvent {
    return (int) exact(name, number(name), Integer.SIZE);
  }

  @Override
  public long int64(String name) throws MalformedEvent {
    return exact(name, number(name), Long.SIZE);
  }

  private Object value(String name) throws MalformedEvent {
    var value = values.getOrDefault(name, NULL);
    if (value == NULL) {
      throw new MalformedEvent(name + (values.containsKey(name) ? " is null" : " is missing"));
    }
    return value;
  }

  private static String text(String name, Object value) throws MalformedEvent {
    if (!(value instanceof String text)) {
      throw new MalformedEvent(name + " is the number " + value + ", must be a string");
    }
    if (!StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
      throw new MalformedEvent(name + " has an unpaired surrogate");
    }
    return text;
  }

  private BigInteger number(String name) throws MalformedEvent {
    var value = value(name);
    if (value instanceof BigInteger number) {
      return number;
    }
    throw new MalformedEvent(name + " is the string '" + value + "', must be a whole number");
  }

  private static long exact(String name, BigInteger number, int bits) throws MalformedEvent {
    if (number.bitLength() >= bits) {
      throw new MalformedEvent(name + " is " + number + ", too large for " + bits + " bits");
    }
    return number.longValue();
  }

  private static long millis(String name, String text) throws MalformedEvent {
    try {
      var time = OffsetDateTime.parse(text).toInstant();
      if (time.getNano() % NANOS_PER_MILLI == 0) {
        return time.toEpochMilli();
      }
    } catch (DateTimeException | ArithmeticException e) {
      throw new MalformedEvent(name + " is '" + text + "', not a time such as 2013-01-01T00:00:00Z");
    }
    throw new MalformedEvent(name + " is '" + text + "', not a whole number of milliseconds");
  }
}
