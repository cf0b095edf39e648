package io.meterline.app.simulate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.LocalDate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class HomeTest {
  private static final int HALF_HOUR = 1_800;
  private static final LocalDate SATURDAY_OF_WINTER_TIME = LocalDate.of(2024, 3, 30);

  @Test
  void peopleLiveByTheLocalClockWhenItChanges() {
    var winter = day(Region.BERLIN, SATURDAY_OF_WINTER_TIME);
    var summer = day(Region.BERLIN, SATURDAY_OF_WINTER_TIME.plusDays(1));

    var sevenInTheEvening = 36;
    assertEquals(winter.activity(sevenInTheEvening), summer.activity(sevenInTheEvening - 2), 1e-9);
  }

  @Test
  void peopleRiseLaterOnDaysOff() {
    var workday = day(Region.REYKJAVIK, SATURDAY_OF_WINTER_TIME.minusDays(1));
    var dayOff = day(Region.REYKJAVIK, SATURDAY_OF_WINTER_TIME);

    var sevenInTheMorning = 14;
    assertTrue(workday.activity(sevenInTheMorning) > 1.5 * dayOff.activity(sevenInTheMorning));
  }

  @Test
  void seasonsAreReversedInTheSouth() {
    var july = LocalDate.of(2024, 7, 20);
    assertTrue(Weather.of(1, Region.BERLIN, july).summer() > 0.9);
    assertTrue(Weather.of(1, Region.SYDNEY, july).summer() < -0.9);
  }

  @Test
  void theSunShinesByDayAndLongerInSummer() {
    var winter = day(Region.REYKJAVIK, LocalDate.of(2024, 1, 20));
    var summer = day(Region.REYKJAVIK, LocalDate.of(2024, 7, 20));

    assertEquals(0, summer.sun(0));
    assertTrue(summer.sun(24) > 0);
    assertTrue(sunny(summer) > sunny(winter));
  }

  private static long sunny(RegionDay day) {
    return IntStream.range(0, day.intervals()).filter(interval -> day.sun(interval) > 0).count();
  }

  @Test
  void aDayDoesNotDependOnTheDaysBefore() {
    var home = Home.of(1, 17);
    var alone = energy(home, SATURDAY_OF_WINTER_TIME);

    var reused = energy(home, SATURDAY_OF_WINTER_TIME.minusDays(1));
    home.live(day(home.region(), SATURDAY_OF_WINTER_TIME), reused);

    assertArrayEquals(alone, reused);
  }

  @Test
  void homesThatHeatTakeMoreInWinter() {
    var heating = inBerlin().filter(home -> home.wattsPerDegree() > 50).findFirst().get();

    assertTrue(total(heating, LocalDate.of(2024, 1, 10)) > 2 * total(heating, LocalDate.of(2024, 7, 10)));
  }

  @Test
  void aSolarRoofExportsInSummer() {
    var solar = inBerlin().filter(home -> home.solarWatts() > 2_000).findFirst().get();

    var lowest = IntStream.range(0, 31).map(day -> lowest(solar, LocalDate.of(2024, 7, 1).plusDays(day))).min();

    assertTrue(lowest.getAsInt() < 0);
  }

  @Test
  void homesAreEmptyForAboutAWeekNowAndThen() {
    var quiet = homes().filter(home -> home.wattsPerDegree() < 12 && home.solarWatts() == 0).limit(20);

    assertTrue(quiet.filter(HomeTest::isEmptyForAWeekOrTwo).count() > 10);
  }

  private static boolean isEmptyForAWeekOrTwo(Home home) {
    var mostWithoutPeople = 1.25 * (home.idleWatts() + 30 * home.wattsPerDegree()) * HALF_HOUR / 3.6 + 1;
    var run = 0;
    for (var day = 0; day < 180; day++) {
      var peak = IntStream.of(energy(home, LocalDate.of(2024, 1, 1).plusDays(day))).max().getAsInt();
      if (peak > mostWithoutPeople && run >= 5 && run <= 13) {
        return true;
      }
      run = peak > mostWithoutPeople ? 0 : run + 1;
    }
    return false;
  }

  private static Stream<Home> homes() {
    return IntStream.range(0, 2_000).mapToObj(number -> Home.of(1, number));
  }

  private static Stream<Home> inBerlin() {
    return homes().filter(home -> home.region() == Region.BERLIN);
  }

  private static long total(Home home, LocalDate from) {
    var fortnight = IntStream.range(0, 14).mapToObj(day -> energy(home, from.plusDays(day)));
    return fortnight.flatMapToInt(IntStream::of).asLongStream().sum();
  }

  private static int lowest(Home home, LocalDate date) {
    return IntStream.of(energy(home, date)).min().getAsInt();
  }

  private static int[] energy(Home home, LocalDate date) {
    var day = day(home.region(), date);
    var energy = new int[day.intervals()];
    home.live(day, energy);
    return energy;
  }

  private static RegionDay day(Region region, LocalDate date) {
    return RegionDay.of(1, region, date, HALF_HOUR);
  }
}
