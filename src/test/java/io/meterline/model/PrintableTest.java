package io.meterline.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.meterline.app.terminal.PrintableWriter;
import java.io.StringWriter;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class PrintableTest {
  @Test
  void controlAndInvisibleCharactersAreEscaped() {
    assertEquals("a\\u001b[31mb", Printable.line("a\u001b[31mb"));
    assertEquals("\\u009b2J\\u0007\\u007f\\u0000", Printable.line("\u009b2J\u0007\u007f\u0000"));
    assertEquals("\\u202eabc\\u2066\\u200b\\ufeff", Printable.line("\u202eabc\u2066\u200b\ufeff"));
    assertEquals("\\ue0041", Printable.line(new String(Character.toChars(0xE0041))));
    assertEquals("a\\u000ab\\u000d\\u0009\\u2028", Printable.line("a\nb\r\t\u2028"));
    assertEquals("a\nb\\u000d\t", Printable.lines("a\nb\r\t"));
  }

  @Test
  void textOfAnyLanguageIsUnchanged() {
    for (var text : new String[] {"", "Zähler 1", "電力 \uD83D\uDD0C", "−0,5 € – …", "a\\b 'c' \"d\""}) {
      assertEquals(text, Printable.line(text));
    }
  }

  @Test
  void aQuoteIsTruncatedToItsMaximumLength() {
    assertEquals("ab...", Printable.quote("abc", 2));
    assertEquals("abc", Printable.quote("abc", 3));
  }

  @Property
  void aLineHasNoCharactersThatATerminalInterprets(@ForAll @StringLength(max = 20) String text) {
    var line = Printable.line(text);
    assertTrue(line.codePoints().noneMatch(c -> Character.isISOControl(c) || Character.getType(c) == Character.FORMAT), line);
    assertEquals(line, Printable.line(line));
  }

  @Property
  void noPrintMethodLetsAnEscapeSequenceThrough(@ForAll @StringLength(max = 20) String text) {
    var printed = new StringWriter();
    var out = PrintableWriter.to(printed);
    out.println(text);
    out.printf("%s|%s%n", text, "x");
    text.chars().forEach(out::write);
    out.flush();
    assertTrue(printed.toString().chars().noneMatch(c -> Character.isISOControl(c) && "\n\r\t".indexOf(c) < 0), printed::toString);
  }
}
