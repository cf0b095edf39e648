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
 * Views in versions, as they lie on a disk and in an object store alike: {@code versions/NAME/VIEW/*.parquet}, what readers
 * have seen in {@code history}, and {@code current}. What the two do not have in common is abstract. No name begins with a
 * dot or an underscore: some tools pass over what does.
 */
abstract sealed class ViewsPlace permits LocalViews, StoreViews {
  static final String VERSIONS = "versions";

  /** Leads readers to the version that is theirs. */
  static final String CURRENT = "current";

  private static final String HISTORY = "history";
  private static final String HANDED_OVER = "handed-over";

  private final Folder folder;

  ViewsPlace(Folder folder) {
    this.folder = folder;
  }

  /** The place, whether or not there are versions yet. */
  static ViewsPlace of(Folder views) throws IOException {
    return views instanceof LocalFolder local ? LocalViews.of(local) : new StoreViews((StoreFolder) views);
  }

  /**
   * The place, made if it is not there.
   *
   * @throws MeterlineException if the folder of a view is there that is in no version
   */
  static ViewsPlace make(Folder views, List<View> all) throws IOException {
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

  /** Holds the versions, each in the folder of its name. */
  final Folder versions() {
    return folder.in(VERSIONS);
  }

  /** The names of all versions, complete or not. */
  final List<String> names() throws IOException {
    return versions().folders();
  }

  /** The versions that readers have seen, the last first. */
  final List<String> seen() throws IOException {
    return folder.read(HISTORY).stream().flatMap(String::lines).filter(name -> !name.isBlank()).toList();
  }

  /** Notes which versions readers have seen. */
  final void note(List<String> seen) throws IOException {
    folder.write(HISTORY, String.join("\n", seen) + "\n");
  }

  /** Notes that a version is written by a run of which nothing will be known here. */
  final void handOver(String name) throws IOException {
    versions().in(name).write(HANDED_OVER, "");
  }

  /** What is known of the run that writes a version; asking changes nothing. */
  final Holder writer(String name) throws IOException {
    var writer = holder(name);
    return writer == Holder.NONE && versions().in(name).has(HANDED_OVER) ? Holder.UNKNOWN : writer;
  }

  /** Removes files of the place itself. */
  final void delete(List<String> names) throws IOException {
    folder.delete(names);
  }

  /** Removes a version. */
  final void remove(String name) throws IOException {
    var version = versions().in(name);
    // Without this it is not complete any more, should the rest fail.
    version.delete(List.of(Manifest.FILE));
    version.remove();
  }

  /** The version that readers see. */
  Optional<String> current() throws IOException {
    return folder.read(CURRENT).map(String::strip);
  }

  /** Has readers see another version, in one atomic step. */
  abstract void turn(String name) throws IOException;

  /** A name for a version that has none. */
  abstract String nextName() throws IOException;

  /**
   * Takes a step while no other run takes one in the place that is not shared with it, where that can be had. A shared step only
   * reads, and leaves no trace.
   */
  abstract <T> T locked(Sharing sharing, Step<T> step) throws IOException;

  /** Has a version, made if it is not there, until it is closed or this process has ended; empty if another run has it. */
  abstract Optional<Closeable> hold(String name) throws IOException;

  /** Whether a run {@link #hold}s a version, where that can be told. */
  abstract Holder holder(String name) throws IOException;

  /** Files of the place itself, of no version, that were to replace others. To be called in a step that is {@link #locked}. */
  abstract List<String> temporaries() throws IOException;
}
