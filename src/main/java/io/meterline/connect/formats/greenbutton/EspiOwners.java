package io.meterline.connect.formats.greenbutton;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The entries that link to a path, for files in which only the owner links to what is its own. */
final class EspiOwners {
  private final Map<String, Optional<EspiEntry>> owners = new HashMap<>();

  /** Adds an owner. A path that two entries link to has none. */
  void add(String path, EspiEntry owner) {
    if (!path.isEmpty()) {
      owners.merge(path, Optional.of(owner), (one, other) -> one.filter(any -> any.self().equals(owner.self())));
    }
  }

  /** The owner of a path; empty if there is none. */
  Optional<EspiEntry> find(String path) {
    return owners.getOrDefault(path, Optional.empty());
  }

  /** The owner of the first path that has one. */
  Optional<EspiEntry> find(Stream<String> paths) {
    return paths.map(this::find).flatMap(Optional::stream).findFirst();
  }
}
