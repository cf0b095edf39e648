package io.meterline.model.log;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.meterline.model.time.Known;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

/** Which readings are used, and the messages for those that are rejected. */
class ReadingRulesTest {
  private static final long START = millis("2024-03-01T00:00:00Z");
  private static final Duration LATENESS = Duration.ofDays(2);
  private static final ReadingRules THEN = new ReadingRules(Known.THEN, LATENESS);
  private static final ReadingRules NOW = new ReadingRules(Known.NOW, LATENESS);

  @Property
  void aReadingIsTooLateFromTheFirstMillisecondAfterTheAllowedLateness(
      @ForAll @IntRange(min = 1, max = 86_400) int seconds, @ForAll @LongRange(min = -3, max = 3) long more) {
    var logged = START + seconds * 1000L + LATENESS.toMillis() + more;
    assertEquals(more > 0 ? Optional.of(Reason.TOO_LATE) : Optional.empty(), THEN.check(START, seconds, 1, logged));
    assertEquals(Optional.empty(), NOW.check(START, seconds, 1, logged));
  }

  @Property
  void anIntervalOfMoreThanADayIsLateLikeOneOfADay(
      @ForAll @IntRange(min = 86_400) int seconds, @ForAll @LongRange(min = -3, max = 3) long more) {
    var logged = START + Duration.ofDays(1).toMillis() + LATENESS.toMillis() + more;
    assertEquals(THEN.check(START, 86_400, 1, logged), THEN.check(START, seconds, 1, logged));
  }

  @Property
  void theFirstReasonThatAppliesIsReturned(
      @ForAll @IntRange(min = -1, max = 1) int seconds, @ForAll @LongRange(min = -1, max = 1) long tooMuch, @ForAll boolean early) {
    var energy = tooMuch * (ReadingRules.MAX_MILLIWATT_HOURS + 1);
    var logged = early ? START - 1 : START + 1_000_000_000_000L;
    var late = early ? Reason.FROM_THE_FUTURE : Reason.TOO_LATE;
    var expected = seconds < 1 ? Reason.BAD_SECONDS : tooMuch != 0 ? Reason.OUT_OF_BOUNDS : late;
    assertEquals(Optional.of(expected), THEN.check(START, seconds, energy, logged));
    assertEquals(Optional.of(Reason.MALFORMED), THEN.check(Long.MAX_VALUE, seconds, energy, logged));
    assertEquals(Optional.of(Reason.MALFORMED), THEN.check(START, seconds, energy, Long.MIN_VALUE));
  }

  @Test
  void theMessageSaysFromWhenLatenessCounts() {
    assertEquals(
        "logged at 2024-03-05T00:00:00Z, more than PT48H after its end at 2024-03-01T00:30:00Z",
        THEN.explain(Reason.TOO_LATE, START, 1800, 1, millis("2024-03-05T00:00:00Z")));
    assertEquals(
        "logged at 2024-03-05T00:00:00Z, more than PT48H after its end at 2024-03-02T00:00:00Z",
        THEN.explain(Reason.TOO_LATE, START, 86_400, 1, millis("2024-03-05T00:00:00Z")));
  }

  @Test
  void theMessageForAnIntervalOfMoreThanADaySaysThatItCountsAsADayAndWhenItEnds() {
    assertEquals(
        "logged at 2024-03-05T00:00:00Z, more than PT48H after 2024-03-02T00:00:00Z, a day after its start: an interval of more"
            + " than a day, such as this one that ends at 2024-03-04T00:00:00Z, counts as a day there",
        THEN.explain(Reason.TOO_LATE, START, 3 * 86_400, 1, millis("2024-03-05T00:00:00Z")));
  }

  private static long millis(String time) {
    return Instant.parse(time).toEpochMilli();
  }
}
