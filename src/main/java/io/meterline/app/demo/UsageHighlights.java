package io.meterline.app.demo;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import java.nio.file.Path;
import java.time.YearMonth;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * The homes with the highest usage.
 *
 * @param month the month of most rows
 * @param top the homes with the highest usage in it, highest first
 * @param dayShown a day of one of these homes, if possible one on which clocks change
 * @param days that day and its neighbours
 */
public record UsageHighlights(YearMonth month, List<HomeMonth> top, UsageDay dayShown, List<UsageDay> days) {
  private static final int HOURS_OF_MOST_DAYS = 24;

  /** The devices of the homes with the highest usage. */
  public List<String> homesShown() {
    return top.stream().map(HomeMonth::device).toList();
  }

  /**
   * Selects from the views of a folder, which must have at least one row of usage.
   *
   * @param homes how many to show at most
   */
  public static UsageHighlights of(Path views, int homes) {
    var usage = UsageDay.read(views);
    var month = fullestMonth(usage);
    var inMonth = usage.stream().filter(day -> YearMonth.from(day.date()).equals(month)).toList();
    var byDevice = inMonth.stream().collect(groupingBy(UsageDay::device, TreeMap::new, toList()));
    var top =
        byDevice.entrySet().stream()
            .map(home -> HomeMonth.of(home.getKey(), home.getValue()))
            .sorted(Comparator.comparingLong(HomeMonth::milliwattHours).reversed())
            .limit(homes)
            .toList();
    var dayShown = dayToShow(top, byDevice);
    return new UsageHighlights(month, top, dayShown, usage.stream().filter(isAround(dayShown)).toList());
  }

  private static YearMonth fullestMonth(List<UsageDay> usage) {
    return usage.stream()
        .collect(groupingBy(day -> YearMonth.from(day.date()), TreeMap::new, counting()))
        .entrySet()
        .stream()
        .max(Map.Entry.comparingByValue())
        .orElseThrow(() -> new IllegalArgumentException("the view of usage has no rows"))
        .getKey();
  }

  private static UsageDay dayToShow(List<HomeMonth> top, Map<String, List<UsageDay>> byDevice) {
    Optional<UsageDay> changed =
        top.stream()
            .flatMap(home -> byDevice.get(home.device()).stream())
            .filter(day -> day.hourly().size() != HOURS_OF_MOST_DAYS)
            .findFirst();
    var highest = byDevice.get(top.get(0).device());
    return changed.orElse(highest.get(highest.size() / 2));
  }

  private static Predicate<UsageDay> isAround(UsageDay middle) {
    return day ->
        day.device().equals(middle.device())
            && day.zone().equals(middle.zone())
            && !day.date().isBefore(middle.date().minusDays(1))
            && !day.date().isAfter(middle.date().plusDays(1));
  }
}
