package io.meterline.connect.archive;

import io.meterline.connect.files.AtomicFile;
import io.meterline.connect.files.Claim;
import io.meterline.connect.files.Folder;
import io.meterline.connect.files.LocalFolder;
import io.meterline.connect.files.StoredFile;
import io.meterline.model.MeterlineException;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.stream.Stream;

/** The file in an archive that records which live log the archive holds, and the length of its slices. */
final class Marker {
  static final String NAME = ".meterline-live";

  private static final String SLICE = "slice";

  private final Folder archive;
  private final Claim wanted;

  Marker(Folder archive, LogIdentity log, TimeSlices slices) {
    this.archive = archive;
    var identity = new LinkedHashMap<String, String>();
    identity.put(SLICE, slices.length().toString());
    identity.put("cluster", log.cluster());
    identity.put("readings", log.readings());
    identity.put("settings", log.settings());
    this.wanted = new Claim(identity);
  }

  /**
   * Claims a new or empty folder, or checks that the existing claim is the same.
   *
   * @throws MeterlineException if the folder holds something else
   */
  void claim() throws IOException {
    var found = Claim.read(archive, NAME);
    if (found.isEmpty()) {
      requireEmpty();
      wanted.write(archive, NAME);
      // Another run may have claimed it at the same moment.
      found = Claim.read(archive, NAME);
    }
    var differences = found.map(wanted::differences).orElseThrow(() -> new IOException(NAME + " was removed"));
    if (!differences.isEmpty()) {
      throw mismatch(differences.get(0));
    }
  }

  /**
   * Checks that a folder is the archive of a log.
   *
   * @throws MeterlineException if it is not the archive of a live run, or is that of another log
   */
  static void require(Folder archive, LogIdentity log) throws IOException {
    var found =
        Claim.read(archive, NAME)
            .orElseThrow(() -> new MeterlineException("archive " + archive + ": is not the archive of a live run"));
    var wanted = new Marker(archive, log, new TimeSlices(TimeSlices.LONGEST));
    var difference = wanted.wanted.differences(found).stream().filter(each -> !each.name().equals(SLICE)).findFirst();
    if (difference.isPresent()) {
      throw wanted.mismatch(difference.get());
    }
  }

  private MeterlineException mismatch(Claim.Difference difference) {
    if (difference.name().equals(SLICE) && difference.found().isPresent()) {
      var found = difference.found().get();
      return new MeterlineException(
          "the archive " + archive + " has slices of " + found + ", not " + difference.wanted().orElseThrow()
              + "; run with --archive-every=" + found + ", or name a new folder");
    }
    return new MeterlineException(
        "the archive " + archive + " holds another log: other topics, or those of another cluster; name a new folder");
  }

  private void requireEmpty() throws IOException {
    // A killed run may have left temporary files.
    if (names().anyMatch(name -> !name.endsWith(AtomicFile.PARTIAL))) {
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
}
