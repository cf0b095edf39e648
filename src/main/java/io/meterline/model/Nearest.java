package io.meterline.model;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Finds the word that was meant. */
public final class Nearest {
  /** A word of this many letters may have one typing error more. */
  private static final int LETTERS_PER_ERROR = 3;

  private Nearest() {}

  /**
   * The word that needs the fewest letters inserted, deleted or replaced, or neighbours swapped; of equal ones the first in the
   * alphabet. Empty if even that is another word: more than one error in three letters.
   */
  public static Optional<String> of(String typed, Collection<String> words) {
    return words.stream()
        .min(Comparator.<String>comparingInt(word -> distance(typed, word)).thenComparing(Comparator.naturalOrder()))
        .filter(word -> distance(typed, word) <= Math.max(1, typed.length() / LETTERS_PER_ERROR));
  }

  /** The optimal string alignment distance. */
  private static int distance(String a, String b) {
    var distances = new int[a.length() + 1][b.length() + 1];
    for (var i = 0; i <= a.length(); i++) {
      for (var j = 0; j <= b.length(); j++) {
        distances[i][j] = i == 0 || j == 0 ? i + j : distance(a, b, i, j, distances);
      }
    }
    return distances[a.length()][b.length()];
  }

  private static int distance(String a, String b, int i, int j, int[][] before) {
    var isEqual = a.charAt(i - 1) == b.charAt(j - 1);
    var least = Math.min(before[i - 1][j - 1] + (isEqual ? 0 : 1), 1 + Math.min(before[i - 1][j], before[i][j - 1]));
    var isSwapped = i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
    return isSwapped ? Math.min(least, before[i - 2][j - 2] + 1) : least;
  }
}
