package io.meterline.connect.kafka.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.meterline.model.log.Kind;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UntilTest {
  @Test
  void anEndIsTheLatestATimeOrAnOffsetOfEachPartition() {
    assertEquals(new Until.Latest(), Until.parse("latest"));
    assertEquals(new Until.LoggedBefore(Instant.parse("2026-03-01T00:00:00Z")), Until.parse("2026-03-01T00:00:00Z"));
    assertEquals(
        new Until.Offsets(Map.of(Kind.READING, Map.of(0, 120L, 1, 98L), Kind.SETTING, Map.of(0, 7L))),
        Until.parse("readings:0=120,readings:1=98,settings:0=7"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "now", "2026-03-01", "readings:0", "readings:0=", "usage:0=1", "readings:0=1,readings:0=2", "readings:0=-1"})
  void anythingElseIsRejectedAndNamed(String text) {
    var failure = assertThrows(IllegalArgumentException.class, () -> Until.parse(text)).getMessage();
    assertTrue(failure.contains(text.split(",")[0].split("=")[0]), failure);
  }
}
