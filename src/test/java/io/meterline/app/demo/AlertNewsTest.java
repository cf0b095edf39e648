package io.meterline.app.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.meterline.app.demo.AlertNews.News;
import io.meterline.engine.analysis.Alerts;
import io.meterline.model.view.Row;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AlertNewsTest {
  private static final Instant OPENED = Instant.parse("2026-11-22T15:00:00Z");

  private final AlertNews news = new AlertNews();

  @Test
  void anAlertOpensContinuesAndCloses() {
    assertInstanceOf(News.Opened.class, take(Optional.of(alert(Optional.empty(), 5_000))).orElseThrow());
    assertEquals(Optional.empty(), take(Optional.of(alert(Optional.empty(), 6_000))));
    assertInstanceOf(News.Closed.class, take(Optional.of(alert(Optional.of(9), 6_000))).orElseThrow());
    assertEquals(Optional.empty(), take(Optional.of(alert(Optional.of(9), 6_000))));
  }

  @Test
  void aClosedAlertThatChangesIsCorrectedAndOneThatIsDeletedWithdrawn() {
    take(Optional.of(alert(Optional.empty(), 5_000)));
    take(Optional.of(alert(Optional.of(9), 5_000)));
    var corrected = (News.Corrected) take(Optional.of(alert(Optional.of(7), 5_000))).orElseThrow();
    assertEquals(Optional.of(OPENED.plusSeconds(9)), corrected.before().closedAt());
    assertEquals(Optional.of(OPENED.plusSeconds(7)), corrected.after().closedAt());

    assertInstanceOf(News.Withdrawn.class, take(Optional.empty()).orElseThrow());
    assertEquals(Optional.empty(), take(Optional.empty()));
  }

  @Test
  void anAlertThatHasClosedWhenFirstSeenIsFound() {
    assertInstanceOf(News.Found.class, take(Optional.of(alert(Optional.of(9), 5_000))).orElseThrow());
  }

  private Optional<News> take(Optional<Row> row) {
    return news.take("m1 at 15:00", row);
  }

  private static Row alert(Optional<Integer> closedAfterSeconds, long peakWatts) {
    return Alerts.VIEW.row(0, "m1", OPENED, closedAfterSeconds.map(OPENED::plusSeconds), 4_000L, peakWatts, 7L, 9L);
  }
}
