package io.meterline.connect.formats.greenbutton;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Entries by their links: by the whole path or, if only one entry has it, by the shortened path. */
final class EspiIndex {
  private final List<EspiEntry> all = new ArrayList<>();
  private final Map<String, EspiEntry> byPath = new HashMap<>();
  private final Map<String, List<EspiEntry>> byShort = new HashMap<>();

  /** Adds an entry. One with the path of another takes its place. */
  void add(EspiEntry entry) {
    var earlier = entry.self().isEmpty() ? Optional.<EspiEntry>empty() : Optional.ofNullable(byPath.put(entry.self(), entry));
    earlier.ifPresent(all::remove);
    all.add(entry);
    if (!entry.self().isEmpty()) {
      var same = byShort.computeIfAbsent(EspiPaths.shortened(entry.self()), any -> new ArrayList<>());
      earlier.ifPresent(same::remove);
      same.add(entry);
    }
  }

  /** The entry with a path; empty if there is none, or the path may mean several. */
  Optional<EspiEntry> find(String path) {
    if (path.isEmpty()) {
      return Optional.empty();
    }
    var same = byShort.getOrDefault(EspiPaths.shortened(path), List.of());
    return Optional.ofNullable(byPath.get(path)).or(() -> same.size() == 1 ? Optional.of(same.get(0)) : Optional.empty());
  }

  /** The first entry that one of the paths names. */
  Optional<EspiEntry> find(Stream<String> paths) {
    return paths.map(this::find).flatMap(Optional::stream).findFirst();
  }

  /** All entries, in the order of the file. */
  List<EspiEntry> all() {
    return all;
  }
}
