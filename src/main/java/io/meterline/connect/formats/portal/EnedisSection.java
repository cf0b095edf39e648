package io.meterline.connect.formats.portal;

import io.meterline.connect.formats.EnergyUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * A part of a file of Enedis: what its rows are, and in which columns.
 *
 * @param layout what its rows are
 * @param heading its columns
 * @param preamble what the rows before say of all its rows, by names as {@link Heading} compares them; empty if they say nothing
 * @param time the column of times
 * @param value the column of values
 * @param columns other columns, by their names
 */
record EnedisSection(
    Layout layout, Heading heading, Map<String, String> preamble, OptionalInt time, OptionalInt value, Map<String, OptionalInt> columns) {
  static final String PRM = "identifiant prm";

  private static final String HORODATE = "horodate";
  private static final String VALUE = "valeur";

  /** The names of what {@link #text} says. */
  private static final Set<String> NAMES =
      Set.of(
          PRM, "type de donnees", "date de debut", "grandeur physique", "grandeur metier", "etape metier", "unite", "nature", "pas",
          "pas en minutes");

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
    return layout(heading, preamble).map(layout -> of(layout, heading, preamble));
  }

  private static EnedisSection of(Layout layout, Heading heading, Map<String, String> preamble) {
    var value = heading.beginning(VALUE);
    var columns = new HashMap<String, OptionalInt>();
    NAMES.forEach(name -> columns.put(name, heading.index(name)));
    return new EnedisSection(
        layout, heading, preamble, heading.beginning(HORODATE), value.isPresent() ? value : heading.beginning("puissance moyenne"), columns);
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

  /**
   * What the row says, or the rows before; empty if neither.
   *
   * @param name one of {@link #NAMES}
   */
  String text(String[] cells, String name) {
    var here = Cells.text(cells, columns.get(name));
    return here.isEmpty() ? preamble.getOrDefault(name, "") : here;
  }

  /**
   * The unit of the row's value: as it says, the heading, or the rows before; watts if nothing does. Empty if it is no active power or
   * energy.
   */
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
