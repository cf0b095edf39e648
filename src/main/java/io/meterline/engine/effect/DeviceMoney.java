package io.meterline.engine.effect;

import java.math.BigInteger;
import java.util.OptionalLong;

/**
 * The money of a device's rows that differ: energy cost and standing charge, in millionths of the currency. Negative if it earns.
 *
 * @param device the device
 * @param before the sum before
 * @param after the sum after
 */
public record DeviceMoney(String device, BigInteger before, BigInteger after) {
  /** What the device pays more after than before; negative if it pays less. */
  public BigInteger difference() {
    return after.subtract(before);
  }

  /** A sum as 64 bits, empty if it does not fit. */
  public static OptionalLong micros(BigInteger sum) {
    return sum.bitLength() < Long.SIZE ? OptionalLong.of(sum.longValue()) : OptionalLong.empty();
  }
}
