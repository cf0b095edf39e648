package io.meterline.engine.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.meterline.engine.analysis.ComparedDate;
import io.meterline.engine.analysis.ComparedDates;
import io.meterline.engine.analysis.DeviceDays;
import io.meterline.engine.analysis.RowOutput;
import io.meterline.model.log.ReadingRules;
import io.meterline.model.time.ArrivalRules;
import io.meterline.model.time.Known;
import io.meterline.model.time.OptionalTimes;
import io.meterline.model.time.Windows;
import io.meterline.model.view.PackedRows;
import io.meterline.model.view.Row;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * If readings may be late, the state kept for them is bounded by the allowed lateness, however long the log, and expires when no
 * more can arrive. Three years of half-hours, each window with a replaced reading and new settings.
 */
class ExpiryTest {
  private static final Instant START = Instant.parse("2021-01-01T00:00:00Z");
  private static final Instant END = Instant.parse("2024-01-01T00:00:00Z");
  private static final Windows SIX_HOURS = Windows.of(Duration.ofHours(6));

  /** Bytes of a device, or of the shared settings, when nothing is kept for late readings. */
  private static final int BARE = 450;

  /** Bytes of one reading, as regular as these are. */
  private static final int READING_BYTES = 4;

  /** Bytes of one change: the values before and after it, or all settings in force from then on. */
  private static final int CHANGE_BYTES = 80;

  @ParameterizedTest
  @CsvSource({"P2D,PT6H", "P2D,P1D", "P7D,PT6H", "P7D,P1D"})
  void stateIsBoundedByTheLatenessAndDoesNotGrow(Duration lateness, Duration window) {
    var run = live(lateness, Windows.of(window));
    // The lateness counts from the end of an interval of up to a day; and there is a margin of an hour.
    var kept = lateness.plusHours(25).plus(window);
    var readings = kept.dividedBy(Duration.ofMinutes(30));
    var windows = kept.dividedBy(window) + 1;
    var max = 0;
    var maxInFirstYear = 0;
    while (run.next() < END.toEpochMilli()) {
      run.runNextWindow();
      var bytes = run.bytes();
      assertTrue(bytes.own() < BARE + windows * 2 * CHANGE_BYTES, bytes::toString);
      assertTrue(bytes.shared() < BARE + windows * CHANGE_BYTES, bytes::toString);
      // There are two states of each analysis: after the last reading, and before the first one kept.
      assertTrue(bytes.analyses() < 2 * BARE + readings * READING_BYTES + windows * 2 * CHANGE_BYTES, bytes::toString);
      max = Math.max(max, total(bytes));
      if (run.next() < START.plus(Duration.ofDays(365)).toEpochMilli()) {
        maxInFirstYear = max;
      }
    }
    assertTrue(max <= maxInFirstYear + 16, maxInFirstYear + " bytes, then " + max);
    assertTrue(run.rows() > 3 * 365, () -> run.rows() + " rows");
  }

  @Test
  void stateIsProportionalToTheLateness() {
    var two = keptForLateReadings(Duration.ofDays(2));
    var seven = keptForLateReadings(Duration.ofDays(7));
    // Each plus a day, an hour and the window: 79 and 199 hours.
    var ratio = 199.0 / 79;
    assertAbout(ratio, two.own(), seven.own());
    assertAbout(ratio, two.shared(), seven.shared());
    assertAbout(ratio, two.analyses(), seven.analyses());
  }

