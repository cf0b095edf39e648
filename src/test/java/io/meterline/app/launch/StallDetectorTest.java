package io.meterline.app.launch;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.meterline.pipeline.Counters;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** When a run reports that its results have stalled. */
class StallDetectorTest {
  private static final Instant NOON = Instant.parse("2026-11-27T12:00:00Z");

  private final StallDetector stallDetector = new StallDetector(Duration.ofSeconds(20));

  @Test
  void aStallIsReportedOnceAndItsEndOnce() {
    assertEquals(Optional.empty(), observe(0, NOON, NOON));
    assertEquals(Optional.empty(), observe(10, NOON.plusSeconds(10), NOON));
    assertEquals(Optional.empty(), observe(29, NOON.plusSeconds(29), NOON));
    assertEquals(
        Optional.of(
            "results have stalled at 2026-11-27T12:00:00Z: no window completed for 21 s, and readings until"
                + " 2026-11-27T12:00:31Z are waiting; meterline.settings-0 is furthest behind, 40 s"),
        observe(31, NOON.plusSeconds(31), NOON));
    assertEquals(Optional.empty(), observe(60, NOON.plusSeconds(60), NOON));
    assertEquals(
        Optional.of("results advance again, complete until 2026-11-27T12:00:59Z"), observe(61, NOON.plusSeconds(60), NOON.plusSeconds(59)));
    assertEquals(Optional.empty(), observe(62, NOON.plusSeconds(60), NOON.plusSeconds(60)));
  }

  @Test
  void aRunWithoutAnyResultsStallsToo() {
    assertEquals(Optional.empty(), stallDetector.observe(Duration.ZERO, counts(Optional.of(NOON), Optional.empty())));
    var line = stallDetector.observe(Duration.ofSeconds(20), counts(Optional.of(NOON), Optional.empty())).orElseThrow();
    assertEquals("there are no results yet: no window completed for 20 s, and readings until 2026-11-27T12:00:00Z are waiting;"
        + " meterline.settings-0 is furthest behind, 40 s", line);
  }

  @Test
  void aMeterThatReportsNowAndThenIsNoStall() {
    for (var hour = 0; hour < 10; hour++) {
      var reported = NOON.plusSeconds(hour * 3_600L);
      assertEquals(Optional.empty(), observe(hour * 3_600L, reported, reported.minusSeconds(3_600)));
      assertEquals(Optional.empty(), observe(hour * 3_600L + 10, reported, reported));
    }
  }

  @Test
  void unusableEventsAloneAreNoStall() {
    for (var second = 0; second < 1_000; second += 10) {
      assertEquals(Optional.empty(), stallDetector.observe(Duration.ofSeconds(second), counts(Optional.empty(), Optional.empty())));
    }
  }

  @Test
  void aRunThatCatchesUpSlowlyIsNoStall() {
    for (var second = 0; second < 1_000; second += 19) {
      assertEquals(Optional.empty(), observe(second, NOON.plusSeconds(86_400), NOON.plusSeconds(second)));
    }
  }

  private Optional<String> observe(long second, Instant readings, Instant results) {
    return stallDetector.observe(Duration.ofSeconds(second), counts(Optional.of(readings), Optional.of(results)));
  }

  private static Counts counts(Optional<Instant> readings, Optional<Instant> results) {
    var values = new HashMap<String, Long>();
    values.put(Counters.WATERMARK_LAG + ".meterline.settings-0", 40_999L);
    values.put(Counters.WATERMARK_LAG + ".meterline.readings-0", 1_000L);
    readings.ifPresent(until -> values.put(Counters.READINGS_UNTIL, until.toEpochMilli()));
    results.ifPresent(until -> values.put(Counters.RESULTS_UNTIL, until.toEpochMilli()));
    return new Counts(values);
  }
}
