package io.meterline.bench.harness;

import io.meterline.model.MeterlineException;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a range replay told of itself.
 *
 * @param devices the devices that it computed again
 * @param readings the readings that it read
 * @param ofReadings all readings of the log
 * @param added rows that it added, in all views
 * @param changed rows that it changed
 * @param deleted rows that it deleted
 * @param shared the files that the new version shares with the one before
 * @param ofFiles all files of the new version
 */
public record RangeReport(
    long devices, long readings, long ofReadings, long added, long changed, long deleted, long shared, long ofFiles) {
  private static final String COUNT = "([0-9][0-9,]*)";
  private static final Pattern READ =
      Pattern.compile(COUNT + " of " + COUNT + " devices, " + COUNT + " of " + COUNT + " readings read");
  private static final Pattern ROWS = Pattern.compile(COUNT + " added, " + COUNT + " changed, " + COUNT + " deleted");
  private static final Pattern FILES = Pattern.compile(COUNT + " of " + COUNT + " files shared");

  /**
   * Reads the summary of a run.
   *
   * @throws MeterlineException if it is not that of a range replay, as when the whole log was replayed
   */
  public static RangeReport of(String text) {
    var read = only(READ, text);
    var files = only(FILES, text);
    var rows = ROWS.matcher(text).results().toList();
    return new RangeReport(
        count(read, 1),
        count(read, 3),
        count(read, 4),
        sum(rows, 1),
        sum(rows, 2),
        sum(rows, 3),
        count(files, 1),
        count(files, 2));
  }

  private static MatchResult only(Pattern pattern, String text) {
    return Stream.of(pattern.matcher(text))
        .flatMap(matcher -> matcher.results())
        .findFirst()
        .orElseThrow(() -> new MeterlineException("it was not a range replay: " + text.strip()));
  }

  private static long sum(List<MatchResult> rows, int group) {
    return rows.stream().mapToLong(row -> count(row, group)).sum();
  }

  private static long count(MatchResult found, int group) {
    return Long.parseLong(found.group(group).replace(",", ""));
  }
}
