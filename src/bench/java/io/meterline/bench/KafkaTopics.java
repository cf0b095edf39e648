package io.meterline.bench;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.OptionalLong;
import java.util.function.Function;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;

/** The topics that {@link KafkaStreamsPrepare} fills and {@link KafkaStreamsJoin} reads, and what is in them. */
final class KafkaTopics {
  /** Readings, keyed by the number of the meter; a record's timestamp is the start of the interval. */
  static final String READINGS = "readings";

  /** Versions of devices' own settings, keyed like readings; a record's timestamp is from when it holds. */
  static final String OWN = "own";

  /** Values that many share, by {@link #price} and {@link #threshold}; all of them in each partition. */
  static final String SHARED = "shared";

  static final int PARTITIONS = 4;

  /** The meter of the records that end a partition of readings. */
  static final long END = -1;

  private KafkaTopics() {}

  static String price(String plan) {
    return "price " + plan;
  }

  static String threshold(String cohort) {
    return "threshold " + cohort;
  }

  static Serde<MeterFold> fold() {
    return serde(
        fold -> {
          var bytes = ByteBuffer.allocate(MeterFold.BYTES);
          fold.write(bytes);
          return bytes.array();
        },
        MeterFold::read);
  }

  static Serde<MeterReading> reading() {
    return serde(
        reading ->
            ByteBuffer.allocate(3 * Long.BYTES + Integer.BYTES)
                .putLong(reading.meter())
                .putLong(reading.at())
                .putInt(reading.seconds())
                .putLong(reading.milliwattHours())
                .array(),
        bytes -> new MeterReading(bytes.getLong(), bytes.getLong(), bytes.getInt(), bytes.getLong()));
  }

  static Serde<OwnVersion> own() {
    return serde(
        version -> {
          var plan = version.plan().getBytes(StandardCharsets.UTF_8);
          var cohort = version.cohort().getBytes(StandardCharsets.UTF_8);
          return ByteBuffer.allocate(Long.BYTES + 2 * Short.BYTES + plan.length + cohort.length)
              .putLong(version.threshold().orElse(Terms.NONE))
              .putShort((short) plan.length)
              .put(plan)
              .putShort((short) cohort.length)
              .put(cohort)
              .array();
        },
        bytes -> {
          var threshold = bytes.getLong();
          var plan = text(bytes);
          var cohort = text(bytes);
          return new OwnVersion(
              plan, cohort, threshold == Terms.NONE ? OptionalLong.empty() : OptionalLong.of(threshold));
        });
  }

  private static String text(ByteBuffer bytes) {
    var length = bytes.getShort();
    var text = new String(bytes.array(), bytes.position(), length, StandardCharsets.UTF_8);
    bytes.position(bytes.position() + length);
    return text;
  }

  /** Null is null: Kafka's own words for a value that is not there. */
  private static <T> Serde<T> serde(Function<T, byte[]> write, Function<ByteBuffer, T> read) {
    return Serdes.serdeFrom(
        (topic, value) -> value == null ? null : write.apply(value),
        (topic, bytes) -> bytes == null ? null : read.apply(ByteBuffer.wrap(bytes)));
  }
}
