package io.meterline.connect.imports;

import java.util.function.Supplier;

/**
 * Something that was found in the files, and how often.
 *
 * @param count how often, at least 0
 * @param first the first example, on one line; empty if there is none
 */
public record Finding(long count, String first) {
  /** Nothing was found. */
  public static final Finding NONE = new Finding(0, "");

  /** Whether it was found at all. */
  public boolean isFound() {
    return count > 0;
  }

  /** This finding once more. */
  Finding and(Supplier<String> example) {
    return new Finding(count + 1, count == 0 ? example.get() : first);
  }
}
