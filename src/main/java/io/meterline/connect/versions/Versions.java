package io.meterline.connect.versions;

import io.meterline.connect.files.FileLocks.Holder;
import io.meterline.connect.files.FileLocks.Sharing;
import io.meterline.connect.files.FileLocks.Step;
import io.meterline.connect.files.Folder;
import io.meterline.connect.files.StoreFolder;
import io.meterline.connect.versions.Version.Standing;
import io.meterline.connect.versions.Version.State;
import io.meterline.engine.device.Snapshots;
import io.meterline.model.MeterlineException;
import io.meterline.model.view.View;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Versioned views. Each run writes a version of its own, and publishes it atomically once it is complete. So readers
 * see all views of one run or all of another. A complete version never changes.
 *
 * <p>A version begins with a marker file that records its recipe, so that no run with another recipe writes into it. It
 * is complete once it has a manifest, which is written last.
 */
public final class Versions {
  private final Folder views;
  private final ViewsLocation location;
  private final VersionFiles files;
  private final VersionWriting writing;
  private final Leftovers leftovers;

  private Versions(Folder views, ViewsLocation location) {
    this.views = views;
    this.location = location;
    this.files = new VersionFiles(views, location);
    this.writing = new VersionWriting(files);
    this.leftovers = new Leftovers(files);
  }

  /**
   * The versions at a location.
   *
   * @throws MeterlineException if it is a local folder without versions, or they cannot be read
   */
  public static Versions at(Folder views) {
    var location = VersionFiles.reading(views, () -> ViewsLocation.of(views));
    if (location.versions().isMissing()) {
      throw new MeterlineException("views " + views + ": there are no versions of views");
    }
    return new Versions(views, location);
  }

  /**
   * Begins a version. The location is created if it does not exist.
   *
   * @param as its name; if empty, a new name is generated
   * @param recipe what it is made from
   * @param all the views that it will have
   * @throws MeterlineException if the location holds something else, or the version was begun with another recipe or is
   *     being written
   */
  public static InProgressVersion begin(Folder views, Optional<String> as, Recipe recipe, List<View> all) {
    as.ifPresent(VersionName::checked);
    return VersionFiles.attempt(
        views,
        () -> {
          var versions = new Versions(views, ViewsLocation.make(views, all));
          return versions.location.locked(Sharing.EXCLUSIVE, () -> versions.writing.begin(as, recipe));
        });
  }

  /** The folder of a version. Each view has a subfolder of its name. */
  public Folder folder(String name) {
    return files.folder(name);
  }

  /**
   * Completes a version: removes files of earlier attempts, adds an empty file to each view without rows, and writes
   * the manifest. This is idempotent.
   *
   * @param recipe the recipe it was begun with
   * @param provenance what a later run must know to start from it
   * @param written the row count of each file, by its name in the version
   * @param all the views of the version
   * @throws MeterlineException if it was removed in the meantime, or cannot be written; it is then still incomplete
   */
  public void complete(String name, Recipe recipe, Provenance provenance, Map<String, Long> written, List<View> all) {
    writing.complete(name, recipe, provenance, written, all);
  }

  /**
   * Completes a version whose files are those of its base, unless they were replaced: shares them with the base, and completes the
   * version as {@link #complete(String, Recipe, Provenance, Map, List)} does. The result is the same as if all had been written by
   * one run. This is idempotent.
   *
   * @param files the files after the last round, see {@link AmendedVersion#written}
   * @throws MeterlineException as that method, or if the base was removed in the meantime
   */
  public void complete(String name, Recipe recipe, Provenance provenance, ViewFiles files, List<View> all) {
    writing.complete(name, recipe, provenance, files, all);
  }

  /**
   * A version that a run is to start from.
   *
   * @throws MeterlineException if there is no such version, it is not complete, has changes that were never logged, or is damaged: its manifest cannot be read, or a
   *     file is missing or has another length than it says
   */
  public Base base(String name) {
    return VersionFiles.reading(views, () -> files.base(name));
  }

  /**
   * Publishes a complete version: it becomes the current one, and all but the last {@code keep} versions published
   * before it are removed. If it was published before and is no longer current, nothing changes: a step that is retried
   * does not undo a later publication.
   *
   * @param keep how many previously published versions to keep besides the current one, at least 0
   * @throws MeterlineException if the version is not complete, or has changes that were never logged
   */
  public void publish(String name, int keep) {
    exclusive(
        () -> {
          files.requireLogged(name);
          var history = location.history();
          if (location.current().equals(Optional.of(name)) || !history.contains(name)) {
            removeBeyond(keep, makeCurrent(name));
          }
          return name;
        });
  }

  /**
   * Makes a complete version the current one, whether or not it was published before.
   *
   * @throws MeterlineException if there is no such version, it is not complete, or has changes that were never logged
   */
  public void switchTo(String name) {
    exclusive(
        () -> {
          files.requireLogged(name);
          makeCurrent(name);
          files.requireComplete(name);
          return name;
        });
  }

  /** Makes a version the current one, and returns the history of current versions, most recent first. */
  private List<String> makeCurrent(String name) throws IOException {
    var history = new LinkedHashSet<String>(List.of(name));
    history.addAll(location.current().stream().toList());
    history.addAll(location.history());
    location.makeCurrent(name);
    var all = List.copyOf(history);
    // The history is written after the switch, so that it lists only versions that were current. After a crash in
    // between, the retried step writes it.
    location.writeHistory(all);
    return all;
  }

