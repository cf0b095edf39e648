package io.meterline.connect.versions;

import io.meterline.connect.files.Claim;
import io.meterline.connect.files.Digest;
import io.meterline.model.time.Known;
import java.io.Serializable;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a version is made from: everything that determines its rows. Equal recipes yield equal files.
 *
 * @param entries values by name, such as {@code known} to {@code then}
 */
public record Recipe(SortedMap<String, String> entries) implements Serializable {
  /** The name of the entry with what the rows show: {@code now} or {@code then}. */
  public static final String KNOWN = "known";

  /** The name of the entry with the contents of the log. */
  public static final String LOG = "log";

  /** The name of the entry with settings changes that the log does not have. A version with it can never be published. */
  public static final String WHAT_IF = "what if";

  public Recipe {
    entries = Collections.unmodifiableSortedMap(new TreeMap<>(entries));
  }

  /** The recipe of these entries. */
  public static Recipe of(Map<String, String> entries) {
    return new Recipe(new TreeMap<>(entries));
  }

  /** The recipe without its log: the rules alone. */
  public Recipe withoutLog() {
    var rules = new TreeMap<>(entries);
    rules.remove(LOG);
    return new Recipe(rules);
  }

  /** What the rows show. */
  public Known known() {
    return Known.THEN.toString().equalsIgnoreCase(entries.get(KNOWN)) ? Known.THEN : Known.NOW;
  }

  /** Whether it has settings changes that the log does not have. */
  boolean isWhatIf() {
    return entries.containsKey(WHAT_IF);
  }

  /**
   * The first difference of another recipe from this one, such as {@code known=then, not known=now}; empty if there is none.
   */
  public Optional<String> difference(Recipe other) {
    return difference(other.claim());
  }

  /** A short name that is unique to the recipe. */
  String digest() {
    return Digest.of(entries.entrySet().stream().map(entry -> entry.getKey() + "=" + entry.getValue()).toList());
  }

  /** The claim of a version with this recipe. */
  Claim claim() {
    return new Claim(entries);
  }

  /**
   * The first difference from the claim of a version, such as {@code known=then, not known=now}; empty if there is
   * none.
   */
  Optional<String> difference(Claim found) {
    return claim().differences(found).stream()
        .findFirst()
        .map(each -> text(each.name(), each.found()) + ", not " + text(each.name(), each.wanted()));
  }

  private static String text(String name, Optional<String> value) {
    return value.map(given -> name + "=" + given).orElse("no " + name);
  }
}
