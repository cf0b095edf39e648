package io.meterline.oracle;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.meterline.engine.analysis.Alerts;
import io.meterline.model.time.DateRange;
import io.meterline.model.time.Known;
import io.meterline.model.view.Row;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Half an hour with 250,000 mWh is 500 W. */
class OracleAlertsTest {
  private static final String THRESHOLD = "alert.threshold.watts";
  private static final String SUSTAIN = "alert.sustain.minutes";
  private static final String CLEAR = "alert.clear.percent";

  @Test
  void anAlertOpensAboveTheThresholdAndClosesAtIt() {
    var log =
        over500().halfHours("A", "2013-01-01T00:00:00Z", 250_000, 250_001, 300_000, 250_000, 0);

    assertEquals(List.of(alert("00:30", "01:30", 500, 600, 550_001, 2)), alerts(log));
  }

  @Test
  void anAlertIsOpenUntilAReadingClosesIt() {
    var log = over500().halfHours("A", "2013-01-01T00:00:00Z", 300_000);

    assertEquals(List.of(alert("00:00", "", 500, 600, 300_000, 1)), alerts(log));
  }

  @Test
  void aRunLastsUntilItsSecondsReachTheSustainedMinutes() {
    var log =
        over500()
            .set("everyone", SUSTAIN, "60")
            .halfHours("A", "2013-01-01T00:00:00Z", 300_000, 0, 300_000, 400_000, 300_000, 0);

    assertEquals(List.of(alert("01:00", "02:30", 500, 800, 1_000_000, 3)), alerts(log));
  }

  @Test
  void aRunThatIsASecondShortOpensNothing() {
    var log =
        over500()
            .set("everyone", SUSTAIN, "60")
            .reading("A", "2013-01-01T00:00:00Z", 1800, 300_000)
            .reading("A", "2013-01-01T00:30:00Z", 1799, 300_000);

    assertEquals(List.of(), alerts(log));
  }

  @Test
  void aGapOrAnOverlapBreaksARun() {
    var log =
        over500()
            .set("everyone", SUSTAIN, "60")
            .reading("A", "2013-01-01T00:00:00Z", 1800, 300_000)
            .reading("A", "2013-01-01T00:30:00.001Z", 1800, 300_000)
            .reading("A", "2013-01-01T01:00:00Z", 1800, 300_000);

    assertEquals(List.of(), alerts(log));
  }

  @Test
  void aGapDoesNotCloseAnOpenAlert() {
    var log =
        over500()
            .halfHours("A", "2013-01-01T00:00:00Z", 300_000)
            .halfHours("A", "2013-01-01T05:00:00Z", 300_000, 0);

    assertEquals(List.of(alert("00:00", "05:30", 500, 600, 600_000, 2)), alerts(log));
  }

  @Test
  void hysteresisKeepsAnAlertOpenBelowTheThresholdButOpensNone() {
    var log =
        over500()
            .set("everyone", CLEAR, "20")
            .halfHours("A", "2013-01-01T00:00:00Z", 200_001, 300_000, 200_001, 200_000, 200_001);

    // 400 W close it, a hair more does not.
    assertEquals(List.of(alert("00:30", "01:30", 500, 600, 500_001, 2)), alerts(log));
  }

  @Test
  void anAlertClosesWhereNoThresholdIsInForce() {
    var log =
        over500()
            .change("everyone", THRESHOLD, "CLEAR", "", "2013-01-01T00:30:00Z")
            .change("everyone", THRESHOLD, "SET", "100", "2013-01-01T01:00:00Z")
            .halfHours("A", "2013-01-01T00:00:00Z", 300_000, 300_000, 300_000);

    assertEquals(
        List.of(alert("00:00", "00:30", 500, 600, 300_000, 1), alert("01:00", "", 100, 600, 300_000, 1)),
        alerts(log));
  }

  @Test
  void theThresholdIsThatOfTheReadingThatOpensAndTheLimitThatOfEachReading() {
    var log =
        over500()
            .set("everyone", SUSTAIN, "60")
            .change("everyone", THRESHOLD, "SET", "550", "2013-01-01T00:30:00Z")
            .change("everyone", THRESHOLD, "SET", "700", "2013-01-01T01:00:00Z")
            .halfHours("A", "2013-01-01T00:00:00Z", 300_000, 300_000, 300_000);

    assertEquals(List.of(alert("00:00", "01:00", 550, 600, 600_000, 2)), alerts(log));
  }

  @Test
  void sustainIsThatOfTheReadingConsidered() {
    var log =
        over500()
            .set("everyone", SUSTAIN, "600")
            .change("everyone", SUSTAIN, "SET", "0", "2013-01-01T01:00:00Z")
            .halfHours("A", "2013-01-01T00:00:00Z", 300_000, 300_000, 300_000);

    assertEquals(List.of(alert("00:00", "", 500, 600, 900_000, 3)), alerts(log));
  }

  @Test
  void aThresholdOfZeroIsPassedByTheLeastEnergy() {
    var log =
        new LogBuilder().set("everyone", THRESHOLD, "0").halfHours("A", "2013-01-01T00:00:00Z", 0, 1, -1);

    assertEquals(List.of(alert("00:30", "01:00", 0, 0, 1, 1)), alerts(log));
  }

  private static LogBuilder over500() {
    return new LogBuilder().set("everyone", THRESHOLD, "500");
  }

  private static List<Row> alerts(LogBuilder log) {
    var run = new Oracle.Run(Known.NOW, Duration.ZERO, DateRange.ALL);
    return Oracle.compute(log.build().readings(), log.build().changes(), run).of("alerts");
  }

  private static Row alert(String opened, String closed, long threshold, long peak, long energy, long readings) {
    var closedAt = Optional.of(closed).filter(time -> !time.isEmpty()).map(OracleAlertsTest::time);
    return Alerts.VIEW.row(0, "A", time(opened), closedAt, threshold, peak, energy, readings);
  }

  private static Instant time(String hourAndMinute) {
    return Instant.parse("2013-01-01T" + hourAndMinute + ":00Z");
  }
}
