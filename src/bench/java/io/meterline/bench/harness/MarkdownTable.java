package io.meterline.bench.harness;

import java.util.ArrayList;
import java.util.List;

/** A table that reads well as it is and as Markdown. */
public final class MarkdownTable {
  private final List<List<String>> rows = new ArrayList<>();

  /** A table with these headings. */
  public MarkdownTable(String... headings) {
    rows.add(List.of(headings));
  }

  /** Adds a row of as many cells as there are headings. */
  public void row(String... cells) {
    if (cells.length != rows.get(0).size()) {
      throw new IllegalArgumentException(cells.length + " cells for " + rows.get(0).size() + " headings");
    }
    rows.add(List.of(cells));
  }

  /** The table, each line with its end. */
  @Override
  public String toString() {
    var text = new StringBuilder();
    for (var row = 0; row < rows.size(); row++) {
      line(text, rows.get(row), " ");
      if (row == 0) {
        line(text, rows.get(0).stream().map(heading -> "").toList(), "-");
      }
    }
    return text.toString();
  }

  private void line(StringBuilder text, List<String> cells, String fill) {
    text.append('|');
    for (var column = 0; column < cells.size(); column++) {
      var cell = cells.get(column);
      // Figures are read from the right, names from the left.
      var space = fill.repeat(width(column) - cell.length());
      text.append(' ').append(column == 0 ? cell + space : space + cell).append(column > 0 && fill.equals("-") ? ":|" : " |");
    }
    text.append('\n');
  }

  private int width(int column) {
    return rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0);
  }
}
