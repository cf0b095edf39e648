package io.meterline.connect.csv;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import org.apache.commons.csv.CSVFormat;
import org.junit.jupiter.api.Test;

/** Rows are those of a parser restarted at every line, so that a line that is not CSV affects only itself. */
class CsvRowsTest {
  @Property(tries = 3000)
  void rowsAreThoseThatAParserStartedAtTheirFirstLineFinds(@ForAll("texts") String text) throws IOException {
    assertEquals(expected(text), found(text));
  }

  @Provide
  Arbitrary<String> texts() {
    var characters =
        Arbitraries.frequencyOf(
            Tuple.of(4, Arbitraries.just('"')),
            Tuple.of(3, Arbitraries.of(',', '\n')),
            Tuple.of(2, Arbitraries.of('a', ' ', '\t', '\uFFFE', '\uFEFF', '\u0000')));
    return characters.list().ofMaxSize(30).map(all -> all.stream().map(String::valueOf).reduce("", String::concat));
  }

  @Test
  void everyLineIsScannedAtMostTwiceWhateverItsQuotes() {
    // A row that begins at any of the lines never ends.
    var text = "x\",\"y\n".repeat(3_000_000);
    assertTimeoutPreemptively(Duration.ofSeconds(30), () -> assertEquals(3_000_000, count(text)));
  }

  @Test
  void aRowHasAtMostAThousandLines() throws IOException {
    var row = "\"" + "\n".repeat(999) + "\"";
    assertEquals(1, found(row + "\n").size());
    assertEquals(1002, found("\"" + "\n".repeat(1000) + "\"\nb").size());
  }

  @Test
  void aRowOfSeveralLinesIsAtMostAsLongAsALine() throws IOException {
    var half = "x".repeat(LineReader.MAX_LENGTH / 2);
    assertEquals(1, found("\"" + half + "\nx\"\n").size());
    assertEquals(Optional.of("a quote is not closed, or text follows it"), found("\"" + half + "\n" + half + "\nx\"\n").get(0).problem());
  }

  @Test
  void theBeginningOfATooLongLineIsShownAndTheRowsAroundItAreRead() throws IOException {
    var rows = found("a\n" + "x".repeat(LineReader.MAX_LENGTH + 1) + "\nb\n");
    var tooLong = new Found(2, Optional.of("the line has more than 1,048,576 characters"), "x".repeat(200) + "...");
    assertEquals(List.of(new Found(1, Optional.empty(), "a"), tooLong, new Found(3, Optional.empty(), "b")), rows);
  }

  private record Found(long line, Optional<String> problem, String text) {}

  private static List<Found> found(String text) throws IOException {
    var found = new ArrayList<Found>();
    try (var rows = new CsvRows(new StringReader(text), CsvShape.STANDARD)) {
      while (rows.advance()) {
        found.add(new Found(rows.firstLine(), rows.problem(), rows.text()));
      }
    }
    return found;
  }

  private static long count(String text) throws IOException {
    try (var rows = new CsvRows(new StringReader(text), CsvShape.STANDARD)) {
      var count = 0L;
      while (rows.advance()) {
        count++;
      }
      return count;
    }
  }

  private static List<Found> expected(String text) throws IOException {
    var lines = text.lines().toList();
    var expected = new ArrayList<Found>();
    for (var first = 0; first < lines.size(); ) {
      var length = linesOfRow(lines.subList(first, lines.size()));
      var row = String.join("\n", lines.subList(first, first + length.orElse(1)));
      var problem = length.isPresent() ? Optional.<String>empty() : Optional.of("a quote is not closed, or text follows it");
      expected.add(new Found(first + 1, problem, row));
      first += length.orElse(1);
    }
    return expected;
  }

  /** How many lines the parser reads for its first row, if it reads one. */
  private static Optional<Integer> linesOfRow(List<String> lines) throws IOException {
    try (var parser = CSVFormat.DEFAULT.builder().setIgnoreEmptyLines(false).get().parse(new StringReader(String.join("\n", lines) + "\n"))) {
      var row = parser.iterator().next();
      var breaks = String.join(",", row.values()).chars().filter(c -> c == '\n').count();
      return Optional.of((int) breaks + 1);
    } catch (UncheckedIOException e) {
      return Optional.empty();
    }
  }
}
