package io.meterline.app.terminal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class GlyphsTest {
  @Test
  void aLineGoesFromNothingToTheHighestValue() {
    assertEquals("_:#", Glyphs.ASCII.line(List.of(0L, 500L, 1_000L)));
    assertEquals("*#*", Glyphs.ASCII.line(List.of(900L, 1_000L, 900L)));
  }

  @Test
  void aLineWithExportGoesFromTheLowestValue() {
    assertEquals("_:#", Glyphs.ASCII.line(List.of(-1_000L, 0L, 1_000L)));
  }

  @Test
  void aDayWithoutEnergyIsFlat() {
    assertEquals("____", Glyphs.ASCII.line(List.of(0L, 0L, 0L, 0L)));
  }

  @Test
  void aBarIsAsLongAsItsShareAndExportHasNone() {
    assertEquals("#".repeat(10), Glyphs.ASCII.bar(1_000, 1_000, 10));
    assertEquals("#".repeat(3), Glyphs.ASCII.bar(399, 1_000, 10));
    assertEquals("", Glyphs.ASCII.bar(-5, 1_000, 10));
  }
}
