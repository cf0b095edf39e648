package io.meterline.app.terminal;

import io.meterline.model.Printable;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A table for people to read: one line per row, columns as wide as their contents and two spaces apart. */
public final class TextTable {
  private static final String GAP = "  ";
  private static final String NOTHING = "-";

  private final List<List<String>> lines = new ArrayList<>();

  public TextTable(String... headings) {
    row((Object[]) headings);
  }

  /** Adds a row; an empty cell is shown as a dash, and a cell of several lines as one. */
  public void row(Object... cells) {
    lines.add(Arrays.stream(cells).map(cell -> text(cell.toString())).toList());
  }

  public void print(PrintWriter out) {
    for (var line : lines) {
      var text = new StringBuilder();
      for (var column = 0; column < line.size(); column++) {
        var cell = line.get(column);
        text.append(cell).append(" ".repeat(width(column) - cell.length())).append(GAP);
      }
      out.println(text.toString().stripTrailing());
    }
  }

  private int width(int column) {
    return lines.stream().mapToInt(line -> line.get(column).length()).max().orElse(0);
  }

  private static String text(String cell) {
    var line = cell.replaceAll("\\s+", " ").strip();
    return line.isEmpty() ? NOTHING : Printable.line(line);
  }
}
