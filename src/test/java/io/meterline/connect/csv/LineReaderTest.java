package io.meterline.connect.csv;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.meterline.connect.csv.LineReader.EndlessLine;
import io.meterline.connect.csv.LineReader.Line;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** Lines are those of other readers, except that their length is limited. */
class LineReaderTest {
  @Property
  void linesAreThoseOfTheJdkHoweverTheTextArrives(@ForAll("texts") String text, @ForAll @IntRange(min = 1, max = 5) int atOnce)
      throws IOException {
    var reader = new LineReader(inParts(text, atOnce));
    var lines = new ArrayList<String>();
    for (var line = reader.read(); line.isPresent(); line = reader.read()) {
      lines.add(line.get().text());
    }
    assertEquals(new BufferedReader(new StringReader(text)).lines().toList(), lines);
  }

  @Provide
  Arbitrary<String> texts() {
    return Arbitraries.of('a', 'b', '\n', '\r').list().ofMaxSize(40).map(LineReaderTest::joined);
  }

  private static String joined(List<Character> characters) {
    var text = new StringBuilder();
    characters.forEach(text::append);
    return text.toString();
  }

  @Test
  void aTooLongLineIsTruncatedAndTheNextIsRead() throws IOException {
    var longest = "x".repeat(LineReader.MAX_LENGTH);
    var reader = new LineReader(new StringReader(longest + "\n" + longest + "y\r\nz"));
    assertEquals(new Line(longest, false), reader.read().orElseThrow());
    assertEquals(new Line(longest, true), reader.read().orElseThrow());
    assertEquals(new Line("z", false), reader.read().orElseThrow());
    assertTrue(reader.read().isEmpty());
  }

  @Test
  void readingALineWithoutAnEndFails() {
    var failure = assertThrows(EndlessLine.class, () -> new LineReader(endless()).read());
    assertEquals("line 1 has more than 1,073,741,824 characters", failure.getMessage());
  }

  private static Reader endless() {
    return new Reader() {
      @Override
      public int read(char[] buffer, int offset, int length) {
        Arrays.fill(buffer, offset, offset + length, 'x');
        return length;
      }

      @Override
      public void close() {}
    };
  }

  private static Reader inParts(String text, int atOnce) {
    var whole = new StringReader(text);
    return new Reader() {
      @Override
      public int read(char[] buffer, int offset, int length) throws IOException {
        return whole.read(buffer, offset, Math.min(length, atOnce));
      }

      @Override
      public void close() {}
    };
  }
}
