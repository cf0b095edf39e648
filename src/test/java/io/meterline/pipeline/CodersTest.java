package io.meterline.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.meterline.model.time.Known;
import io.meterline.model.time.Windows;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.apache.beam.sdk.coders.Coder;
import org.junit.jupiter.api.Test;

class CodersTest {
  private static final Rules NOW = new Rules(Known.NOW, Duration.ofDays(1), Windows.of(Duration.ofDays(1)));
  private static final Rules THEN = new Rules(Known.THEN, Duration.ofDays(1), Windows.of(Duration.ofDays(1)));

  /** Flink refuses to flatten collections whose coders are not equal. */
  @Test
  void codersOfTheSameElementsAreEqual() {
    var all =
        List.<Supplier<Coder<?>>>of(
            Coders::loggedChange,
            Coders::rows,
            Coders::timeline,
            Coders::withOwnSettings,
            Coders::analysisEvents,
            Coders::snapshots,
            Coders::rangeStarts,
            Coders::rangeEvents,
            () -> Coders.deviceEvents(),
            () -> Coders.sharedEvents(NOW));
    for (var coder : all) {
      assertEquals(coder.get(), coder.get());
      assertEquals(coder.get().hashCode(), coder.get().hashCode());
    }
  }

  @Test
  void codersOfOtherRulesAreNotEqual() {
    assertNotEquals(Coders.sharedEvents(NOW), Coders.sharedEvents(THEN));
  }
}