  @ParameterizedTest
  @ValueSource(strings = {"PT0S", "P2D", "P7D"})
  void theStateOfASilentDeviceShrinksToThatOfARunWithoutLateReadings(Duration lateness) {
    var live = live(lateness, SIX_HOURS);
    var replay = new DeviceRun(new ReadingRules(Known.NOW, lateness), SIX_HOURS, START);
    run(live, 60);
    run(replay, 60);
    assertTrue(total(live.bytes()) > 2 * total(replay.bytes()), () -> live.bytes() + " and " + replay.bytes());
    var silentSince = live.next();
    var expiresAt = live.drain();
    // A varint may be a byte longer in one of them.
    assertTrue(total(live.bytes()) <= total(replay.bytes()) + 3, () -> live.bytes() + " and " + replay.bytes());
    // When everything kept has expired, at the end of a window, and at most an eighth of that time and a window later.
    var kept = lateness.plusHours(25);
    var limit = silentSince + kept.plus(kept.dividedBy(8)).plusHours(6 + 6).toMillis();
    assertTrue(expiresAt <= limit, () -> Instant.ofEpochMilli(expiresAt).toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"P2D", "P7D"})
  void aDateIsKeptOnlyWhileReadingsOfItMayArrive(Duration lateness) {
    var pace = new ComparedDate.Pace(SIX_HOURS, new ArrivalRules(SIX_HOURS, new ReadingRules(Known.THEN, lateness).history()));
    // With windows shorter than a day, each date has its own key.
    var dates = new TreeMap<LocalDate, ComparedDates>();
    var first = LocalDate.ofInstant(START, ZoneOffset.UTC);
    for (var date : first.datesUntil(LocalDate.ofInstant(END, ZoneOffset.UTC)).toList()) {
      var dayEnd = date.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant().toEpochMilli();
      var compared = new ComparedDates();
      compared.add(PackedRows.of(DeviceDays.VIEW.row(1, "m1", date, "flats", 500L, 1800L)), dayEnd);
      dates.put(date, compared);
      complete(dates, dayEnd, pace);
      // Today, the days of the lateness, an interval of a day, and the time zones west of UTC.
      assertTrue(dates.size() <= lateness.toDays() + 3, dates.keySet()::toString);
      var earliest = date.minusDays(lateness.toDays());
      assertTrue(earliest.isBefore(first) || dates.containsKey(earliest), dates.keySet()::toString);
    }
    complete(dates, END.plus(lateness).plus(Duration.ofDays(3)).toEpochMilli(), pace);
    assertEquals(Map.of(), dates);
  }

  /** The bytes kept only for late readings. */
  private static DeviceRun.Bytes keptForLateReadings(Duration lateness) {
    var run = live(lateness, SIX_HOURS);
    run(run, 60);
    var kept = run.bytes();
    run.drain();
    var left = run.bytes();
    return new DeviceRun.Bytes(
        kept.own() - left.own(), kept.shared() - left.shared(), kept.analyses() - 2 * left.analyses());
  }

  private static void assertAbout(double ratio, int bytes, int more) {
    assertEquals(ratio, (double) more / bytes, 0.2 * ratio, bytes + " and " + more + " bytes");
  }

  private static DeviceRun live(Duration lateness, Windows windows) {
    return new DeviceRun(new ReadingRules(Known.THEN, lateness), windows, START);
  }

  private static void run(DeviceRun run, int days) {
    while (run.next() < START.plus(Duration.ofDays(days)).toEpochMilli()) {
      run.runNextWindow();
    }
  }

  private static int total(DeviceRun.Bytes bytes) {
    return bytes.own() + bytes.shared() + bytes.analyses();
  }

  private static void complete(Map<LocalDate, ComparedDates> dates, long time, ComparedDate.Pace pace) {
    dates.values().forEach(compared -> complete(compared, time, pace));
    dates.values().removeIf(compared -> compared.nextTimer(pace).isEmpty());
  }

  private static void complete(ComparedDates compared, long time, ComparedDate.Pace pace) {
    for (var due = compared.nextTimer(pace); OptionalTimes.isBy(due, time); due = compared.nextTimer(pace)) {
      compared.complete(due.getAsLong(), pace, new Discard());
    }
  }

  private static final class Discard implements RowOutput {
    @Override
    public void overflowed(Row row) {}

    @Override
    public void row(Row row) {}

    @Override
    public void deleted(Row row) {}
  }
}
