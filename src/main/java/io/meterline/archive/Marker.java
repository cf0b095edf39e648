package io.meterline.archive;

import io.meterline.MeterlineException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.Map;

/** The file in an archive that says which live log it holds and how that is cut. */
final class Marker {
  static final String NAME = ".meterline-live";

  private static final String CLUSTER = "cluster";
  private static final String READINGS = "readings";
  private static final String SETTINGS = "settings";
  private static final String SLICE = "slice";

  private final Path archive;
  private final Map<String, String> wanted = new LinkedHashMap<>();

  Marker(Path archive, LogIdentity log, Slices slices) {
    this.archive = archive;
    wanted.put(CLUSTER, log.cluster());
    wanted.put(READINGS, log.readings());
    wanted.put(SETTINGS, log.settings());
    wanted.put(SLICE, slices.length().toString());
  }

  /**
   * Marks a folder that is new or empty, or checks that one is marked with the same.
   *
   * @throws MeterlineException if the folder holds something else
   */
  void claim() throws IOException {
    Files.createDirectories(archive);
    var file = archive.resolve(NAME);
    if (Files.exists(file)) {
      check(read(file));
    } else {
      requireEmpty();
      var partial = archive.resolve(NAME + ".partial");
      Files.writeString(partial, text());
      Files.move(partial, file, StandardCopyOption.ATOMIC_MOVE);
    }
  }

  private void check(Map<String, String> found) {
    if (!wanted.get(SLICE).equals(found.get(SLICE))) {
      throw new MeterlineException(
          "the archive " + archive + " is cut every " + found.get(SLICE) + ", not every " + wanted.get(SLICE)
              + "; run with --archive-every=" + found.get(SLICE) + ", or name a new folder");
    }
    if (!wanted.equals(found)) {
      throw new MeterlineException(
          "the archive " + archive + " holds another log: other topics, or those of another cluster; name a new folder");
    }
  }

  private void requireEmpty() throws IOException {
    try (var entries = Files.list(archive)) {
      // What is left of a start that was killed holds nothing.
      if (entries.anyMatch(entry -> !entry.getFileName().toString().equals(NAME + ".partial"))) {
        throw new MeterlineException(
            "the folder " + archive + " is not the archive of a live run, and is not empty; name a new one");
      }
    }
  }

  private String text() {
    var text = new StringBuilder();
    wanted.forEach((name, value) -> text.append(name).append('=').append(value).append('\n'));
    return text.toString();
  }

  private static Map<String, String> read(Path file) throws IOException {
    var found = new LinkedHashMap<String, String>();
    for (var line : Files.readAllLines(file)) {
      var parts = line.split("=", 2);
      found.put(parts[0], parts.length == 2 ? parts[1] : "");
    }
    return found;
  }
}
