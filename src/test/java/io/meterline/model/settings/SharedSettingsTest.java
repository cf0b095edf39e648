package io.meterline.model.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** How shared settings are divided into parts. */
class SharedSettingsTest {
  /** State of a live run is kept by part: a scope that moved to another part would lose what was set for it. */
  @Test
  void aScopeStaysInItsPart() {
    var scopes =
        Stream.of(Scope.EVERYONE, Scope.plan("flat"), Scope.plan("Tempo"), Scope.cohort("rue de l'Été"), Scope.cohort("\uD83C\uDFE0"));
    assertEquals(List.of(11, 10, 10, 7, 9), scopes.map(SharedSettings::partOf).toList());
  }

  @Test
  void eachPartHasItsShareOfManyCohorts() {
    var counts =
        IntStream.range(0, 1_600)
            .mapToObj(number -> SharedSettings.partOf(Scope.cohort("street " + number)))
            .collect(Collectors.groupingBy(Function.identity(), TreeMap::new, Collectors.counting()));
    assertEquals(SharedSettings.PARTS, counts.size());
    counts.forEach((part, count) -> assertTrue(count >= 50 && count <= 200, () -> "part " + part + " has " + count));
  }
}
