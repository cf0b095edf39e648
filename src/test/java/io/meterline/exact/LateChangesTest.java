package io.meterline.exact;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Settings changes that arrive after results of their time were published, such as from a broker whose clock is far behind. */
class LateChangesTest {
  private final Story story = new Story();

  @Test
  void aLateSharedChangeTakesEffectAfterThePublishedResults() {
    checkLateChange("everyone");
  }

  @Test
  void aLateDeviceChangeTakesEffectAfterThePublishedResults() {
    checkLateChange("device:m1");
  }

  private void checkLateChange(String scope) {
    story.price(scope, 300_000, "Mon 00:00");
    story.reading("m1", "Mon 10:30", 1000);
    story.watermark("Mon 12:00");
    story.written();
    story.price(scope, 100_000, "Mon 10:00");
    story.watermark("Mon 13:00");
    assertEquals(List.of(), story.written());
    story.reading("m1", "Mon 13:00", 1000);
    // It starts after the change should have taken effect, and gets the same settings as others of its time.
    story.reading("m1", "Mon 11:00", 1000, "Mon 13:50");
    story.watermark("Mon 15:00");
    assertEquals("1500000 mWh, 350000 micros, 3 readings, peak 1000 W", story.usage("m1", "Mon"));
  }

  @Test
  void aLateRelativeChangeWithNothingToChangeIsRejected() {
    story.price("everyone", 300_000, "Mon 10:00");
    story.reading("m1", "Mon 10:30", 1000);
    story.watermark("Mon 12:00");
    story.written();
    story.add("everyone", "alert.threshold.watts", "5", "Mon 10:00");
    assertEquals(List.of("rejected NOTHING_TO_CHANGE, logged Mon 10:00"), story.written());
  }
}