  private void removeBeyond(int keep, List<String> history) throws IOException {
    var kept = Math.min(1 + keep, history.size());
    for (var name : history.subList(kept, history.size())) {
      if (!location.current().equals(Optional.of(name)) && files.exists(name)) {
        location.remove(name);
      }
    }
    location.writeHistory(history.subList(0, kept));
  }

  /**
   * Removes a version, complete or not.
   *
   * @throws MeterlineException if there is no such version, it is the current one, or it is being written on this
   *     machine
   */
  public void remove(String name) {
    exclusive(
        () -> {
          if (!files.exists(name)) {
            throw files.missing(name);
          }
          if (location.current().equals(Optional.of(name))) {
            throw new MeterlineException(
                "version " + name + " of views " + views + " is the current version; switch to another first");
          }
          if (location.writer(name) == Holder.HELD) {
            throw new MeterlineException("version " + name + " of views " + views + " is being written");
          }
          location.remove(name);
          var history = location.history();
          if (history.contains(name)) {
            location.writeHistory(history.stream().filter(other -> !other.equals(name)).toList());
          }
          return name;
        });
  }

  /**
   * What unfinished runs left behind, versions first. Runs known to be in progress are not included. This only reads.
   */
  public List<Leftover> leftovers() {
    return shared(leftovers::all);
  }

  /**
   * Removes leftovers.
   *
   * @param these some of {@link #leftovers}; those that no longer are leftovers, as another run has resumed them, are
   *     kept
   * @return what was removed
   */
  public List<Leftover> clean(List<Leftover> these) {
    return exclusive(() -> leftovers.clean(these));
  }

  /** Every version, sorted by name, numbers in numeric order. */
  public List<Version> list() {
    return shared(
        () -> {
          var all = new ArrayList<Version>();
          var current = location.current();
          var before = location.history().stream().filter(name -> !current.equals(Optional.of(name))).findFirst();
          for (var name : location.names()) {
            var standing =
                current.equals(Optional.of(name))
                    ? Standing.CURRENT
                    : before.equals(Optional.of(name)) ? Standing.PREVIOUS : Standing.OTHER;
            all.add(version(name, standing));
          }
          all.sort(Version.BY_NAME);
          return all;
        });
  }

  private Version version(String name, Standing standing) throws IOException {
    var result = files.read(name);
    if (result instanceof VersionFiles.Read.Complete complete) {
      var state = complete.manifest().recipe().isWhatIf() ? State.WHAT_IF : State.COMPLETE;
      return new Version(name, state, standing, content(complete.manifest().rows()));
    }
    return new Version(name, stateWithout(result, name), standing, new TreeMap<>());
  }

  /** Snapshots are not content: they are there for later runs. */
  private static SortedMap<String, Long> content(SortedMap<String, Long> rows) {
    var content = new TreeMap<>(rows);
    content.remove(Snapshots.VIEW.name());
    return content;
  }

  private State stateWithout(VersionFiles.Read result, String name) throws IOException {
    if (result instanceof VersionFiles.Read.Damaged) {
      return State.DAMAGED;
    }
    return location.writer(name) == Holder.HELD ? State.BEING_WRITTEN : State.INCOMPLETE;
  }

  /** The name of the current version, if one was published. */
  public Optional<String> current() {
    return VersionFiles.reading(views, location::current);
  }

  /**
   * The folder of the views that a user names. {@code VIEWS@NAME} is that version. {@code VIEWS} is the version that is
   * current now, or the folder itself if it has no versions.
   *
   * @throws MeterlineException if there is no such version, it is not complete, or none was published yet
   */
  public static Folder read(String location) {
    var folder = Folder.at(location);
    var at = location.lastIndexOf(VersionName.AT);
    var isVersion =
        at > 0 && VersionName.isName(location.substring(at + 1)) && (folder instanceof StoreFolder || folder.isMissing());
    if (isVersion) {
      return Versions.at(Folder.at(location.substring(0, at))).complete(location.substring(at + 1));
    }
    return VersionFiles.reading(folder, () -> !ViewsLocation.of(folder).names().isEmpty()) ? Versions.at(folder).currentFolder() : folder;
  }

  private Folder currentFolder() {
    return current()
        .map(this::folder)
        .orElseThrow(
            () -> new MeterlineException("views " + views + ": no version was published yet; name one as " + views + "@NAME"));
  }

  /**
   * The folder of a complete version.
   *
   * @throws MeterlineException if there is no such version, or it is not complete
   */
  public Folder complete(String name) {
    return VersionFiles.reading(
        views,
        () -> {
          files.requireComplete(name);
          return files.folder(name);
        });
  }

  /**
   * What a complete version was made from.
   *
   * @throws MeterlineException if there is no such version, or it is not complete
   */
  public Recipe recipe(String name) {
    return VersionFiles.reading(views, () -> files.requireComplete(name).recipe());
  }

  /** Whether a version is there and complete, without reading it. */
  public boolean isComplete(String name) {
    return VersionFiles.reading(views, () -> folder(name).has(Manifest.FILE));
  }

  /** Runs a step that changes the versions, under an exclusive lock. */
  private <T> T exclusive(Step<T> step) {
    return VersionFiles.attempt(views, () -> location.locked(Sharing.EXCLUSIVE, step));
  }

  /** Runs a step that only reads, under a shared lock. */
  private <T> T shared(Step<T> step) {
    return VersionFiles.reading(views, () -> location.locked(Sharing.SHARED, step));
  }

}
