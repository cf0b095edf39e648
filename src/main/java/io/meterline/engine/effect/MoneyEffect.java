package io.meterline.engine.effect;

import io.meterline.engine.analysis.Usage;
import io.meterline.model.view.Row;
import io.meterline.model.view.RowChange;
import java.math.BigInteger;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * What the usage rows that differ cost before and after. A row that is there and has no cost makes its money unknown: it is counted
 * apart and is in no sum, on neither side.
 *
 * @param unknownRows rows whose cost is unknown before or after
 * @param devices those with a row whose cost is known: the largest absolute difference first, then by name
 */
public record MoneyEffect(long unknownRows, List<DeviceMoney> devices) {
  private static final int COST = Usage.VIEW.indexOf("cost_micros");
  private static final int STANDING = Usage.VIEW.indexOf("standing_micros");
  private static final int DEVICE = Usage.VIEW.indexOf("device");

  public MoneyEffect {
    devices = List.copyOf(devices);
  }

  /** Takes rows of usage that differ, one after the other. */
  static final class Tally {
    private long unknown;
    private final TreeMap<String, DeviceMoney> sums = new TreeMap<>();

    void add(RowChange change) {
      if (isUnknown(change.before()) || isUnknown(change.after())) {
        unknown++;
        return;
      }
      var device = (String) change.any().get(DEVICE);
      sums.merge(device, new DeviceMoney(device, money(change.before()), money(change.after())), MoneyEffect::add);
    }

    MoneyEffect effect() {
      var largestFirst = Comparator.comparing((DeviceMoney money) -> money.difference().abs()).reversed();
      return new MoneyEffect(unknown, sums.values().stream().sorted(largestFirst.thenComparing(DeviceMoney::device)).toList());
    }
  }

  /** The sum before, in millionths; empty if it overflows 64 bits. */
  public OptionalLong before() {
    return sum(DeviceMoney::before);
  }

  /** The sum after, in millionths; empty if it overflows 64 bits. */
  public OptionalLong after() {
    return sum(DeviceMoney::after);
  }

  /** After less before, in millionths; empty if it overflows 64 bits. */
  public OptionalLong difference() {
    return sum(DeviceMoney::difference);
  }

  /** The differences of devices at a percentile by nearest rank, 0 (least) to 100 (most); empty without devices or on overflow. */
  public OptionalLong difference(int percentile) {
    var sorted = devices.stream().map(DeviceMoney::difference).sorted().toList();
    if (sorted.isEmpty()) {
      return OptionalLong.empty();
    }
    var rank = Math.max(1, (sorted.size() * (long) percentile + 99) / 100);
    return DeviceMoney.micros(sorted.get((int) rank - 1));
  }

  private OptionalLong sum(Function<DeviceMoney, BigInteger> part) {
    return DeviceMoney.micros(devices.stream().map(part).reduce(BigInteger.ZERO, BigInteger::add));
  }

  private static DeviceMoney add(DeviceMoney a, DeviceMoney b) {
    return new DeviceMoney(a.device(), a.before().add(b.before()), a.after().add(b.after()));
  }

  /** Whether a row of usage is there and has no cost. */
  static boolean isUnknown(Optional<Row> row) {
    return row.isPresent() && !row.get().has(COST);
  }

  /** What a row of usage costs with its standing charge, in millionths; 0 without a row. */
  static BigInteger money(Optional<Row> row) {
    return row.map(there -> micros(there, COST).add(micros(there, STANDING))).orElse(BigInteger.ZERO);
  }

  private static BigInteger micros(Row row, int column) {
    return row.has(column) ? BigInteger.valueOf((Long) row.get(column)) : BigInteger.ZERO;
  }
}
