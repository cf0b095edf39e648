package io.meterline.app.launch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** When a run says that it has nowhere to go, and when it gives up. */
class OutageTest {
  private static final Optional<String> GONE = Optional.of("no broker");
  private static final Optional<String> OTHER = Optional.of("no topic");
  private static final Optional<String> WELL = Optional.empty();

  private final Outage outage = new Outage(Optional.of(Duration.ofMinutes(1)));

  @Test
  void eachTroubleIsSaidOnceAndOnceThatItIsOver() {
    assertEquals(Optional.empty(), look(0, GONE));
    assertEquals(Optional.empty(), look(9, GONE));
    assertEquals(Optional.of("no broker; the run waits, for at most PT1M (--unreachable-timeout)"), look(10, GONE));
    assertEquals(Optional.empty(), look(20, GONE));
    assertEquals(Optional.of("no topic; the run waits, for at most PT1M (--unreachable-timeout)"), look(30, OTHER));
    assertEquals(Optional.of("Kafka is there again after 32 s: the run goes on"), look(32, WELL));
    assertEquals(Optional.empty(), look(34, WELL));
  }

  @Test
  void aBrokerThatIsStartedAnewIsNotWorthAWord() {
    assertEquals(Optional.empty(), look(0, GONE));
    assertEquals(Optional.empty(), look(8, GONE));
    assertEquals(Optional.empty(), look(10, WELL));
    assertEquals(Optional.empty(), look(12, GONE));
    assertFalse(outage.isOver(Duration.ofSeconds(60)));
  }

  @Test
  void itIsOverWhenItHasLastedWhateverItWas() {
    look(100, GONE);
    look(130, OTHER);
    assertFalse(outage.isOver(Duration.ofSeconds(159)));
    assertTrue(outage.isOver(Duration.ofSeconds(160)));
    look(161, WELL);
    assertFalse(outage.isOver(Duration.ofSeconds(1_000)));
  }

  @Test
  void whoIsNotToEndARunNeverDoes() {
    var endless = new Outage(Optional.empty());
    endless.look(Duration.ZERO, GONE);
    assertEquals(Optional.of("no broker; the run waits"), endless.look(Duration.ofDays(1), GONE));
    assertFalse(endless.isOver(Duration.ofDays(2)));
  }

  private Optional<String> look(long second, Optional<String> trouble) {
    return outage.look(Duration.ofSeconds(second), trouble);
  }
}
