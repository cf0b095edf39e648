package io.meterline.app.launch;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RunProgressTest {
  @Test
  void aLiveRunSaysWhenMostSettingsChangesWereRejected() {
    assertEquals(
        "17 changes, published 0 rows, 0 corrected by late readings, 15 events rejected, most settings changes among them: 15 of 17",
        shown(Map.of("changes", 17L, "rejected.BAD_VALUE", 15L, "changes.rejected.BAD_VALUE", 15L)));
  }

  @Test
  void rejectedReadingsAndAFewRejectedChangesAreOnlyCounted() {
    assertEquals(
        "17 changes, published 0 rows, 0 corrected by late readings, 28 events rejected",
        shown(Map.of("changes", 17L, "rejected.BAD_VALUE", 8L, "changes.rejected.BAD_VALUE", 8L, "rejected.TOO_LATE", 20L)));
  }

  @Test
  void aResumedRunThatRejectsChangesReadBeforeSaysNothingAboutThem() {
    assertEquals(
        "0 changes, published 0 rows, 0 corrected by late readings, 2 events rejected",
        shown(Map.of("changes", 0L, "rejected.NOTHING_TO_CHANGE", 2L, "changes.rejected.NOTHING_TO_CHANGE", 2L)));
  }

  private static String shown(Map<String, Long> counted) {
    var line = new RunProgress("FlinkRunner", () -> Optional.of(new Counts(counted))).ofLive();
    return line.substring(line.indexOf("readings and ") + "readings and ".length());
  }
}
