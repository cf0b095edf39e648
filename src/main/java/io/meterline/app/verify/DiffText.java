package io.meterline.app.verify;

import io.meterline.app.verify.Difference.Side;
import io.meterline.model.Printable;
import io.meterline.model.view.Row;
import io.meterline.model.view.View;
import java.io.PrintWriter;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.IntStream;

/** Prints the differences between two sides of a view, for people to read. */
public final class DiffText {
  private static final String COUNTS = "%-12s %12s %12s %10s %10s %10s %10s%n";
  private static final String COLUMN = "    %-18s %24s %24s%n";
  private static final String NOTHING = "-";

  private final PrintWriter out;

  public DiffText(PrintWriter out) {
    this.out = out;
  }

  /** The heading of the lines that {@link #counts} prints. */
  public void heading() {
    out.printf(COUNTS, "view", "left", "right", "differ", "only left", "only right", "repeated");
  }

  /** One line with the number of rows and of differences. */
  public void counts(View view, ViewDiff.Result result) {
    out.printf(
        COUNTS,
        view.name(),
        result.leftRows(),
        result.rightRows(),
        result.differing(),
        result.onlyLeft(),
        result.onlyRight(),
        result.repeated());
  }

  /** The first differences, side by side. */
  public void differences(View view, ViewDiff.Result result) {
    out.printf("%n%s: %d of its %d differences%n", view.name(), result.first().size(), result.differences());
    var lines = new Lines(view);
    result.first().forEach(difference -> difference.accept(lines));
  }

  private final class Lines implements Difference.Visitor {
    private final View view;

    Lines(View view) {
      this.view = view;
    }

    @Override
    public void differing(Difference.Differing differing) {
      out.println("  " + columns(differing.left(), 0, view.keyColumns()));
      sides(differing.left(), differing.right());
    }

    @Override
    public void onlyIn(Difference.OnlyIn only) {
      var times = only.count() == 1 ? "" : only.count() + " times ";
      out.println("  " + columns(only.row(), 0, view.keyColumns()) + ": " + times + "only " + word(only.side()));
      out.println("    " + rest(only.row()));
    }

    @Override
    public void repeated(Difference.Repeated repeated) {
      var any = repeated.left().isEmpty() ? repeated.right().get(0) : repeated.left().get(0);
      out.printf(
          "  %s: several rows of one key: %d left, %d right%n",
          columns(any, 0, view.keyColumns()), repeated.leftCount(), repeated.rightCount());
      repeated.left().forEach(row -> out.println("    left   " + rest(row)));
      repeated.right().forEach(row -> out.println("    right  " + rest(row)));
    }
  }

  private static String word(Side side) {
    return switch (side) {
      case LEFT -> "left";
      case RIGHT -> "right";
    };
  }

  private void sides(Row left, Row right) {
    out.printf(COLUMN, "", "left", "right");
    for (var i = 0; i < left.view().columns().size(); i++) {
      if (!left.find(i).equals(right.find(i))) {
        sides(left.view().columns().get(i).name(), left.find(i).orElse(NOTHING), right.find(i).orElse(NOTHING));
      }
    }
  }

  /** For lists of equal length, only the elements that differ: whole days are too wide to compare by eye. */
  private void sides(String column, Object left, Object right) {
    if (left instanceof List<?> a && right instanceof List<?> b && a.size() == b.size()) {
      for (var i = 0; i < a.size(); i++) {
        if (!Objects.equals(a.get(i), b.get(i))) {
          out.printf(COLUMN, column + "[" + i + "]", text(a.get(i)), text(b.get(i)));
        }
      }
    } else {
      out.printf(COLUMN, column, text(left), text(right));
    }
  }

  private static String text(Object value) {
    return Printable.line(value.toString());
  }

  private static String rest(Row row) {
    return columns(row, row.view().keyColumns(), row.view().columns().size());
  }

  private static String columns(Row row, int from, int to) {
    Function<Integer, String> text =
        i -> row.view().columns().get(i).name() + "=" + row.find(i).map(DiffText::text).orElse(NOTHING);
    return String.join(" ", IntStream.range(from, to).boxed().map(text).toList());
  }
}
