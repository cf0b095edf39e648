package io.meterline.connect.kafka.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class PartitionWatermarkTest {
  private static final long WAIT = 60_000;
  private static final long SLACK = 1_000;

  @Test
  void anEventAdvancesTheWatermarkToItsTimeMinusTheWait() {
    var watermark = new PartitionWatermark(WAIT, SLACK, PartitionWatermark.UNKNOWN);
    watermark.emitted(1_000_000);
    assertEquals(940_000, watermark.promised());
    assertEquals(940_500, watermark.timestampOf(1_000_500));
  }

  @Test
  void catchingUpAdvancesTheWatermarkToTheClockMinusTheWaitAndTheSlack() {
    var watermark = new PartitionWatermark(WAIT, SLACK, PartitionWatermark.UNKNOWN);
    watermark.caughtUp(1_000_000);
    assertEquals(939_000, watermark.promised());
  }

  @Property
  void theWatermarkNeverDecreasesAndNoTimestampIsBeforeIt(
      @ForAll List<@LongRange(min = -100_000, max = 100_000) Long> times, @ForAll boolean isEnd) {
    var watermark = new PartitionWatermark(WAIT, SLACK, PartitionWatermark.UNKNOWN);
    for (var time : times) {
      var before = watermark.promised();
      assertTrue(watermark.timestampOf(time) >= before);
      if (isEnd == (time % 2 == 0)) {
        watermark.caughtUp(time);
      } else {
        watermark.emitted(time);
      }
      assertTrue(watermark.promised() >= before);
    }
  }
}
