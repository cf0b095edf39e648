package io.meterline.model.time;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.stream.LongStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.LongRange;

class ArrivalRulesTest {
  @Provide
  Arbitrary<ArrivalRules> rules() {
    return Combinators.combine(
            Arbitraries.longs().between(1, Duration.ofDays(40).toMillis()), Arbitraries.longs().between(0, Duration.ofDays(10).toMillis()))
        .as((window, history) -> new ArrivalRules(new Windows(window), Duration.ofMillis(history)));
  }

  @Property
  void whatIsKeptExpiresOnceNoReadingFromBeforeItCanArriveAndNotMuchLater(
      @ForAll("rules") ArrivalRules rules, @ForAll @LongRange(min = -4_102_444_800_000L, max = 4_102_444_800_000L) long at) {
    var expiry = rules.expiryOf(at);
    assertEquals(expiry, rules.windows().startOf(expiry), "the end of a window");
    assertTrue(rules.earliestAfter(expiry) > at, () -> rules + " at " + at + ": " + expiry);
    var latest = rules.lastEndFor(at) + rules.history().toMillis() / 8 + rules.windows().millis();
    assertTrue(expiry <= latest, () -> rules + " at " + at + ": " + expiry);
  }

  @Example
  void readingsOfAWeekShareFewExpiries() {
    var rules = new ArrivalRules(new Windows(1000), Duration.ofDays(4));
    var week = Duration.ofDays(7).toMillis();
    var expiries = LongStream.iterate(0, at -> at < week, at -> at + 10_000).map(rules::expiryOf).distinct().count();
    assertEquals(14, expiries, "one in half a day");
  }
}
