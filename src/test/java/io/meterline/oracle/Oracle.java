package io.meterline.oracle;

import io.meterline.model.log.LoggedChange;
import io.meterline.model.log.LoggedReading;
import io.meterline.model.time.DateRange;
import io.meterline.model.time.Known;
import io.meterline.model.view.Row;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The reference implementation of the views of a log: read everything, sort it, process it once.
 *
 * <p>It shares no logic with the product, only the records of events and rows, so that a mistake must be made twice to go
 * unnoticed. It is simple where the product is fast.
 */
public final class Oracle {
  /**
   * The options of a run.
   *
   * @param known whether corrections are known before they are logged
   * @param lateness the allowed lateness under {@code known=then}: how long after the end of its interval a reading may be logged
   * @param dates the dates whose rows are written
   */
  public record Run(Known known, Duration lateness, DateRange dates) {}

  private Oracle() {}

  /** The views of the log, whose events may come in any order. */
  public static Views compute(List<LoggedReading> readings, List<LoggedChange> changes, Run run) {
    var rejected = new ArrayList<RejectedEvent>();
    var settings = OracleSettings.fold(changes, run.known(), rejected);
    var used = OracleReadings.used(readings, run, rejected);

    var usage = new ArrayList<Row>();
    var alerts = new ArrayList<Row>();
    var days = new ArrayList<OracleCohorts.DeviceDay>();
    used.forEach(
        (device, inOrder) -> {
          var withSettings = ReadingWithSettings.all(inOrder, settings);
          usage.addAll(OracleUsage.rows(device, withSettings));
          alerts.addAll(OracleAlerts.rows(device, withSettings));
          days.addAll(OracleCohorts.days(device, withSettings));
        });

    usage.removeIf(row -> !isDateWithin(run.dates(), (LocalDate) row.find("date").orElseThrow()));
    alerts.removeIf(row -> !isDateWithin(run.dates(), utcDate((Instant) row.find("opened_at").orElseThrow())));
    days.removeIf(day -> !isDateWithin(run.dates(), day.date()));
    return new Views(
        Map.of(
            "usage", usage,
            "alerts", alerts,
            "cohorts", OracleCohorts.cohorts(days),
            "comparisons", OracleCohorts.comparisons(days)),
        rejected);
  }

  private static boolean isDateWithin(DateRange dates, LocalDate date) {
    return date.compareTo(dates.from()) >= 0 && date.compareTo(dates.to()) < 0;
  }

  private static LocalDate utcDate(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC).toLocalDate();
  }
}
