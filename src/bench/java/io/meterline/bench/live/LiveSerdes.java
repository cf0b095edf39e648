package io.meterline.bench.live;

import io.meterline.connect.event.Decoded;
import io.meterline.connect.event.ReadingEvents;
import io.meterline.model.log.LoggedReading;
import io.meterline.model.log.Position;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;

/** What the topics and stores of {@link LiveKafkaStreams} hold, as bytes. */
final class LiveSerdes {
  private static final Position NOWHERE = new Position(Instant.EPOCH, 0, 0);

  private LiveSerdes() {}

  /** The reading of an event; empty if it is none. */
  static Optional<LoggedReading> reading(ReadingEvents events, byte[] value) {
    return events.decode(value, NOWHERE) instanceof Decoded.Event<LoggedReading> event
        ? Optional.of(event.event())
        : Optional.empty();
  }

  /** Readings as they are in the log. For several threads. */
  static Serde<LoggedReading> readings() {
    var events = ThreadLocal.withInitial(ReadingEvents::new);
    return serde(
        reading -> events.get().encode(reading.device(), reading.reading()),
        bytes -> reading(events.get(), bytes).orElse(null));
  }

  static Serde<DaySums> sums() {
    return serde(
        sums -> {
          var bytes = ByteBuffer.allocate(DaySums.BYTES);
          sums.write(bytes);
          return bytes.array();
        },
        bytes -> DaySums.read(ByteBuffer.wrap(bytes)));
  }

  /** Null is null: Kafka's own words for a value that is not there. */
  private static <T> Serde<T> serde(Function<T, byte[]> write, Function<byte[], T> read) {
    return Serdes.serdeFrom(
        (topic, value) -> value == null ? null : write.apply(value),
        (topic, bytes) -> bytes == null ? null : read.apply(bytes));
  }
}
