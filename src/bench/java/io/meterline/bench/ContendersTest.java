package io.meterline.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.meterline.app.demo.LocalBroker;
import io.meterline.bench.RowTotals.Sum;
import java.io.IOException;
import java.nio.file.Path;
import java.util.OptionalInt;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The contenders do the work that they are timed at: their totals are those of the plainest loop there is. */
final class ContendersTest {
  @TempDir private Path folder;

  static Stream<Arguments> shapes() {
    return Stream.of(
        Arguments.of("settings as called for", OptionalInt.empty()),
        Arguments.of("hardly any setting", OptionalInt.of(10)),
        Arguments.of("many settings", OptionalInt.of(3_000)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("shapes")
  void everyContenderGivesTheTotalsOfAPlainLoop(String name, OptionalInt changes) throws Exception {
    var data = data(changes);
    var expected = PlainLoop.totals(data);
    assertTrue(expected.of(Sum.ALERTS_CLOSED) > 0, "there are alerts");
    assertEquals(expected, FlinkByHand.totals(data), "Flink by hand");
    assertEquals(expected, FlinkSqlJoin.totals(data), "Flink SQL");
    assertEquals(expected, BeamPerReading.totals(data), "Beam, an element a reading");
    assertEquals(expected, kafkaStreams(data), "Kafka Streams");
  }

  private Path data(OptionalInt changes) {
    var data = folder.resolve("data");
    BenchData.make(DataShape.ofDays(DataShape.Kind.VARIED, 37, 3.5, changes), data);
    return data;
  }

  private RowTotals kafkaStreams(Path data) throws ExecutionException, InterruptedException, IOException {
    try (var broker = LocalBroker.start(folder.resolve("broker"))) {
      KafkaStreamsPrepare.fill(data, broker.bootstrap());
      return KafkaStreamsJoin.totals(broker.bootstrap());
    }
  }
}
