package io.meterline.connect.formats;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A part of a file of Enedis: what its rows are, and in which columns.
 *
 * @param layout what its rows are
 * @param heading its columns
 * @param preamble what the rows before say of all its rows, by names as {@link Heading} compares them; empty if they say nothing
 */
record EnedisSection(Layout layout, Heading heading, Map<String, String> preamble) {
  static final String PRM = "identifiant prm";

  private static final String HORODATE = "horodate";
  private static final String VALUE = "valeur";

  /** What rows are. */
  enum Layout {
    /** A time and a value: a load curve. */
    CURVE,
    /** All that is known of each value, with the step: flow R63. */
    DETAILED,
    /** The start, the end and a value. */
    BOUNDS,
    /** A date and the energy of the day. */
    DAYS,
    /** Reads of counters, of which the total is used. */
    INDEX,
    /** Anything else, such as maximum power. */
    OTHER
  }

  /** The section that a heading begins; empty if the row is none. */
  static Optional<EnedisSection> of(Heading heading, Map<String, String> preamble) {
    return layout(heading, preamble).map(layout -> new EnedisSection(layout, heading, preamble));
  }

  private static Optional<Layout> layout(Heading heading, Map<String, String> preamble) {
    var hasValue = heading.beginning(VALUE).isPresent() || heading.beginning("puissance moyenne").isPresent();
    if (heading.beginning(HORODATE).isPresent()) {
      if (heading.has("eas t")) {
        return Optional.of(Layout.INDEX);
      }
      if (!hasValue || heading.has("cadran", "type de releve") || isMaximum(preamble)) {
        return Optional.of(Layout.OTHER);
      }
      return Optional.of(heading.has(PRM) || heading.has("pas") ? Layout.DETAILED : Layout.CURVE);
    }
    if (heading.has("debut") && heading.has("fin") && hasValue) {
      return Optional.of(Layout.BOUNDS);
    }
    if (heading.has("date", "jour") && heading.has("valeur (en kwh)", "valeur (kwh)")) {
      return Optional.of(Layout.DAYS);
    }
    return heading.beginning("periode").isPresent() ? Optional.of(Layout.OTHER) : Optional.empty();
  }

  private static boolean isMaximum(Map<String, String> preamble) {
    var type = Heading.plain(preamble.getOrDefault("type de donnees", ""));
    return !type.isEmpty() && !type.startsWith("courbe");
  }

  /** What the row says, or the rows before; empty if neither. */
  String text(String[] cells, String... names) {
    var here = Cells.text(cells, heading.index(names));
    if (!here.isEmpty()) {
      return here;
    }
    for (var name : names) {
      if (preamble.containsKey(name)) {
        return preamble.get(name);
      }
    }
    return "";
  }

  /** The column of times. */
  OptionalInt time() {
    return heading.beginning(HORODATE);
  }

  /** The column of values. */
  OptionalInt value() {
    var value = heading.beginning(VALUE);
    return value.isPresent() ? value : heading.beginning("puissance moyenne");
  }

  /** The unit of the row's value: as it says, the heading, or the rows before; watts if nothing does. Empty if it is no active power or energy. */
  Optional<EnergyUnit> unit(String[] cells) {
    var said = text(cells, "unite");
    if (!said.isEmpty()) {
      return EnergyUnit.named(said);
    }
    return Optional.of(layout == Layout.INDEX ? EnergyUnit.WH : ofHeading());
  }

  private EnergyUnit ofHeading() {
    for (var column : heading.columns().keySet()) {
      for (var unit : EnergyUnit.values()) {
        var name = Heading.plain(unit.toString());
        if (column.endsWith("(" + name + ")") || column.endsWith("(en " + name + ")")) {
          return unit;
        }
      }
    }
    return EnergyUnit.W;
  }
}
