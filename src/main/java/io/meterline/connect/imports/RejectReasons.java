package io.meterline.connect.imports;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Groups rejected rows by reason. Reasons that differ only in quoted cells or numbers are one. */
final class RejectReasons {
  /** A file may be anything, so there may be as many reasons as rows. Those beyond are counted together. */
  private static final int MOST_REASONS = 200;

  private static final String OTHERS = "other reasons";
  private static final Pattern QUOTED = Pattern.compile("'[^']*'");
  private static final Pattern NUMBER = Pattern.compile("[0-9]+");

  private final Map<String, Finding> byReason = new LinkedHashMap<>();

  /** Counts a row. */
  void add(Path file, long line, String reason) {
    var shape = NUMBER.matcher(QUOTED.matcher(reason).replaceAll("''")).replaceAll("0");
    var isKnown = byReason.containsKey(shape) || byReason.size() < MOST_REASONS;
    byReason.merge(
        isKnown ? shape : OTHERS,
        new Finding(1, (isKnown ? reason : OTHERS) + " (" + file + ", line " + line + ")"),
        (before, one) -> new Finding(before.count() + 1, before.first()));
  }

  /** The reasons, the most frequent first; each with the place of its first row. */
  List<Finding> findings() {
    return byReason.values().stream().sorted(Comparator.comparingLong(Finding::count).reversed()).toList();
  }
}
