package io.meterline.app.launch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** When a run reports that Kafka is unavailable, and when it gives up. */
class OutageTest {
  private static final Optional<String> GONE = Optional.of("no broker");
  private static final Optional<String> OTHER = Optional.of("no topic");
  private static final Optional<String> WELL = Optional.empty();

  private final Outage outage = new Outage(Optional.of(Duration.ofMinutes(1)));

  @Test
  void eachProblemIsReportedOnceAndItsEndOnce() {
    assertEquals(Optional.empty(), observe(0, GONE));
    assertEquals(Optional.empty(), observe(9, GONE));
    assertEquals(Optional.of("no broker; the run waits, for at most PT1M (--unreachable-timeout)"), observe(10, GONE));
    assertEquals(Optional.empty(), observe(20, GONE));
    assertEquals(Optional.of("no topic; the run waits, for at most PT1M (--unreachable-timeout)"), observe(30, OTHER));
    assertEquals(Optional.of("Kafka is available again after 32 s: the run continues"), observe(32, WELL));
    assertEquals(Optional.empty(), observe(34, WELL));
  }

  @Test
  void theRestartOfABrokerIsNotReported() {
    assertEquals(Optional.empty(), observe(0, GONE));
    assertEquals(Optional.empty(), observe(8, GONE));
    assertEquals(Optional.empty(), observe(10, WELL));
    assertEquals(Optional.empty(), observe(12, GONE));
    assertFalse(outage.isOver(Duration.ofSeconds(60)));
  }

  @Test
  void itTimesOutWhateverTheProblems() {
    observe(100, GONE);
    observe(130, OTHER);
    assertFalse(outage.isOver(Duration.ofSeconds(159)));
    assertTrue(outage.isOver(Duration.ofSeconds(160)));
    observe(161, WELL);
    assertFalse(outage.isOver(Duration.ofSeconds(1_000)));
  }

  @Test
  void withoutATimeoutItNeverEndsARun() {
    var endless = new Outage(Optional.empty());
    endless.observe(Duration.ZERO, GONE);
    assertEquals(Optional.of("no broker; the run waits"), endless.observe(Duration.ofDays(1), GONE));
    assertFalse(endless.isOver(Duration.ofDays(2)));
  }

  private Optional<String> observe(long second, Optional<String> trouble) {
    return outage.observe(Duration.ofSeconds(second), trouble);
  }
}
