package io.meterline.app.simulate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.meterline.model.log.LoggedChange;
import io.meterline.model.log.LoggedReading;
import io.meterline.model.log.Position;
import io.meterline.model.log.Reading;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PendingLogTest {
  private final List<String> logged = new ArrayList<>();
  private final PendingLog log =
      new PendingLog(
          new LogSink() {
            @Override
            public void reading(LoggedReading reading) {
              logged.add(reading.device() + place(reading.position()));
            }

            @Override
            public void change(LoggedChange change) {
              logged.add(change.name() + place(change.position()));
            }
          });

  @Test
  void eventsAreLoggedInTheOrderOfTheirTimes() {
    log.put(30, 1, upload("c"));
    log.put(10, 1, upload("a"));
    log.put(20, 2, upload("b"));

    log.advance(31);

    assertEquals(List.of("a 10 1/0", "b 20 2/0", "c 30 1/1"), logged);
  }

  @Test
  void eventsOfOneTimeAreLoggedByPartitionAndThenInInsertionOrder() {
    log.put(10, 2, upload("c"));
    log.put(10, 1, upload("a"));
    log.put(10, 1, upload("b"));

    log.advance(11);

    assertEquals(List.of("a 10 1/0", "b 10 1/1", "c 10 2/0"), logged);
  }

  @Test
  void offsetsOfSettingsAreIndependentOfThoseOfReadings() {
    log.put(10, 0, upload("a"));
    log.put(11, change("x"));
    log.put(12, change("y"));
    log.put(13, 0, upload("b"));

    log.advance(14);

    assertEquals(List.of("a 10 0/0", "x 11 0/0", "y 12 0/1", "b 13 0/1"), logged);
  }

  @Test
  void eventsWaitUntilTheirTimeIsPast() {
    log.put(10, 0, upload("a"));

    log.advance(10);

    assertEquals(List.of(), logged);
  }

  @Test
  void nothingIsLoggedBeforeTheTimeReached() {
    log.advance(10);

    assertThrows(IllegalArgumentException.class, () -> log.put(9, 0, upload("a")));
  }

  private static String place(Position position) {
    return " " + position.loggedAt().toEpochMilli() + " " + position.partition() + "/" + position.offset();
  }

  private static Upload upload(String device) {
    return new Upload(device, new Reading(0, 1800, 1));
  }

  private static Change change(String name) {
    return new Change(new Edit("everyone", name, "SET", "1"), Instant.EPOCH, Optional.empty(), Optional.empty());
  }
}
