package io.meterline.connect.kafka.topics;

/**
 * A required config of a topic.
 *
 * @param config its name
 * @param value its value on a new topic
 * @param bound which other values are valid
 */
record RequiredTopicConfig(String config, String value, Bound bound) {
  /** How a value must compare to the required one. */
  private enum Bound {
    EXACT,
    AT_LEAST,
    ANY
  }

  static RequiredTopicConfig exactly(String config, String value) {
    return new RequiredTopicConfig(config, value, Bound.EXACT);
  }

  static RequiredTopicConfig atLeast(String config, long value) {
    return new RequiredTopicConfig(config, String.valueOf(value), Bound.AT_LEAST);
  }

  /** A config of a new topic that may have any other value. */
  static RequiredTopicConfig initially(String config, String value) {
    return new RequiredTopicConfig(config, value, Bound.ANY);
  }

  boolean isMetBy(String actual) {
    return switch (bound) {
      case EXACT -> actual.equals(value);
      case AT_LEAST -> Long.parseLong(actual) >= Long.parseLong(value);
      case ANY -> true;
    };
  }

  /** The requirement, for messages. */
  String requirement() {
    return switch (bound) {
      case EXACT -> value;
      case AT_LEAST -> "at least " + value;
      case ANY -> "any";
    };
  }
}
