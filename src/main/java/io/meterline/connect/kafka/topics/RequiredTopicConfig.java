package io.meterline.connect.kafka.topics;

/**
 * What a setting of a topic must be.
 *
 * @param setting its name
 * @param value what it is on a new topic
 * @param bound what else it may be
 */
record RequiredTopicConfig(String setting, String value, Bound bound) {
  /** What a value may be compared with the demanded one. */
  private enum Bound {
    EXACT,
    LEAST
  }

  static RequiredTopicConfig exactly(String setting, String value) {
    return new RequiredTopicConfig(setting, value, Bound.EXACT);
  }

  static RequiredTopicConfig atLeast(String setting, long value) {
    return new RequiredTopicConfig(setting, String.valueOf(value), Bound.LEAST);
  }

  boolean isMetBy(String actual) {
    return switch (bound) {
      case EXACT -> actual.equals(value);
      case LEAST -> Long.parseLong(actual) >= Long.parseLong(value);
    };
  }

  /** In words, what it must be. */
  String inWords() {
    return switch (bound) {
      case EXACT -> value;
      case LEAST -> "at least " + value;
    };
  }
}
