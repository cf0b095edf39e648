package io.meterline.connect.versions;

import io.meterline.connect.files.Claim;
import io.meterline.connect.files.Digest;
import java.io.Serializable;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a version is made by: all that decides its rows. Equal recipes give equal files.
 *
 * @param entries what was given, by name, such as {@code known} to {@code then}
 */
public record Recipe(SortedMap<String, String> entries) implements Serializable {
  public Recipe {
    entries = Collections.unmodifiableSortedMap(new TreeMap<>(entries));
  }

  /** The recipe of these entries. */
  public static Recipe of(Map<String, String> entries) {
    return new Recipe(new TreeMap<>(entries));
  }

  /** A short name that other recipes do not have. */
  String digest() {
    return Digest.of(entries.entrySet().stream().map(entry -> entry.getKey() + "=" + entry.getValue()).toList());
  }

  /** What a version that is to be of this recipe says. */
  Claim claim() {
    return new Claim(entries);
  }

  /** What a version says otherwise, first of all, such as {@code known=then, not known=now}. */
  Optional<String> difference(Claim found) {
    return claim().differences(found).stream()
        .findFirst()
        .map(each -> text(each.name(), each.found()) + ", not " + text(each.name(), each.wanted()));
  }

  private static String text(String name, Optional<String> value) {
    return value.map(given -> name + "=" + given).orElse("no " + name);
  }
}
