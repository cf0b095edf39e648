package io.meterline.model.settings;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;

/** What a change does to the value of its (scope, setting). */
public sealed interface Operation {
  /** Replaces the value. */
  record Set(Value value) implements Operation {}

  /** Changes a number. */
  sealed interface Relative extends Operation {
    /** The exact result, which may be out of the setting's bounds. */
    BigInteger applyTo(long number);
  }

  /** Adds to the value. */
  record Add(long amount) implements Relative {
    @Override
    public BigInteger applyTo(long number) {
      return BigInteger.valueOf(number).add(BigInteger.valueOf(amount));
    }
  }

  /** Multiplies the value and rounds half-even. The factor has at most 6 decimal places. */
  record Scale(BigDecimal factor) implements Relative {
    @Override
    public BigInteger applyTo(long number) {
      return BigDecimal.valueOf(number).multiply(factor).setScale(0, RoundingMode.HALF_EVEN).toBigInteger();
    }
  }

  /** Removes the value. No effect if there is none. */
  record Clear() implements Operation {}
}
