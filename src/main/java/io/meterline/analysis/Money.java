package io.meterline.analysis;

import io.meterline.wire.WireInput;
import io.meterline.wire.WireOutput;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;

/** An exact sum of milliwatt-hours x micros per kilowatt-hour, kept in 128 bits and rounded only when asked for. */
final class Money {
  /** Milliwatt-hours in a kilowatt-hour. */
  private static final long MILLIWATT_HOURS = 1_000_000;

  private static final BigDecimal PER_KILOWATT_HOUR = BigDecimal.valueOf(MILLIWATT_HOURS);

  private long high;
  private long low;

  /**
   * Adds a product, exactly.
   *
   * @throws ArithmeticException if the sum does not fit in 128 bits
   */
  void add(long milliwattHours, long microsPerKilowattHour) {
    var productLow = milliwattHours * microsPerKilowattHour;
    var productHigh = Math.multiplyHigh(milliwattHours, microsPerKilowattHour);
    low += productLow;
    var carry = Long.compareUnsigned(low, productLow) < 0 ? 1 : 0;
    high = Math.addExact(high, Math.addExact(productHigh, carry));
  }

  /**
   * The sum in micros, rounded half-even.
   *
   * @throws ArithmeticException if it does not fit in a long
   */
  long micros() {
    return high == low >> Long.SIZE - 1 ? micros(low) : microsOfMany();
  }

  private static long micros(long sum) {
    var micros = Math.floorDiv(sum, MILLIWATT_HOURS);
    var twice = 2 * Math.floorMod(sum, MILLIWATT_HOURS);
    return twice > MILLIWATT_HOURS || twice == MILLIWATT_HOURS && micros % 2 != 0 ? micros + 1 : micros;
  }

  private long microsOfMany() {
    var sum = BigInteger.valueOf(high).shiftLeft(Long.SIZE).or(unsigned(low));
    return new BigDecimal(sum).divide(PER_KILOWATT_HOUR, 0, RoundingMode.HALF_EVEN).longValueExact();
  }

  private static BigInteger unsigned(long bits) {
    return BigInteger.valueOf(bits).and(BigInteger.ONE.shiftLeft(Long.SIZE).subtract(BigInteger.ONE));
  }

  void write(WireOutput out) {
    out.writeSigned(high);
    out.writeSigned(low);
  }

  static Money read(WireInput in) {
    var money = new Money();
    money.high = in.readSigned();
    money.low = in.readSigned();
    return money;
  }
}
