package io.meterline.connect.versions;

import io.meterline.connect.files.AtomicFile;
import io.meterline.connect.files.Claim;
import io.meterline.connect.files.Folder;
import io.meterline.connect.files.StoredFile;
import io.meterline.connect.parquet.ViewWriter;
import io.meterline.model.MeterlineException;
import io.meterline.model.view.Table;
import io.meterline.model.view.View;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Begins and completes versions. A version begins with a marker file that records its recipe, so that no run with another recipe writes into
 * it. Its manifest is written last.
 */
final class VersionWriting {
  private static final String MARKER = "begun-";
  private static final String EMPTY = "empty.parquet";

  private final VersionFiles files;
  private final ViewsLocation location;

  VersionWriting(VersionFiles files) {
    this.files = files;
    this.location = files.location();
  }

  /**
   * Begins a version, and claims it for a recipe. All versions must be locked.
   *
   * @throws MeterlineException if it was begun with another recipe, or is being written
   */
  InProgressVersion begin(Optional<String> as, Recipe recipe) throws IOException {
    var name = as.isPresent() ? as.get() : location.nextName();
    var complete = files.manifest(name);
    if (complete.isPresent()) {
      requireSame(name, "is complete, and was made with", complete.get().recipe().claim(), recipe);
      return new InProgressVersion(files, name, Optional.empty());
    }
    requireNoOther(name, recipe);
    var lock = location.tryLock(name);
    if (lock.isEmpty()) {
      throw new MeterlineException("version " + name + " of views " + files.views() + " is being written by another run");
    }
    try {
      mark(name, recipe);
    } catch (IOException | RuntimeException e) {
      lock.get().close();
      throw e;
    }
    return new InProgressVersion(files, name, lock);
  }

  /**
   * Writes the marker of a recipe. Of two runs that do so at once, each writes its own before it looks for the other's,
   * so at least one sees both.
   */
  private void mark(String name, Recipe recipe) throws IOException {
    recipe.claim().write(files.folder(name), marker(recipe));
    try {
      requireNoOther(name, recipe);
    } catch (MeterlineException e) {
      files.folder(name).delete(List.of(marker(recipe)));
      throw e;
    }
  }

  private static String marker(Recipe recipe) {
    return MARKER + recipe.digest();
  }

  private void requireNoOther(String name, Recipe recipe) throws IOException {
    var version = files.folder(name);
    for (var file : version.files()) {
      if (file.name().startsWith(MARKER) && !file.name().equals(marker(recipe))) {
        var other = begunBy(name, file.name());
        if (other.isPresent()) {
          requireSame(name, "was begun with", other.get(), recipe);
        }
      }
    }
  }

  private Optional<Claim> begunBy(String name, String marker) {
    try {
      var text = files.text(name, marker);
      return text.isPresent() ? Optional.of(Claim.parse(text.get())) : Optional.empty();
    } catch (IOException e) {
      throw files.damaged(name, e);
    }
  }

  private void requireSame(String name, String was, Claim its, Recipe recipe) {
    recipe.difference(its)
        .ifPresent(
            difference -> {
              throw new MeterlineException(
                  "version " + name + " of views " + files.views() + " " + was + " " + difference
                      + "; name another, or remove it with 'meterline views remove'");
            });
  }

  /** Completes a version, see {@link Versions#complete(String, Recipe, Provenance, ViewFiles, List)}. */
  void complete(String name, Recipe recipe, Provenance provenance, ViewFiles from, List<View> all) {
    var some = from.of(all);
    VersionFiles.attempt(
        files.views(),
        () -> {
          if (isToBeCompleted(name, recipe)) {
            var paths = new TreeMap<String, String>();
            some.places().forEach((file, place) -> paths.put(file, place.path()));
            share(name, paths);
          }
          return name;
        });
    complete(name, recipe, provenance, some.rows(), all);
  }

  private void share(String name, Map<String, String> paths) throws IOException {
    try {
      files.folder(name).share(paths);
    } catch (NoSuchFileException | FileNotFoundException e) {
      throw new MeterlineException(e.getMessage() + " was removed while version " + name + " was written", e);
    }
  }

  private boolean isToBeCompleted(String name, Recipe recipe) throws IOException {
    if (files.manifest(name).isPresent()) {
      return false;
    }
    if (files.folder(name).read(marker(recipe)).isEmpty()) {
      throw new MeterlineException("version " + name + " of views " + files.views() + " was removed while it was written");
    }
    requireNoOther(name, recipe);
    return true;
  }

  /** Completes a version, see {@link Versions#complete(String, Recipe, Provenance, Map, List)}. */
  void complete(String name, Recipe recipe, Provenance provenance, Map<String, Long> written, List<View> all) {
    VersionFiles.attempt(
        files.views(),
        () -> {
          var version = files.folder(name);
          if (!isToBeCompleted(name, recipe)) {
            return name;
          }
          removeAttempts(version);
          var rows = new TreeMap<>(written);
          for (var view : all) {
            completeEmpty(version, view, rows);
          }
          var found = filesOf(version);
          version.delete(found.keySet().stream().filter(file -> !rows.containsKey(file)).toList());
          var parts = new ArrayList<Manifest.Part>();
          for (var file : rows.entrySet()) {
            if (!found.containsKey(file.getKey())) {
              throw new MeterlineException(version.path(file.getKey()) + " was removed while other files were written");
            }
            parts.add(new Manifest.Part(file.getKey(), file.getValue(), found.get(file.getKey())));
          }
          version.write(Manifest.FILE, VersionJson.of(new Manifest(recipe, provenance, rowsOf(rows), parts)));
          return name;
        });
  }

  /** Removes the folders of rounds, see {@link AmendedVersion}. */
  private static void removeAttempts(Folder version) throws IOException {
    for (var folder : version.folders()) {
      if (folder.startsWith(AmendedVersion.ATTEMPT)) {
        version.in(folder).remove();
      }
    }
  }

  /** A view without rows still has a file, for its columns. */
  private static void completeEmpty(Folder version, View view, Map<String, Long> rows) throws IOException {
    if (rows.keySet().stream().noneMatch(file -> file.startsWith(view.name() + "/"))) {
      var file = view.name() + "/" + EMPTY;
      try (var channel = version.create(file)) {
        ViewWriter.write(channel, Table.of(view, List.of()));
      }
      rows.put(file, 0L);
    }
  }

  /** The lengths of the data files and the temporary files, in bytes, by name. */
  private static Map<String, Long> filesOf(Folder version) throws IOException {
    return version.files().stream()
        .filter(file -> file.name().indexOf('/') > 0 || file.name().endsWith(AtomicFile.PARTIAL))
        .collect(Collectors.toMap(StoredFile::name, StoredFile::bytes));
  }

  private static TreeMap<String, Long> rowsOf(Map<String, Long> files) {
    var rows = new TreeMap<String, Long>();
    files.forEach((file, count) -> rows.merge(file.substring(0, file.indexOf('/')), count, Long::sum));
    return rows;
  }
}
