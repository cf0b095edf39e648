package io.meterline.connect.archive;

import io.meterline.connect.files.Folder;
import io.meterline.connect.files.LocalFolder;
import io.meterline.connect.files.StoredFile;
import io.meterline.model.MeterlineException;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;

/** The file in an archive that says which live log it holds and how that is cut. */
final class Marker {
  static final String NAME = ".meterline-live";

  private static final String CLUSTER = "cluster";
  private static final String READINGS = "readings";
  private static final String SETTINGS = "settings";
  private static final String SLICE = "slice";

  private final Folder archive;
  private final Map<String, String> wanted = new LinkedHashMap<>();

  Marker(Folder archive, LogIdentity log, Slices slices) {
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
    var found = archive.read(NAME);
    if (found.isEmpty()) {
      requireEmpty();
      archive.write(NAME, text());
      // Another log may have claimed it at the same moment.
      found = archive.read(NAME);
    }
    check(read(found.orElse("")));
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
    // What is left of a start that was killed holds nothing.
    if (names().anyMatch(name -> !name.endsWith(".partial"))) {
      throw new MeterlineException(
          "the folder " + archive + " is not the archive of a live run, and is not empty; name a new one");
    }
  }

  private Stream<String> names() throws IOException {
    if (archive instanceof LocalFolder local) {
      var names = Files.isDirectory(local.path()) ? local.path().toFile().list() : new String[0];
      return Arrays.stream(names == null ? new String[0] : names);
    }
    return archive.files().stream().map(StoredFile::name);
  }

  private String text() {
    var text = new StringBuilder();
    wanted.forEach((name, value) -> text.append(name).append('=').append(value).append('\n'));
    return text.toString();
  }

  private static Map<String, String> read(String text) {
    var found = new LinkedHashMap<String, String>();
    for (var line : text.lines().toList()) {
      var parts = line.split("=", 2);
      found.put(parts[0], parts.length == 2 ? parts[1] : "");
    }
    return found;
  }
}
