package io.meterline.connect.versions;

import io.meterline.connect.files.FileLocks.Step;
import io.meterline.connect.files.Folder;
import io.meterline.connect.files.StoredFile;
import io.meterline.model.MeterlineException;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The files of versions. A version is complete once it has a manifest.
 *
 * @param views the folder that users name
 * @param location where the versions are
 */
record VersionFiles(Folder views, ViewsLocation location) {
  /** The result of reading a version's manifest. */
  sealed interface Read {
    record Complete(Manifest manifest) implements Read {}

    record Absent() implements Read {}

    record Damaged(IOException why) implements Read {}
  }

  /** The folder of a version. */
  Folder folder(String name) {
    return location.versions().in(name);
  }

  boolean exists(String name) throws IOException {
    return location.names().contains(name);
  }

  Read read(String name) {
    if (!VersionName.isName(name)) {
      return new Read.Absent();
    }
    try {
      var text = text(name, Manifest.FILE);
      return text.isPresent() ? new Read.Complete(VersionJson.readManifest(text.get())) : new Read.Absent();
    } catch (IOException e) {
      return new Read.Damaged(e);
    }
  }

  /**
   * The content of a file of a version, if it exists.
   *
   * @throws CharacterCodingException if it is not UTF-8
   * @throws MeterlineException if it cannot be read now; the version may still be intact
   */
  Optional<String> text(String name, String file) throws CharacterCodingException {
    try {
      return folder(name).read(file);
    } catch (CharacterCodingException e) {
      throw e;
    } catch (IOException e) {
      throw unread(views, e);
    }
  }

  /**
   * The manifest of a version, if it is complete.
   *
   * @throws MeterlineException if it cannot be read
   */
  Optional<Manifest> manifest(String name) {
    var result = read(name);
    if (result instanceof Read.Damaged damaged) {
      throw damaged(name, damaged.why());
    }
    return result instanceof Read.Complete complete ? Optional.of(complete.manifest()) : Optional.empty();
  }

  /**
   * The manifest of a complete version.
   *
   * @throws MeterlineException if there is no such version, or it is not complete
   */
  Manifest requireComplete(String name) throws IOException {
    var manifest = manifest(name);
    if (manifest.isEmpty()) {
      throw exists(name)
          ? new MeterlineException("version " + name + " of views " + views + " is not complete")
          : missing(name);
    }
    return manifest.get();
  }

  /**
   * The manifest of a version that is complete, and made from a log alone.
   *
   * @throws MeterlineException if there is no such version, it is not complete, or it is a what-if
   */
  Manifest requireLogged(String name) throws IOException {
    var manifest = requireComplete(name);
    if (manifest.recipe().isWhatIf()) {
      throw new MeterlineException(
          "version " + name + " of views " + views + " has changes that were never logged (--what-if): it can be read and removed, and"
              + " nothing else");
    }
    return manifest;
  }

  /** See {@link Versions#base}. */
  Base base(String name) throws IOException {
    var manifest = requireLogged(name);
    var folder = folder(name).absolute();
    var found = folder.files().stream().collect(Collectors.toMap(StoredFile::name, StoredFile::bytes));
    var places = new TreeMap<String, ViewFiles.Place>();
    for (var file : manifest.files()) {
      if (!Long.valueOf(file.bytes()).equals(found.get(file.name()))) {
        var bytes = found.get(file.name());
        throw damaged(name, new IOException(file.name() + (bytes == null ? " is missing" : " has " + bytes + " bytes, not " + file.bytes())));
      }
      if (file.rows() > 0) {
        places.put(file.name(), new ViewFiles.Place(folder.path(file.name()), file.rows(), ViewFiles.Origin.BASE));
      }
    }
    return new Base(name, manifest.recipe(), manifest.provenance(), new ViewFiles(places));
  }

  MeterlineException missing(String name) {
    return new MeterlineException("views " + views + " have no version " + name);
  }

  MeterlineException damaged(String name, IOException why) {
    return new MeterlineException(
        "version " + name + " of views " + views + " is damaged (" + why.getMessage()
            + "); remove it with 'meterline views remove', or name another",
        why);
  }

  /** Runs a step that changes versions. */
  static <T> T attempt(Folder views, Step<T> step) {
    try {
      return step.run();
    } catch (IOException e) {
      throw failure(views, e);
    }
  }

  /** As {@link #attempt}, for steps that only read. */
  static <T> T reading(Folder views, Step<T> step) {
    try {
      return step.run();
    } catch (IOException e) {
      throw unread(views, e);
    }
  }

  static MeterlineException failure(Folder views, IOException cause) {
    return new MeterlineException("views " + views + ": cannot be written: " + cause, cause);
  }

  private static MeterlineException unread(Folder views, IOException cause) {
    return new MeterlineException("views " + views + ": cannot be read: " + cause, cause);
  }
}
