package io.meterline.engine.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.meterline.model.view.View;
import java.util.List;
import org.junit.jupiter.api.Test;

/** State and rows are identified by the name of a view, so names must be unique. */
class AnalysesTest {
  @Test
  void twoAnalysesWithTheSameNameAreRefused() {
    var refused = assertThrows(IllegalArgumentException.class, () -> Analyses.standard().and(new Usage()));
    assertEquals("there are two views named usage", refused.getMessage());
  }

  @Test
  void anAddedAnalysisIsPublishedAfterTheExistingOnesAndChangesNoneOfThem() {
    var fewer = new Analyses(List.of(new Usage()), new DeviceDays());
    var more = fewer.and(new Alerts());
    assertEquals(List.of("usage", "cohorts", "comparisons", "rejected"), names(fewer.views()));
    assertEquals(List.of("usage", "alerts", "cohorts", "comparisons", "rejected"), names(more.views()));
    assertEquals(List.of("usage", "alerts", "device_days"), more.all().stream().map(analysis -> analysis.view().name()).toList());
  }

  private static List<String> names(List<View> views) {
    return views.stream().map(View::name).toList();
  }
}
