package io.meterline.connect.versions;

import io.meterline.connect.files.FileLocks.Holder;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds and removes what unfinished runs left behind. */
final class Leftovers {
  private final VersionFiles files;
  private final ViewsLocation location;

  Leftovers(VersionFiles files) {
    this.files = files;
    this.location = files.location();
  }

  /** What unfinished runs left behind, versions first. Runs known to be in progress are not included. */
  List<Leftover> all() throws IOException {
    var unfinished = new ArrayList<Leftover>();
    for (var name : location.names()) {
      // The writer is looked up before the manifest is read: a run that ends in between has written its manifest.
      var writer = location.writer(name);
      if (isIncomplete(name)) {
        switch (writer) {
          case NONE -> unfinished.add(new Leftover(Leftover.Kind.VERSION, name, Leftover.Run.ENDED));
          case UNKNOWN -> unfinished.add(new Leftover(Leftover.Kind.VERSION, name, Leftover.Run.MAY_BE_RUNNING));
          case HELD -> {}
        }
      }
    }
    location.temporaryFiles().forEach(name -> unfinished.add(new Leftover(Leftover.Kind.FILE, name, Leftover.Run.ENDED)));
    return unfinished;
  }

  private boolean isIncomplete(String name) throws IOException {
    return VersionName.isName(name) && files.read(name) instanceof VersionFiles.Read.Absent && !location.current().equals(Optional.of(name));
  }

  /** Removes those of the given leftovers that still are, and returns them. All versions must be locked. */
  List<Leftover> clean(List<Leftover> these) throws IOException {
    var unfinished = all();
    var removed = these.stream().filter(unfinished::contains).toList();
    for (var leftover : removed) {
      remove(leftover);
    }
    return removed;
  }

  private void remove(Leftover leftover) throws IOException {
    switch (leftover.kind()) {
      case VERSION -> location.remove(leftover.name());
      case FILE -> location.delete(List.of(leftover.name()));
    }
  }

  /** Removes a version if it is incomplete and known to have no writer; returns whether it did. */
  boolean removeIfAbandoned(String name) throws IOException {
    var isAbandoned = location.writer(name) == Holder.NONE && isIncomplete(name) && files.exists(name);
    if (isAbandoned) {
      location.remove(name);
    }
    return isAbandoned;
  }
}
