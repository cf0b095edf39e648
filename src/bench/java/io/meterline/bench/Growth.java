package io.meterline.bench;

/** What is logged after a version was made. The month is the last twelfth of the log, or the second. */
public enum Growth {
  /** Another value of one reading of one device, in the last month. */
  ONE_READING("one-reading", "a corrected reading of the last month"),

  /** One price of one plan for the whole of the last month, instead of a price a day. */
  PLAN_PRICE("plan-price", "a plan's price of the last month"),

  /** One threshold for all devices and the whole of a month that is eleven months ago, and after it those that were. */
  THRESHOLDS("thresholds", "everyone's threshold of one month, a year ago"),

  /** The readings of all devices of the day after the last. */
  ONE_DAY("one-day", "a day of readings of all devices");

  private final String word;
  private final String label;

  Growth(String word, String label) {
    this.word = word;
    this.label = label;
  }

  /** What it is called in paths and names of versions. */
  public String word() {
    return word;
  }

  /** What it is called in tables. */
  public String label() {
    return label;
  }

  /** Whether DuckDB's queries give the same: they count both values of a corrected reading. */
  public boolean isInSql() {
    return this != ONE_READING;
  }
}
