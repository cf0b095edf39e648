package io.meterline.engine.analysis;

import io.meterline.model.wire.WireInput;
import io.meterline.model.wire.WireOutput;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.OptionalLong;

/**
 * An exact sum of milliwatt-hours x micros per kilowatt-hour, in 128 bits, rounded only by {@link #micros()}.
 *
 * <p>128 bits are enough for a day: readings of at most 10^15 mWh, at most one per millisecond, at prices of at most 10^12
 * micros, add up to less than 2^118.
 */
final class Money {
  /** Milliwatt-hours in a kilowatt-hour. */
  private static final long MILLIWATT_HOURS = 1_000_000;

  private static final BigDecimal PER_KILOWATT_HOUR = BigDecimal.valueOf(MILLIWATT_HOURS);

  private long high;
  private long low;

  /** Adds the product of an energy and a price, exactly. */
  void add(long milliwattHours, long microsPerKilowattHour) {
    var productLow = milliwattHours * microsPerKilowattHour;
    var productHigh = Math.multiplyHigh(milliwattHours, microsPerKilowattHour);
    low += productLow;
    var carry = Long.compareUnsigned(low, productLow) < 0 ? 1 : 0;
    high += productHigh + carry;
  }

  /** The sum in micros, rounded half-even; empty if that does not fit in 64 bits. */
  OptionalLong micros() {
    return high == low >> Long.SIZE - 1 ? OptionalLong.of(micros(low)) : microsOfMany();
  }

  private static long micros(long sum) {
    var micros = Math.floorDiv(sum, MILLIWATT_HOURS);
    var twice = 2 * Math.floorMod(sum, MILLIWATT_HOURS);
    return twice > MILLIWATT_HOURS || twice == MILLIWATT_HOURS && micros % 2 != 0 ? micros + 1 : micros;
  }

  private OptionalLong microsOfMany() {
    var sum = BigInteger.valueOf(high).shiftLeft(Long.SIZE).or(unsigned(low));
    var micros = new BigDecimal(sum).divide(PER_KILOWATT_HOUR, 0, RoundingMode.HALF_EVEN).toBigInteger();
    return micros.bitLength() < Long.SIZE ? OptionalLong.of(micros.longValue()) : OptionalLong.empty();
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
