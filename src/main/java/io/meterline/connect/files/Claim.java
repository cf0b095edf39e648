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
 * What a folder belongs to, as a small file in it says: a line {@code name=value} for each thing that a run must have in common
 * with the one that wrote it.
 *
 * @param identity the values by name, in the order in which they are compared; without line breaks
 */
public record Claim(Map<String, String> identity) {
  /**
   * A value that two claims do not share.
   *
   * @param name what it is called
   * @param found the value of the claim that was found, if it has one
   * @param wanted the value of the claim that it is compared with, if it has one
   */
  public record Difference(String name, Optional<String> found, Optional<String> wanted) {}

  public Claim {
    identity = Collections.unmodifiableMap(new LinkedHashMap<>(identity));
  }

  /**
   * The claim in a file, if it is there.
   *
   * @throws IOException if it cannot be read, or is no claim
   */
  public static Optional<Claim> read(Folder folder, String file) throws IOException {
    var text = folder.read(file);
    return text.isPresent() ? Optional.of(parse(text.get())) : Optional.empty();
  }

  /**
   * The claim that a file says.
   *
   * @throws IOException if it is none
   */
  public static Claim parse(String text) throws IOException {
    var identity = new LinkedHashMap<String, String>();
    for (var line : text.lines().toList()) {
      var equals = line.indexOf('=');
      if (equals < 0) {
        throw new IOException("'" + line + "' is no name=value");
      }
      identity.put(line.substring(0, equals), line.substring(equals + 1));
    }
    if (identity.isEmpty()) {
      throw new IOException("it is empty");
    }
    return new Claim(identity);
  }

  /** Writes the file, so that a reader sees all of it or none. */
  public void write(Folder folder, String file) throws IOException {
    var lines = identity.entrySet().stream().map(entry -> entry.getKey() + "=" + entry.getValue() + "\n");
    folder.write(file, lines.collect(Collectors.joining()));
  }

  /** What a claim that was found says otherwise than this one; none if they are of the same. */
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
