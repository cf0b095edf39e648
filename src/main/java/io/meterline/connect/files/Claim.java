package io.meterline.connect.files;

import java.io.IOException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What a folder belongs to, recorded in a small file in it: a line {@code name=value} for each property in which a run
 * must agree with the one that wrote the file.
 *
 * @param identity the values by name, in the order of comparison; without line breaks
 */
public record Claim(Map<String, String> identity) {
  /**
   * A value in which two claims differ.
   *
   * @param name the name of the value
   * @param found the value in the existing claim, if it has one
   * @param wanted the value in the claim that it is compared with, if it has one
   */
  public record Difference(String name, Optional<String> found, Optional<String> wanted) {}

  public Claim {
    identity = Collections.unmodifiableMap(new LinkedHashMap<>(identity));
  }

  /**
   * The claim in a file, if the file exists.
   *
   * @throws IOException if it cannot be read, or is not a claim
   */
  public static Optional<Claim> read(Folder folder, String file) throws IOException {
    var text = folder.read(file);
    return text.isPresent() ? Optional.of(parse(text.get())) : Optional.empty();
  }

  /**
   * Parses the content of a claim file.
   *
   * @throws IOException if it is not a claim
   */
  public static Claim parse(String text) throws IOException {
    var identity = new LinkedHashMap<String, String>();
    for (var line : text.lines().toList()) {
      var equals = line.indexOf('=');
      if (equals < 0) {
        throw new IOException("'" + line + "' is not name=value");
      }
      identity.put(line.substring(0, equals), line.substring(equals + 1));
    }
    if (identity.isEmpty()) {
      throw new IOException("it is empty");
    }
    return new Claim(identity);
  }

  /** Writes the file atomically. */
  public void write(Folder folder, String file) throws IOException {
    var lines = identity.entrySet().stream().map(entry -> entry.getKey() + "=" + entry.getValue() + "\n");
    folder.write(file, lines.collect(Collectors.joining()));
  }

  /** How an existing claim differs from this one; empty if they are equal. */
  public List<Difference> differences(Claim found) {
    var names = new LinkedHashSet<>(identity.keySet());
    names.addAll(found.identity.keySet());
    return names.stream()
        .map(name -> new Difference(name, found.value(name), value(name)))
        .filter(each -> !each.found().equals(each.wanted()))
        .toList();
  }

  private Optional<String> value(String name) {
    return Optional.ofNullable(identity.get(name));
  }
}
