package io.meterline.engine.effect;

import io.meterline.engine.analysis.Alerts;
import io.meterline.engine.analysis.Usage;
import io.meterline.model.view.RowChange;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.TreeMap;

/**
 * What the rows of a date that differ come to before and after. Rows of usage whose cost is unknown on a side are in no sum.
 *
 * @param date the local date of usage, and the date in UTC on which alerts open
 * @param before what it costs before, in millionths
 * @param after what it costs after, in millionths
 * @param alertsBefore how many alerts there are before
 * @param alertsAfter how many alerts there are after
 */
public record DateEffect(LocalDate date, BigInteger before, BigInteger after, long alertsBefore, long alertsAfter) {
  private static final int DATE = Usage.VIEW.indexOf("date");
  private static final int OPENED = Alerts.VIEW.indexOf("opened_at");

  /** Takes rows that differ, one after the other. */
  static final class Tally {
    private final TreeMap<LocalDate, DateEffect> dates = new TreeMap<>();

    void addUsage(RowChange change) {
      if (!MoneyEffect.isUnknown(change.before()) && !MoneyEffect.isUnknown(change.after())) {
        var date = (LocalDate) change.any().get(DATE);
        add(new DateEffect(date, MoneyEffect.money(change.before()), MoneyEffect.money(change.after()), 0, 0));
      }
    }

    void addAlert(RowChange change) {
      var date = ((Instant) change.any().get(OPENED)).atOffset(ZoneOffset.UTC).toLocalDate();
      add(new DateEffect(date, BigInteger.ZERO, BigInteger.ZERO, change.before().isPresent() ? 1 : 0, change.after().isPresent() ? 1 : 0));
    }

    private void add(DateEffect one) {
      dates.merge(one.date, one, DateEffect::plus);
    }

    List<DateEffect> effects() {
      return List.copyOf(dates.values());
    }
  }

  private DateEffect plus(DateEffect other) {
    return new DateEffect(
        date, before.add(other.before), after.add(other.after), alertsBefore + other.alertsBefore, alertsAfter + other.alertsAfter);
  }
}
