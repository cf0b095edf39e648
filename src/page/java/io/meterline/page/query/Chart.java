package io.meterline.page.query;

import static io.meterline.page.query.Parameter.DEVICE;
import static io.meterline.page.query.Parameter.FROM;
import static io.meterline.page.query.Parameter.LIKE;
import static io.meterline.page.query.Parameter.ORDER;
import static io.meterline.page.query.Parameter.REASON;
import static io.meterline.page.query.Parameter.TO;

import io.meterline.page.Refusal;
import java.util.List;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A chart: a query over the views of an edition. Its SQL is the file of its name in {@code sql/}.
 *
 * @param name its name, such as {@code home/days}
 * @param parameters what it is asked with
 * @param sql its query
 */
public record Chart(String name, List<Parameter> parameters, String sql) {
  private static final String HOME = "home/";

  /** Those that read usage of other dates than the ones asked for. */
  private static final Set<String> OTHER_DATES = Set.of("home/totals", "home/alerts", "home/standing");

  /** All of them, by name. */
  private static final Map<String, Chart> ALL =
      Stream.of(
              chart("home/span", DEVICE),
              chart("home/days", DEVICE, FROM, TO),
              chart("home/hours", DEVICE, FROM, TO),
              chart("home/months", DEVICE, FROM, TO),
              chart("home/totals", DEVICE, FROM, TO),
              chart("home/alerts", DEVICE, FROM, TO),
              chart("home/standing", DEVICE, FROM, TO),
              chart("fleet/days", FROM, TO),
              chart("fleet/totals", FROM, TO),
              chart("fleet/homes", FROM, TO, LIKE, ORDER),
              chart("fleet/alerts", FROM, TO),
              chart("fleet/cohorts", FROM, TO),
              chart("fleet/rejected"),
              chart("fleet/rejected-events", REASON),
              chart("versions/differences"))
          .collect(Collectors.toUnmodifiableMap(Chart::name, Function.identity()));

  private static Chart chart(String name, Parameter... parameters) {
    return new Chart(name, List.of(parameters), SqlFile.read(name));
  }

  /**
   * The chart of a name.
   *
   * @throws Refusal if there is none
   */
  public static Chart named(String name) {
    var chart = ALL.get(name);
    if (chart == null) {
      throw Refusal.unknown("there is no chart " + name);
    }
    return chart;
  }

  /** What it is about, given the values of its parameters. */
  Reach reach(Map<String, String> values) {
    var device = Optional.ofNullable(values.get(Parameter.DEVICE.word()));
    return OTHER_DATES.contains(name) ? new Reach(device, Optional.empty(), Optional.empty()) : new Reach(device, date(values, FROM), date(values, TO));
  }

  private static Optional<LocalDate> date(Map<String, String> values, Parameter parameter) {
    return Optional.ofNullable(values.get(parameter.word())).map(LocalDate::parse);
  }

  /** Whether it is about one home, and nobody else but for the band of its cohort. */
  public boolean isOfOneHome() {
    return name.startsWith(HOME);
  }
}
