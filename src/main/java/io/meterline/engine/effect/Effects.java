package io.meterline.engine.effect;

import io.meterline.engine.analysis.Alerts;
import io.meterline.engine.analysis.Comparison;
import io.meterline.engine.analysis.Usage;
import io.meterline.model.view.Rejected;
import io.meterline.model.view.RowChange;
import io.meterline.model.view.RowDifferences;
import io.meterline.model.view.View;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * What differs between two states of the views.
 *
 * @param views one for each view: usage, alerts, cohorts, comparisons, rejected
 * @param money what usage costs
 * @param dates money and alerts by date, the dates of rows that differ alone, in order
 * @param alerts the alerts
 * @param ranks the ranks of devices in their cohorts
 * @param rejected the events that are not used
 */
public record Effects(List<ViewEffect> views, MoneyEffect money, List<DateEffect> dates, AlertEffect alerts, RankEffect ranks, RejectedEffect rejected) {
  public Effects {
    views = List.copyOf(views);
    dates = List.copyOf(dates);
  }

  /**
   * Reads the rows that differ. Takes memory for each device, cohort and date, not for each row.
   *
   * @throws io.meterline.model.MeterlineException if they cannot be read
   */
  public static Effects of(RowDifferences differences) {
    var views = new ArrayList<ViewEffect>();
    var money = new MoneyEffect.Tally();
    var dates = new DateEffect.Tally();
    var alerts = new AlertEffect.Tally();
    var ranks = new RankEffect.Tally();
    var rejected = new RejectedEffect.Tally();
    views.add(read(Usage.VIEW, differences, change -> {
      money.add(change);
      dates.addUsage(change);
    }));
    views.add(read(Alerts.VIEW, differences, change -> {
      alerts.add(change);
      dates.addAlert(change);
    }));
    views.add(read(Comparison.COHORTS, differences, change -> {}));
    views.add(read(Comparison.COMPARISONS, differences, ranks::add));
    views.add(read(Rejected.VIEW, differences, rejected::add));
    return new Effects(views, money.effect(), dates.effects(), alerts.effect(), ranks.effect(), rejected.effect());
  }

  private static ViewEffect read(View view, RowDifferences differences, Consumer<RowChange> more) {
    var tally = new ViewEffect.Tally(view);
    differences.read(
        view,
        change -> {
          tally.add(change);
          more.accept(change);
        });
    return tally.effect();
  }

  /** Rows added to all views together. */
  public long added() {
    return views.stream().mapToLong(ViewEffect::added).sum();
  }

  /** Rows changed in all views together. */
  public long changed() {
    return views.stream().mapToLong(ViewEffect::changed).sum();
  }

  /** Rows deleted from all views together. */
  public long deleted() {
    return views.stream().mapToLong(ViewEffect::deleted).sum();
  }

  /** Whether no row differs. */
  public boolean isEmpty() {
    return views.stream().allMatch(ViewEffect::isEmpty);
  }
}
