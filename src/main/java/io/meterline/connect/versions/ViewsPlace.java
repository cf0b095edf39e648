package io.meterline.connect.versions;

import io.meterline.connect.files.Folder;
import io.meterline.connect.files.LocalFolder;
import io.meterline.connect.files.StoreFolder;
import io.meterline.model.view.View;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Where views are kept in versions: how readers are told which is theirs, and what is known of those who write. */
sealed interface ViewsPlace permits LocalViews, StoreViews {
  /** A step that reads or writes the place. */
  @FunctionalInterface
  interface Step<T> {
    T take() throws IOException;
  }

  /** What is known of a run that writes a version. */
  enum Writer {
    THERE,
    GONE,
    UNKNOWN
  }

  /** The place, which is there already. */
  static ViewsPlace of(Folder views) throws IOException {
    if (views instanceof LocalFolder local) {
      return LocalViews.at(local);
    }
    return new StoreViews((StoreFolder) views);
  }

  /** Whether views are in versions there. */
  static boolean isVersioned(Folder views) throws IOException {
    if (views instanceof LocalFolder local) {
      return LocalViews.isVersioned(local);
    }
    return !new StoreViews((StoreFolder) views).names().isEmpty();
  }

  /** The place, made if it is not there. */
  static ViewsPlace make(Folder views, List<View> all) throws IOException {
    if (views instanceof LocalFolder local) {
      return LocalViews.make(local, all);
    }
    var place = new StoreViews((StoreFolder) views);
    place.requireOurs();
    return place;
  }

  /** Holds the versions, each in the folder of its name. */
  Folder versions();

  /** The names of all versions, complete or not. */
  List<String> names() throws IOException;

  /** A name for a version that has none. */
  String nextName() throws IOException;

  /** The version that readers see. */
  Optional<String> current() throws IOException;

  /**
   * Has readers see another version, in one step.
   *
   * @param views the names of its views
   */
  void turn(String name, Set<String> views) throws IOException;

  /** The versions that readers have seen, the last first. */
  List<String> seen() throws IOException;

  /** Notes which versions readers have seen. */
  void note(List<String> seen) throws IOException;

  /** Takes a step while no other run takes one in the place, where that can be had. */
  <T> T alone(Step<T> step) throws IOException;

  /** Takes a step that only reads, while no run takes a step {@link #alone}, where that can be had; it changes nothing. */
  <T> T reading(Step<T> step) throws IOException;

  /** What is known of the run that writes a version; asking changes nothing. */
  Writer writer(String name) throws IOException;

  /** Begins to write a version, made if it is not there; false if a run that is there writes it already. */
  boolean hold(String name, List<View> views) throws IOException;

  /** Ends what {@link #hold} began. */
  void letGo(String name) throws IOException;

  /** Notes that a version is written by a run of which nothing will be known here. */
  void handOver(String name) throws IOException;

  /** Removes a version. */
  void remove(String name) throws IOException;
}
