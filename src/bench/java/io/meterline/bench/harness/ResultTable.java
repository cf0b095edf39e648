package io.meterline.bench.harness;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/** What the contenders took on one kind of data, side by side. */
final class ResultTable {
  private final Map<Contender, Measured> measured = new LinkedHashMap<>();

  /** Adds what a contender took; the order is that of the table. */
  void add(Contender contender, Measured of) {
    measured.put(contender, of);
  }

  /**
   * The table; ratios are those of Meterline's readings a second to the contender's: of Meterline in memory, or else on
   * another of its runners, if any took part.
   */
  String text() {
    var table =
        new MarkdownTable(
            "",
            "readings",
            "time",
            "processor",
            "readings/s",
            "start-up",
            "further readings/s",
            "peak memory",
            "Meterline is",
            "per further");
    measured.forEach(
        (contender, of) ->
            table.row(
                contender.label(),
                Figures.count(of.readings()),
                Figures.seconds(of.seconds()),
                Figures.seconds(of.processorSeconds()),
                Figures.rate(of.perSecond()),
                Figures.seconds(of.startUpSeconds()),
                Figures.rate(of.furtherPerSecond()),
                Figures.bytes(of.peakBytes()),
                ratio(OptionalDouble.of(of.perSecond()), meterline().map(Measured::perSecond)),
                ratio(of.furtherPerSecond(), meterline().map(Measured::furtherPerSecond).flatMap(ResultTable::boxed))));
    return table.toString();
  }

  private Optional<Measured> meterline() {
    return Stream.of(Contender.METERLINE_MEMORY, Contender.METERLINE_FLINK, Contender.METERLINE_DIRECT)
        .filter(measured::containsKey)
        .map(measured::get)
        .findFirst();
  }

  private static Optional<Double> boxed(OptionalDouble value) {
    return value.isPresent() ? Optional.of(value.getAsDouble()) : Optional.empty();
  }

  private static String ratio(OptionalDouble of, Optional<Double> meterline) {
    if (of.isEmpty() || meterline.isEmpty()) {
      return Figures.NOTHING;
    }
    return Figures.ratio(meterline.get() / of.getAsDouble());
  }
}
