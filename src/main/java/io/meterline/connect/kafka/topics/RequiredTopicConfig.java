package io.meterline.connect.kafka.topics;

/**
 * A required config of a topic.
 *
 * @param setting its name
 * @param value its value on a new topic
 * @param bound which other values are valid
 */
record RequiredTopicConfig(String setting, String value, Bound bound) {
  /** How a value must compare to the required one. */
  private enum Bound {
    EXACT,
    AT_LEAST
  }

  static RequiredTopicConfig exactly(String setting, String value) {
    return new RequiredTopicConfig(setting, value, Bound.EXACT);
  }

  static RequiredTopicConfig atLeast(String setting, long value) {
    return new RequiredTopicConfig(setting, String.valueOf(value), Bound.AT_LEAST);
  }

  boolean isMetBy(String actual) {
    return switch (bound) {
      case EXACT -> actual.equals(value);
      case AT_LEAST -> Long.parseLong(actual) >= Long.parseLong(value);
    };
  }

  /** The requirement, for messages. */
  String inWords() {
    return switch (bound) {
      case EXACT -> value;
      case AT_LEAST -> "at least " + value;
    };
  }
}
