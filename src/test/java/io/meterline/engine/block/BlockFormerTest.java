package io.meterline.engine.block;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.meterline.model.log.ReadingRules;
import io.meterline.model.log.Reason;
import io.meterline.model.log.Rejection;
import io.meterline.model.time.Arrival;
import io.meterline.model.time.Known;
import io.meterline.model.time.Windows;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;

/** Readings with any arrival become blocks or rejections. */
class BlockFormerTest {
  private static final long DAY = 86_400;
  private static final long HOUR = 3_600;
  private static final long LOGGED_AT = 1_700_000_000L;

  /** Either a block that starts within the history kept for its window, or a rejection. Times are in seconds. */
  @Property
  void noBlockStartsBeforeTheHistoryKept(
      @ForAll @LongRange(max = 4 * DAY) long age,
      @ForAll @LongRange(min = 1, max = 2 * DAY) long seconds,
      @ForAll @LongRange(max = 3 * DAY) long lateness,
      @ForAll @LongRange(min = 1, max = 3 * DAY) long window,
      @ForAll @LongRange(max = DAY) long wait,
      @ForAll @LongRange(min = -5 * DAY, max = 5 * DAY) long ahead) {
    var rules = new ReadingRules(Known.THEN, Duration.ofSeconds(lateness));
    var arrival = Arrival.asLogged(Duration.ofSeconds(wait), (LOGGED_AT + ahead) * 1_000);
    var rejections = new ArrayList<Rejection>();
    var blocks = new ArrayList<PackedBlock>();
    var former = new BlockFormer(Windows.of(Duration.ofSeconds(window)), arrival, rules, rejections::add);
    var at = (LOGGED_AT - age) * 1_000;
    former.add(former.device("m"), at, (int) seconds, 1, LOGGED_AT * 1_000, 0, 7);
    former.flush((device, block) -> blocks.add(block));

    assertEquals(1, blocks.size() + rejections.size());
    for (var block : blocks) {
      assertTrue(block.earliest() >= block.window() - rules.history().toMillis());
    }
    var reason = rules.check(at, (int) seconds, 1, LOGGED_AT * 1_000);
    if (reason.isPresent() || ahead <= HOUR) {
      assertEquals(reason, reason(rejections), "decided by the log alone");
    } else {
      assertTrue(rejections.isEmpty() || reason(rejections).equals(Optional.of(Reason.TOO_LATE)));
    }
  }

  private static Optional<Reason> reason(List<Rejection> rejections) {
    return rejections.stream().findFirst().map(Rejection::reason);
  }
}
