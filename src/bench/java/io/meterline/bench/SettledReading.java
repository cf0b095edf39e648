package io.meterline.bench;

/**
 * A reading and what its device had of its own.
 *
 * @param reading the reading
 * @param own the version in force at it
 */
record SettledReading(MeterReading reading, OwnVersion own) {
  /** What a left join gives; null stands for no version, as Kafka has it. */
  static SettledReading of(MeterReading reading, OwnVersion own) {
    return new SettledReading(reading, own == null ? OwnVersion.NOTHING : own);
  }
}
