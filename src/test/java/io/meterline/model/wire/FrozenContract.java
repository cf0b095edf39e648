package io.meterline.model.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The contract of all frozen bytes. A test class provides its samples in a static method {@code frozen}. */
public interface FrozenContract {
  @ParameterizedTest
  @MethodSource("frozen")
  default void theBytesNeverChange(Frozen<?> frozen) {
    assertEquals(frozen.hex(), frozen.written());
  }

  @ParameterizedTest
  @MethodSource("frozen")
  default void theBytesAreReadBackCompletely(Frozen<?> frozen) {
    assertEquals(frozen.hex(), frozen.readAndWritten(frozen.bytes()));
  }

  @ParameterizedTest
  @MethodSource("frozen")
  default void truncatedBytesAreRejected(Frozen<?> frozen) {
    for (var length = 0; length < frozen.bytes().length; length++) {
      var cut = Arrays.copyOf(frozen.bytes(), length);
      assertThrows(IllegalArgumentException.class, () -> frozen.readAndWritten(cut), "cut to " + length);
    }
  }
}
