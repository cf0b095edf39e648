package io.meterline.connect.formats.portal;

import java.util.Locale;

/**
 * What a register of a Belgian meter counts, by its name in Dutch or English: {@code Afname Dag}, {@code Offtake Night}, {@code Injectie
 * Actief}.
 *
 * @param direction where the energy went
 * @param part when it counts, such as {@code day}; empty if always
 */
record FluviusRegister(Direction direction, String part) {
  /** Where energy went. */
  enum Direction {
    OFFTAKE,
    INJECTION,
    /** Neither to nor from the grid, such as what panels produce. */
    OTHER
  }

  static FluviusRegister of(String name) {
    var plain = Heading.plain(name);
    if (isOneOf(plain, "afname", "offtake", "consumption", "verbruik")) {
      return new FluviusRegister(Direction.OFFTAKE, part(plain));
    }
    if (isOneOf(plain, "injectie", "injection")) {
      return new FluviusRegister(Direction.INJECTION, part(plain));
    }
    return new FluviusRegister(Direction.OTHER, plain.isEmpty() ? "unnamed" : plain.toLowerCase(Locale.ROOT));
  }

  private static boolean isOneOf(String name, String... firstWords) {
    for (var word : firstWords) {
      if (name.equals(word) || name.startsWith(word + " ")) {
        return true;
      }
    }
    return false;
  }

  private static String part(String name) {
    var space = name.indexOf(' ');
    var rest = space < 0 ? "" : name.substring(space + 1);
    return switch (rest) {
      case "", "actief", "active", "totaal", "total" -> "";
      case "dag", "day" -> "day";
      case "nacht", "night" -> "night";
      default -> rest;
    };
  }
}
