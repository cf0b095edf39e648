package io.meterline.engine.effect;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.meterline.engine.analysis.Usage;
import io.meterline.model.view.Row;
import io.meterline.model.view.RowChange;
import io.meterline.model.view.RowDifferences;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class MoneyEffectTest {
  private static final LocalDate DATE = LocalDate.parse("2026-03-01");

  @Test
  void sumsCostAndStandingAndSortsTiesByName() {
    var effect =
        Effects.of(
            usage(
                RowChange.changed(row("b", OptionalLong.of(100), OptionalLong.of(5)), row("b", OptionalLong.of(90), OptionalLong.of(5))),
                RowChange.changed(row("a", OptionalLong.of(-20), OptionalLong.empty()), row("a", OptionalLong.of(-30), OptionalLong.empty())),
                RowChange.added(row("c", OptionalLong.of(7), OptionalLong.empty())))).money();
    assertEquals(List.of("a", "b", "c"), effect.devices().stream().map(DeviceMoney::device).toList());
    assertEquals(OptionalLong.of(85), effect.before());
    assertEquals(OptionalLong.of(72), effect.after());
    assertEquals(OptionalLong.of(-13), effect.difference());
    assertEquals(OptionalLong.of(-10), effect.difference(50));
    assertEquals(OptionalLong.of(7), effect.difference(100));
  }

  @Test
  void countsRowsWithoutCostApart() {
    var known = row("a", OptionalLong.of(1), OptionalLong.empty());
    var effect = Effects.of(usage(RowChange.changed(row("a", OptionalLong.empty(), OptionalLong.of(9)), known))).money();
    assertEquals(1, effect.unknownRows());
    assertEquals(OptionalLong.of(0), effect.difference());
    assertEquals(OptionalLong.empty(), effect.difference(50));
  }

  @Test
  void countsRowsDevicesAndDates() {
    var effects = Effects.of(usage(RowChange.deleted(row("a", OptionalLong.of(1), OptionalLong.empty()))));
    assertEquals(1, effects.deleted());
    assertEquals(0, effects.added() + effects.changed());
    assertEquals(List.of("a"), List.copyOf(effects.views().get(0).devices()));
    assertEquals(Optional.of(DATE), effects.views().get(0).last());
  }

  private static RowDifferences usage(RowChange... changes) {
    return (view, to) -> {
      if (view.equals(Usage.VIEW)) {
        List.of(changes).forEach(to);
      }
    };
  }

  private static Row row(String device, OptionalLong cost, OptionalLong standing) {
    return Usage.VIEW.row(
        0, device, DATE, "UTC", OptionalLong.of(1), cost, 1L, Optional.empty(), 1L, standing, 60L);
  }
}
