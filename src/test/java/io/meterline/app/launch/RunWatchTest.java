package io.meterline.app.launch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.meterline.connect.kafka.KafkaCluster;
import io.meterline.model.MeterlineException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class RunWatchTest {
  private static final String NO_ADDRESS = "nowhere";

  @Test
  void aRunIsEndedEvenIfItsCountsFailAndTheReasonIsReportedFirst() {
    var cannotCancel = new IllegalStateException("it cannot be cancelled");
    var timeouts = new Timeouts(Optional.of(Duration.ofSeconds(1)), Optional.of(Duration.ZERO));
    var watch =
        new RunWatch(
            KafkaCluster.at(NO_ADDRESS),
            List.of(),
            timeouts,
            line -> {
              throw new IllegalStateException("no one hears " + line);
            },
            () -> {
              throw new IllegalStateException("the counts are gone");
            });
    var ended = new CountDownLatch(1);
    var thrown =
        assertThrows(
            MeterlineException.class,
            () ->
                watch.during(
                    () -> {
                      await(ended);
                      throw cannotCancel;
                    },
                    ended::countDown));
    assertTrue(thrown.getMessage().endsWith("; that lasted longer than --unreachable-timeout"), thrown::getMessage);
    assertEquals(cannotCancel, thrown.getSuppressed()[0]);
  }

  private static void await(CountDownLatch latch) {
    try {
      assertTrue(latch.await(30, TimeUnit.SECONDS), "the run was not ended");
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
