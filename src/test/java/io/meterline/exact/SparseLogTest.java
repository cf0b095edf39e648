package io.meterline.exact;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.meterline.exact.BeamRun.Mode;
import io.meterline.model.log.Reason;
import io.meterline.model.time.DateRange;
import io.meterline.model.time.Known;
import io.meterline.oracle.Log;
import io.meterline.oracle.LogBuilder;
import io.meterline.oracle.RejectedEvent;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Windows of a second, a meter that reports every half hour, and unusable events, each alone in its window: first in the log, last,
 * and between the readings. No step waits for a window that nobody asks for.
 */
class SparseLogTest {
  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final String THRESHOLD = "alert.threshold.watts";

  /** All reasons for which the pipeline, rather than a source, rejects an event. */
  private static final Set<Reason> REASONS = EnumSet.complementOf(EnumSet.of(Reason.MALFORMED));

  @ParameterizedTest
  @EnumSource
  void unusableEventsInWindowsOfTheirOwnHoldNothingBack(Mode mode) {
    var scenario =
        new Scenario(log(), Known.THEN, Duration.ofDays(2), DateRange.ALL, Duration.ofSeconds(1), 7, 2);
    var views = assertTimeoutPreemptively(PATIENCE, () -> BeamRun.of(scenario, mode.options(2)));
    scenario.check(views);
    assertEquals(REASONS, views.rejected().stream().map(RejectedEvent::reason).collect(Collectors.toSet()));
  }

  private static Log log() {
    return new LogBuilder()
        .reading("first", "2026-03-01T00:00:07Z", 0, 1)
        .change("device:quiet", THRESHOLD, "ADD", "1", "2026-03-01T00:00:09Z")
        .halfHours("meter", "2026-03-01T00:30:00Z", 1_000, 2_000, 3_000)
        .reading("strong", "2026-03-01T02:10:00Z", 1, 1_000_000_000_000_001L)
        .reading("early", "2026-03-01T05:00:00Z", 1, 1, "2026-03-01T02:20:00Z")
        .change("everyone", THRESHOLD, "ADD", "1", "2026-03-01T02:25:00Z")
        .halfHours("meter", "2026-03-01T02:30:00Z", 4_000)
        .reading("late", "2026-02-01T00:00:00Z", 1, 1, "2026-03-01T03:03:03Z")
        .reading("meter", "2026-03-01T02:30:00Z", 1800, 5_000, "2026-03-01T03:05:05Z")
        .change("everyone", "colour", "SET", "red", "2026-03-01T03:06:06Z")
        .change("nobody", "plan", "SET", "x", "2026-03-01T03:07:07Z")
        .change("device:quiet", "plan", "ADD", "x", "2026-03-01T03:08:08Z")
        .change("device:quiet", THRESHOLD, "SET", "-1", "2026-03-01T03:09:09Z")
        .change("device:quiet", THRESHOLD, "SET", "5", "2026-03-01T03:10:10Z")
        .change("device:quiet", THRESHOLD, "ADD", "-6", "2026-03-01T03:11:11Z")
        .halfHours("meter", "2026-03-01T03:30:00Z", 6_000)
        .reading("last", "2026-03-01T04:44:44Z", -1, 1)
        .change("everyone", THRESHOLD, "SCALE", "2", "2026-03-01T04:55:55Z")
        .build();
  }
}
