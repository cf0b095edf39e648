package io.meterline.app.simulate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.meterline.model.log.LoggedChange;
import io.meterline.model.log.LoggedReading;
import io.meterline.model.log.Reading;
import java.time.Instant;
import java.util.ArrayList;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class BadLineTest {
  private static final long START = Instant.parse("2026-11-22T15:00:00Z").getEpochSecond();

  private final ArrayList<LoggedReading> readings = new ArrayList<>();
  private final LogSink sink =
      new LogSink() {
        @Override
        public void reading(LoggedReading reading) {
          readings.add(reading);
        }

        @Override
        public void change(LoggedChange change) {}
      };

  @Test
  void everySecondIsFinallyReportedSomeLateAndSomeAfterACorrection() {
    for (var second = START; second < START + 10 * BadLine.ROUND; second++) {
      new BadLine("m").second(second, sink);
    }
    var last = new TreeMap<Long, Reading>();
    var replaced = 0;
    var late = 0;
    for (var logged : readings) {
      var reading = logged.reading();
      assertTrue(reading.endMillis() <= logged.position().loggedAt().toEpochMilli(), logged::toString);
      replaced += last.put(reading.endMillis() / 1000, reading) == null ? 0 : 1;
      late += logged.position().loggedAt().getEpochSecond() > reading.endMillis() / 1000 ? 1 : 0;
    }
    assertEquals(10 * BadLine.ROUND, last.size());
    assertEquals(10 * 2, replaced);
    assertEquals(10 * 5, late);
  }
}
