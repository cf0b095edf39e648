package io.meterline.engine.effect;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.meterline.model.log.Reason;
import io.meterline.model.view.Rejected;
import io.meterline.model.view.Row;
import io.meterline.model.view.RowChange;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RejectedEffectTest {
  /** A change that is out of bounds before and after, of another value: its row differs, what becomes of it does not. */
  @Test
  void aChangeThatIsRejectedOnBothSidesIsNeitherRejectedAnewNorUsedAgain() {
    var effect =
        Effects.of(
                (view, to) -> {
                  if (view.equals(Rejected.VIEW)) {
                    List.of(
                            RowChange.deleted(row(1, "would be 5")),
                            RowChange.added(row(1, "would be 7")),
                            RowChange.added(row(2, "would be 9")))
                        .forEach(to);
                  }
                })
            .rejected();
    assertEquals(List.of("0 offset 2"), effect.unusable().stream().map(RejectedEffect.Change::position).toList());
    assertEquals(List.of(), effect.usable());
    assertEquals(Map.of(Reason.OUT_OF_BOUNDS, 1L), effect.added());
    assertEquals(Map.of(), effect.deleted());
  }

  private static Row row(long offset, String detail) {
    return Rejected.VIEW.row(0, "SETTING", 0, offset, "OUT_OF_BOUNDS", detail, Instant.EPOCH, "{}");
  }
}
