package io.meterline.connect.imports;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rejected rows are safe in a spreadsheet and in a terminal. */
class RejectsTest {
  @ParameterizedTest
  @ValueSource(
      strings = {"=HYPERLINK(\"http://x\",\"y\")", "+cmd|' /C calc'!A0", "-2+3+cmd|' /C calc'!A0", "@SUM(1)", "\t=1", "\uFF1D1", "-", "+a,1"})
  void aCellThatASpreadsheetWouldRunIsEscaped(String cell) {
    assertEquals("'" + cell, Rejects.cell(cell));
  }

  @ParameterizedTest
  @ValueSource(strings = {"-0.5", "+1", "-1e3", "12", "", "m1,2013-01-01T00:00:00Z,1800,-0.5", "a=1", "two\nlines"})
  void numbersAndOtherHarmlessCellsAreUnchanged(String cell) {
    assertEquals(cell, Rejects.cell(cell));
  }

  @Test
  void controlCharactersAreShown() {
    assertEquals("a\\u001b[2J\\u000d\\u009b1A\n\tb", Rejects.cell("a\u001b[2J\r\u009b1A\n\tb"));
    assertEquals("'\\u000d=1", Rejects.cell("\r=1"));
  }

  @Property
  void noCellBeginsAFormula(@ForAll String text) {
    var cell = Rejects.cell(text);
    assertFalse(cell.matches("(?s)[=@\\t\\r].*"), cell);
  }
}
