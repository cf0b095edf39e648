package io.meterline.app.demo;

import io.meterline.connect.parquet.SettingsReader;
import io.meterline.model.log.LoggedChange;
import io.meterline.model.settings.Explainer;
import io.meterline.model.settings.Setting;
import io.meterline.model.settings.Tariff;
import io.meterline.model.settings.Value;
import io.meterline.model.time.Known;
import io.meterline.model.time.LocalDay;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The price of energy of a home.
 *
 * @param device its meter
 * @param tariff the price in force, empty if there is none
 */
public record HomePrice(String device, Optional<Tariff> tariff) {
  private static final int MILLIONTHS = 6;
  private static final int FEWEST_DECIMALS = 2;

  /** Of the homes shown, the first one whose price depends on the local time, else the first; at the start of the day shown. */
  public static HomePrice of(Path log, UsageHighlights usage) {
    var changes = new ArrayList<LoggedChange>();
    SettingsReader.readArchive(log, changes::add, malformed -> {});
    var day = usage.dayShown();
    var at = Instant.ofEpochMilli(LocalDay.of(day.date(), day.zone()).startMillis());
    var prices = usage.homesShown().stream().map(home -> of(home, at, changes)).toList();
    return prices.stream().filter(HomePrice::hasRates).findFirst().orElse(prices.get(0));
  }

  private static HomePrice of(String home, Instant at, List<LoggedChange> changes) {
    var explainer = new Explainer(home);
    changes.forEach(explainer::add);
    var price = explainer.explain(at, Known.NOW).settings().stream().filter(each -> each.setting() == Setting.PRICE).findFirst();
    return new HomePrice(home, price.flatMap(each -> each.value()).map(value -> ((Value.Rates) value).tariff()));
  }

  private boolean hasRates() {
    return tariff.isPresent() && !tariff.get().isFlat();
  }

  /** The price in the currency unit, such as {@code 0.29 a kWh; 00:30-05:30 0.11}. */
  public String text() {
    if (tariff.isEmpty()) {
      return "no price";
    }
    var text = new StringBuilder(money(tariff.get().base()) + " a kWh");
    tariff.get().rates().forEach(rate -> text.append("; ").append(rate.span()).append(' ').append(money(rate.micros())));
    return text.toString();
  }

  private static String money(long micros) {
    var exact = BigDecimal.valueOf(micros, MILLIONTHS).stripTrailingZeros();
    return exact.setScale(Math.max(FEWEST_DECIMALS, exact.scale())).toPlainString();
  }
}
