package io.meterline.bench.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.meterline.connect.kafka.TopicReader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntFunction;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The whole of the live benchmark, at a rate that any machine holds. */
final class LiveContestTest {
  private static final int DEVICES = 200;
  private static final int RATE = 400;

  @TempDir private Path folder;

  @ParameterizedTest
  @EnumSource
  void contendersPublishTheRowsOfAReplayButForWhatTheyCannotSay(LiveContender contender) {
    try (var stage = LiveStage.open(folder.resolve("stage"))) {
      var trial = new Trials(new Town(DEVICES), Duration.ofSeconds(10)).run(stage, contender, RATE);
      assertTrue(trial.isHeld(), trial::toString);
      assertTrue(trial.p50Millis() > 0 && trial.p50Millis() <= trial.p99Millis(), trial::toString);
      var wrong = stage.wrong(contender);
      assertEquals(0, wrong.missing() + wrong.extra(), wrong::toString);
      if (contender == LiveContender.METERLINE) {
        assertEquals(0, wrong.wrong(), wrong::toString);
        delete(stage, contender);
        assertEquals(new WrongRows(wrong.rows(), 1, 0, 0), stage.wrong(contender));
      } else {
        // Of meters whose readings are sent again, or are on the plan whose price is corrected after a later one holds.
        assertTrue(wrong.different() > 0 && wrong.different() < DEVICES / 4, wrong::toString);
      }
    }
  }

  /** Deletes the row of a meter. */
  private static void delete(LiveStage stage, LiveContender contender) {
    var key = new AtomicReference<byte[]>();
    TopicReader.readToEnd(
        stage.cluster(),
        contender.topic(),
        record -> {
          if (Meters.counts(UsageOfDay.read(record.value()).device())) {
            key.set(record.key());
          }
        });
    try (var producer = stage.cluster().producer(Map.of())) {
      producer.send(new ProducerRecord<>(contender.topic(), key.get(), null));
      producer.flush();
    }
  }

  @Test
  void theHighestRateIsFoundWithinTheRatio() {
    assertEquals(Optional.of(true), highest(900, 100).map(trial -> trial.rate() > 750 && trial.rate() <= 900));
    assertEquals(Optional.of(true), highest(30, 100).map(trial -> trial.rate() > 25 && trial.rate() <= 30));
    assertEquals(Optional.empty(), highest(5, 100));
    assertEquals(Optional.of(6_400), highest(1_000_000, 100).map(Trial::rate));
  }

  private static Optional<Trial> highest(int limit, int from) {
    IntFunction<Trial> trials = rate -> new Trial(rate, rate <= limit, 0, 0, 0, OptionalDouble.empty());
    return new RateSearch(from, 10_000, 1.2).highest(trials);
  }
}
