package io.meterline.connect.versions;

import io.meterline.connect.files.Disk;
import io.meterline.connect.files.FileLocks.Holder;
import io.meterline.connect.files.FileLocks.Sharing;
import io.meterline.connect.files.FileLocks.Step;
import io.meterline.connect.files.Folder;
import io.meterline.connect.files.LocalFolder;
import io.meterline.connect.files.StoreFolder;
import io.meterline.model.MeterlineException;
import io.meterline.model.view.View;
import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * The layout of versioned views: {@code versions/NAME/VIEW/*.parquet}, {@code history} with the versions that have been
 * current, and {@code current}. It is the same on a disk and in an object store; methods in which the two differ are
 * abstract. None of these names begins with a dot or an underscore, as some tools skip such names.
 */
abstract sealed class ViewsLocation permits LocalViews, ObjectStoreViews {
  static final String VERSIONS = "versions";

  /** Refers to the current version. */
  static final String CURRENT = "current";

  private static final String HISTORY = "history";
  private static final String HANDED_OVER = "handed-over";

  private final Folder folder;

  ViewsLocation(Folder folder) {
    this.folder = folder;
  }

  /** The location, which may have no versions yet. */
  static ViewsLocation of(Folder views) throws IOException {
    return views instanceof LocalFolder local ? LocalViews.of(local) : new ObjectStoreViews((StoreFolder) views);
  }

  /**
   * The location, created if it does not exist.
   *
   * @throws MeterlineException if it has a folder named like a view, outside of any version
   */
  static ViewsLocation make(Folder views, List<View> all) throws IOException {
    if (of(views).names().isEmpty()) {
      var found = views.folders();
      for (var view : all) {
        if (found.contains(view.name())) {
          throw new MeterlineException("views " + views + ": " + view.name() + " was not written by a run; name another folder");
        }
      }
    }
    if (views instanceof LocalFolder local) {
      Disk.makeFolder(local.path().resolve(VERSIONS));
    }
    return of(views);
  }

  /** The folder with a subfolder for each version. */
  final Folder versions() {
    return folder.in(VERSIONS);
  }

  /** The names of all versions, complete or incomplete. */
  final List<String> names() throws IOException {
    return versions().folders();
  }

  /** The versions that have been current, most recent first. */
  final List<String> history() throws IOException {
    return folder.read(HISTORY).stream().flatMap(String::lines).filter(name -> !name.isBlank()).toList();
  }

  /** Replaces the history, most recent first. */
  final void writeHistory(List<String> history) throws IOException {
    folder.write(HISTORY, String.join("\n", history) + "\n");
  }

  /** Records that a version is written by a run that cannot be observed from here. */
  final void handOver(String name) throws IOException {
    versions().in(name).write(HANDED_OVER, "");
  }

  /** Whether a run is known to be writing a version. This only reads. */
  final Holder writer(String name) throws IOException {
    var writer = holder(name);
    return writer == Holder.NONE && versions().in(name).has(HANDED_OVER) ? Holder.UNKNOWN : writer;
  }

  /** Removes files outside of any version. */
  final void delete(List<String> names) throws IOException {
    folder.delete(names);
  }

  /** Removes a version, its manifest first. */
  final void remove(String name) throws IOException {
    var version = versions().in(name);
    // So that it counts as incomplete if the rest fails.
    version.delete(List.of(Manifest.FILE));
    version.remove();
  }

  /** The name of the current version, if there is one. */
  Optional<String> current() throws IOException {
    return folder.read(CURRENT).map(String::strip);
  }

  /** Makes a version the current one, atomically. */
  abstract void makeCurrent(String name) throws IOException;

  /** A new name for a version. */
  abstract String nextName() throws IOException;

  /**
   * Runs a step under a lock of the location, if the storage has locks. A shared step only reads, and its lock creates
   * no file.
   */
  abstract <T> T locked(Sharing sharing, Step<T> step) throws IOException;

  /**
   * Locks a version until the returned lock is closed or this process ends. The version's folder is created if it does
   * not exist. Empty if another run holds the lock.
   */
  abstract Optional<Closeable> tryLock(String name) throws IOException;

  /** Whether a run holds the lock of a version, if that can be determined. */
  abstract Holder holder(String name) throws IOException;

  /** Temporary files outside of any version. Call it only from a {@link #locked} step. */
  abstract List<String> temporaryFiles() throws IOException;
}
