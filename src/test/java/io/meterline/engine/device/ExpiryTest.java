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
import io.meterline.model.view.PackedRow;
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
 * Where readings may come late, what is kept for them is as much as the lateness asks for, however long the log, and is
 * let go when no more can come: three years of half-hours, each window with a replaced reading and new settings.
 */
class ExpiryTest {
  private static final Instant START = Instant.parse("2021-01-01T00:00:00Z");
  private static final Instant END = Instant.parse("2024-01-01T00:00:00Z");
  private static final Windows SIX_HOURS = Windows.of(Duration.ofHours(6));

  /** What is left of a device, or of the shared settings, when nothing is kept for late readings. */
  private static final int BARE = 450;

  /** Of one reading, regular as these are. */
  private static final int READING_BYTES = 4;

  /** Of what one change leaves: a value until then and one from then on, or everything in force from then on. */
  private static final int CHANGE_BYTES = 80;

  @ParameterizedTest
  @CsvSource({"P2D,PT6H", "P2D,P1D", "P7D,PT6H", "P7D,P1D"})
  void whatIsKeptIsBoundedByTheLatenessAndDoesNotGrow(Duration lateness, Duration window) {
    var run = live(lateness, Windows.of(window));
    // An interval of a day may be as late as that after its end; and a margin.
    var kept = lateness.plusHours(25).plus(window);
    var readings = kept.dividedBy(Duration.ofMinutes(30));
    var windows = kept.dividedBy(window) + 1;
    var most = 0;
    var mostInFirstYear = 0;
    while (run.next() < END.toEpochMilli()) {
      run.goOn();
      var bytes = run.bytes();
      assertTrue(bytes.own() < BARE + windows * 2 * CHANGE_BYTES, bytes::toString);
      assertTrue(bytes.shared() < BARE + windows * CHANGE_BYTES, bytes::toString);
      // The analyses stand after the last reading, and before the first that is kept.
      assertTrue(bytes.analyses() < 2 * BARE + readings * READING_BYTES + windows * 2 * CHANGE_BYTES, bytes::toString);
      most = Math.max(most, total(bytes));
      if (run.next() < START.plus(Duration.ofDays(365)).toEpochMilli()) {
        mostInFirstYear = most;
      }
    }
    assertTrue(most <= mostInFirstYear + 16, mostInFirstYear + " bytes, then " + most);
    assertTrue(run.rows() > 3 * 365, () -> run.rows() + " rows");
  }

  @Test
  void whatIsKeptIsInProportionToTheLateness() {
    var two = keptForLateReadings(Duration.ofDays(2));
    var seven = keptForLateReadings(Duration.ofDays(7));
    // A day and an hour more each, and the window: 79 hours and 199.
    var ratio = 199.0 / 79;
    assertAbout(ratio, two.own(), seven.own());
    assertAbout(ratio, two.shared(), seven.shared());
    assertAbout(ratio, two.analyses(), seven.analyses());
  }

  @ParameterizedTest
  @ValueSource(strings = {"PT0S", "P2D", "P7D"})
  void aSilentDeviceIsLeftWithWhatIsKeptWhereNothingComesLate(Duration lateness) {
    var live = live(lateness, SIX_HOURS);
    var replay = new DeviceRun(new ReadingRules(Known.NOW, lateness), SIX_HOURS, START);
    run(live, 60);
    run(replay, 60);
    assertTrue(total(live.bytes()) > 2 * total(replay.bytes()), () -> live.bytes() + " and " + replay.bytes());
    var silentSince = live.next();
    var expiresAt = live.fallSilent();
    // A number may take a byte more in one of them.
    assertTrue(total(live.bytes()) <= total(replay.bytes()) + 3, () -> live.bytes() + " and " + replay.bytes());
    // When all that is kept has become too old, at the end of a window.
    var limit = silentSince + lateness.plusHours(25 + 6).toMillis();
    assertTrue(expiresAt <= limit, () -> Instant.ofEpochMilli(expiresAt).toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"P2D", "P7D"})
  void aDateIsKeptWhileReadingsOfItMayComeAndNoLonger(Duration lateness) {
    var pace = new ComparedDate.Pace(SIX_HOURS, new ArrivalRules(SIX_HOURS, new ReadingRules(Known.THEN, lateness).history()));
    // Of windows of less than a day, each date has a key of its own.
    var dates = new TreeMap<LocalDate, ComparedDates>();
    var first = LocalDate.ofInstant(START, ZoneOffset.UTC);
    for (var date : first.datesUntil(LocalDate.ofInstant(END, ZoneOffset.UTC)).toList()) {
      var dayEnd = date.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant().toEpochMilli();
      var compared = new ComparedDates();
      compared.add(PackedRows.of(PackedRow.of(DeviceDays.VIEW.row(1, "m1", date, Optional.of("flats"), 500L))), dayEnd);
      dates.put(date, compared);
      complete(dates, dayEnd, pace);
      // Today and the days of the lateness; an interval of a day; and a date lasts longer in the west.
      assertTrue(dates.size() <= lateness.toDays() + 3, dates.keySet()::toString);
      var earliest = date.minusDays(lateness.toDays());
      assertTrue(earliest.isBefore(first) || dates.containsKey(earliest), dates.keySet()::toString);
    }
    complete(dates, END.plus(lateness).plus(Duration.ofDays(3)).toEpochMilli(), pace);
    assertEquals(Map.of(), dates);
  }

  /** How much is kept on top of what is left in the end, at most. */
  private static DeviceRun.Bytes keptForLateReadings(Duration lateness) {
    var run = live(lateness, SIX_HOURS);
    run(run, 60);
    var kept = run.bytes();
    run.fallSilent();
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
      run.goOn();
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
      compared.complete(due.getAsLong(), pace, new Unread());
    }
  }

  private static final class Unread implements RowOutput {
    @Override
    public void overflowed(Row row) {}

    @Override
    public void row(Row row) {}

    @Override
    public void deleted(Row row) {}
  }
}
