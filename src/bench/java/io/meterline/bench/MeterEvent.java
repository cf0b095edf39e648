package io.meterline.bench;

/** What is known of one meter: a reading, or a change of a setting of its own. */
sealed interface MeterEvent extends LogEvent permits MeterReading, MeterChange {
  /** The number in the device's name. */
  long meter();
}
