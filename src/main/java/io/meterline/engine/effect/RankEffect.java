package io.meterline.engine.effect;

import io.meterline.engine.analysis.Comparison;
import io.meterline.model.view.Row;
import io.meterline.model.view.RowChange;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * The ranks of devices in their cohorts that differ.
 *
 * @param moved device dates on which the rank is another
 * @param devices the devices of these
 * @param causes the devices that are compared otherwise, by name: these move the ranks of the others
 */
public record RankEffect(long moved, long devices, List<Cause> causes) {
  private static final int DEVICE = Comparison.COMPARISONS.indexOf("device");
  private static final int COHORT = Comparison.COMPARISONS.indexOf("cohort");
  private static final int RANK = Comparison.COMPARISONS.indexOf("rank");
  private static final int ENERGY = Comparison.COMPARISONS.indexOf("milliwatt_hours");

  /**
   * A device that is in another cohort, is compared or no longer is, or has another energy.
   *
   * @param before its cohort before, on the first of these dates; empty if it is not compared
   * @param after its cohort after, on the first of these dates; empty if it is not compared
   * @param dates on how many dates
   */
  public record Cause(String device, Optional<String> before, Optional<String> after, long dates) {}

  public RankEffect {
    causes = List.copyOf(causes);
  }

  /** Takes rows of the comparisons that differ, one after the other. */
  static final class Tally {
    private long moved;
    private final Set<String> devices = new HashSet<>();
    private final TreeMap<String, Cause> causes = new TreeMap<>();

    void add(RowChange change) {
      var device = (String) change.any().get(DEVICE);
      if (change.before().isPresent() && change.after().isPresent() && !isSame(change, RANK)) {
        moved++;
        devices.add(device);
      }
      if (change.before().isEmpty() || change.after().isEmpty() || !isSame(change, COHORT) || !isSame(change, ENERGY)) {
        causes.merge(device, cause(device, change), (first, next) -> new Cause(device, first.before, first.after, first.dates + 1));
      }
    }

    RankEffect effect() {
      return new RankEffect(moved, devices.size(), new ArrayList<>(causes.values()));
    }
  }

  private static Cause cause(String device, RowChange change) {
    return new Cause(device, cohort(change.before()), cohort(change.after()), 1);
  }

  private static Optional<String> cohort(Optional<Row> row) {
    return row.map(there -> (String) there.get(COHORT));
  }

  private static boolean isSame(RowChange change, int column) {
    return change.before().orElseThrow().find(column).equals(change.after().orElseThrow().find(column));
  }
}
