package io.meterline.connect.versions;

import io.meterline.connect.files.AtomicFile;
import io.meterline.connect.files.Claim;
import io.meterline.connect.files.FileLocks.Holder;
import io.meterline.connect.files.FileLocks.Sharing;
import io.meterline.connect.files.FileLocks.Step;
import io.meterline.connect.files.Folder;
import io.meterline.connect.files.StoreFolder;
import io.meterline.connect.files.StoredFile;
import io.meterline.connect.parquet.ViewWriter;
import io.meterline.connect.versions.Version.Standing;
import io.meterline.connect.versions.Version.State;
import io.meterline.model.MeterlineException;
import io.meterline.model.view.Table;
import io.meterline.model.view.View;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Versioned views. Each run writes a version of its own, and publishes it atomically once it is complete. So readers
 * see all views of one run or all of another. A complete version never changes.
 *
 * <p>A version begins with a marker file that records its recipe, so that no run with another recipe writes into it. It
 * is complete once it has a manifest, which is written last.
 */
public final class Versions {
  private static final String MARKER = "begun-";
  private static final String EMPTY = "empty.parquet";

  private final Folder views;
  private final ViewsLocation location;

  private Versions(Folder views, ViewsLocation location) {
    this.views = views;
    this.location = location;
  }

  /**
   * The versions at a location.
   *
   * @throws MeterlineException if it is a local folder without versions, or they cannot be read
   */
  public static Versions at(Folder views) {
    var location = reading(views, () -> ViewsLocation.of(views));
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
    return attempt(
        views,
        () -> {
          var versions = new Versions(views, ViewsLocation.make(views, all));
          return versions.location.locked(Sharing.EXCLUSIVE, () -> versions.claim(as, recipe));
        });
  }

  private InProgressVersion claim(Optional<String> as, Recipe recipe) throws IOException {
    var name = as.isPresent() ? as.get() : location.nextName();
    var complete = manifest(name);
    if (complete.isPresent()) {
      requireSame(name, "is complete, and was made with", complete.get().recipe().claim(), recipe);
      return new InProgressVersion(this, location, name, Optional.empty());
    }
    requireNoOther(name, recipe);
    var lock = location.tryLock(name);
    if (lock.isEmpty()) {
      throw new MeterlineException("version " + name + " of views " + views + " is being written by another run");
    }
    try {
      mark(name, recipe);
    } catch (IOException | RuntimeException e) {
      lock.get().close();
      throw e;
    }
    return new InProgressVersion(this, location, name, lock);
  }

  /**
   * Writes the marker of a recipe. Of two runs that do so at once, each writes its own before it looks for the other's,
   * so at least one sees both.
   */
  private void mark(String name, Recipe recipe) throws IOException {
    recipe.claim().write(folder(name), marker(recipe));
    try {
      requireNoOther(name, recipe);
    } catch (MeterlineException e) {
      folder(name).delete(List.of(marker(recipe)));
      throw e;
    }
  }

  private static String marker(Recipe recipe) {
    return MARKER + recipe.digest();
  }

  private void requireNoOther(String name, Recipe recipe) throws IOException {
    var version = folder(name);
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
      var text = text(name, marker);
      return text.isPresent() ? Optional.of(Claim.parse(text.get())) : Optional.empty();
    } catch (IOException e) {
      throw damaged(name, e);
    }
  }

  private void requireSame(String name, String was, Claim its, Recipe recipe) {
    recipe.difference(its)
        .ifPresent(
            difference -> {
              throw new MeterlineException(
                  "version " + name + " of views " + views + " " + was + " " + difference
                      + "; name another, or remove it with 'meterline views remove'");
            });
  }

  /** The folder of a version. Each view has a subfolder of its name. */
  public Folder folder(String name) {
    return location.versions().in(name);
  }

  /**
   * Completes a version: removes files of earlier attempts, adds an empty file to each view without rows, and writes
   * the manifest. This is idempotent.
   *
   * @param recipe the recipe it was begun with
   * @param written the row count of each file, by its name in the version
   * @param all the views of the version
   * @throws MeterlineException if it was removed in the meantime, or cannot be written; it is then still incomplete
   */
  public void complete(String name, Recipe recipe, Map<String, Long> written, List<View> all) {
    attempt(
        views,
        () -> {
          var version = folder(name);
          if (manifest(name).isPresent()) {
            return name;
          }
          if (version.read(marker(recipe)).isEmpty()) {
            throw new MeterlineException("version " + name + " of views " + views + " was removed while it was written");
          }
          requireNoOther(name, recipe);
          var rows = new TreeMap<>(written);
          for (var view : all) {
            completeEmpty(version, view, rows);
          }
          var files = filesOf(version);
          version.delete(files.keySet().stream().filter(file -> !rows.containsKey(file)).toList());
          var parts = new ArrayList<Manifest.Part>();
          for (var file : rows.entrySet()) {
            if (!files.containsKey(file.getKey())) {
              throw new MeterlineException(version.path(file.getKey()) + " was removed while other files were written");
            }
            parts.add(new Manifest.Part(file.getKey(), file.getValue(), files.get(file.getKey())));
          }
          version.write(Manifest.FILE, VersionJson.of(new Manifest(recipe, rowsOf(rows), parts)));
          return name;
        });
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

  /**
   * Publishes a complete version: it becomes the current one, and all but the last {@code keep} versions published
   * before it are removed. If it was published before and is no longer current, nothing changes: a step that is retried
   * does not undo a later publication.
   *
   * @param keep how many previously published versions to keep besides the current one, at least 0
   * @throws MeterlineException if the version is not complete
   */
  public void publish(String name, int keep) {
    exclusive(
        () -> {
          requireComplete(name);
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
   * @throws MeterlineException if there is no such version, or it is not complete
   */
  public void switchTo(String name) {
    exclusive(
        () -> {
          requireComplete(name);
          makeCurrent(name);
          requireComplete(name);
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
      if (!location.current().equals(Optional.of(name)) && exists(name)) {
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
          if (!exists(name)) {
            throw missing(name);
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
    return shared(this::unfinished);
  }

  private List<Leftover> unfinished() throws IOException {
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
    return VersionName.isName(name) && readManifest(name) instanceof Read.Absent && !location.current().equals(Optional.of(name));
  }

  /**
   * Removes leftovers.
   *
   * @param these some of {@link #leftovers}; those that no longer are leftovers, as another run has resumed them, are
   *     kept
   * @return what was removed
   */
  public List<Leftover> clean(List<Leftover> these) {
    return exclusive(
        () -> {
          var unfinished = unfinished();
          var removed = these.stream().filter(unfinished::contains).toList();
          for (var leftover : removed) {
            remove(leftover);
          }
          return removed;
        });
  }

  private void remove(Leftover leftover) throws IOException {
    switch (leftover.kind()) {
      case VERSION -> location.remove(leftover.name());
      case FILE -> location.delete(List.of(leftover.name()));
    }
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
    var result = readManifest(name);
    if (result instanceof Read.Complete complete) {
      return new Version(name, State.COMPLETE, standing, complete.manifest().rows());
    }
    return new Version(name, stateWithout(result, name), standing, new TreeMap<>());
  }

  private State stateWithout(Read result, String name) throws IOException {
    if (result instanceof Read.Damaged) {
      return State.DAMAGED;
    }
    return location.writer(name) == Holder.HELD ? State.BEING_WRITTEN : State.INCOMPLETE;
  }

  /** The name of the current version, if one was published. */
  public Optional<String> current() {
    return reading(views, location::current);
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
    return reading(folder, () -> !ViewsLocation.of(folder).names().isEmpty()) ? Versions.at(folder).currentFolder() : folder;
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
    return reading(
        views,
        () -> {
          requireComplete(name);
          return folder(name);
        });
  }

  private void requireComplete(String name) throws IOException {
    if (manifest(name).isEmpty()) {
      throw exists(name)
          ? new MeterlineException("version " + name + " of views " + views + " is not complete")
          : missing(name);
    }
  }

  private MeterlineException missing(String name) {
    return new MeterlineException("views " + views + " have no version " + name);
  }

  private boolean exists(String name) throws IOException {
    return location.names().contains(name);
  }

  /** The result of reading a version's manifest. */
  private sealed interface Read {
    record Complete(Manifest manifest) implements Read {}

    record Absent() implements Read {}

    record Damaged(IOException why) implements Read {}
  }

  private Read readManifest(String name) {
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
  private Optional<String> text(String name, String file) throws CharacterCodingException {
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
  private Optional<Manifest> manifest(String name) {
    var result = readManifest(name);
    if (result instanceof Read.Damaged damaged) {
      throw damaged(name, damaged.why());
    }
    return result instanceof Read.Complete complete ? Optional.of(complete.manifest()) : Optional.empty();
  }

  private MeterlineException damaged(String name, IOException why) {
    return new MeterlineException(
        "version " + name + " of views " + views + " is damaged (" + why.getMessage()
            + "); remove it with 'meterline views remove', or name another",
        why);
  }

  /** Removes a version if it is incomplete and known to have no writer; returns whether it did. */
  boolean removeIfAbandoned(String name) throws IOException {
    var isAbandoned = location.writer(name) == Holder.NONE && isIncomplete(name) && exists(name);
    if (isAbandoned) {
      location.remove(name);
    }
    return isAbandoned;
  }

  MeterlineException failure(IOException cause) {
    return failure(views, cause);
  }

  private static MeterlineException failure(Folder views, IOException cause) {
    return new MeterlineException("views " + views + ": cannot be written: " + cause, cause);
  }

  private static MeterlineException unread(Folder views, IOException cause) {
    return new MeterlineException("views " + views + ": cannot be read: " + cause, cause);
  }

  /** Runs a step that changes the versions, under an exclusive lock. */
  private <T> T exclusive(Step<T> step) {
    return attempt(views, () -> location.locked(Sharing.EXCLUSIVE, step));
  }

  /** Runs a step that only reads, under a shared lock. */
  private <T> T shared(Step<T> step) {
    return reading(views, () -> location.locked(Sharing.SHARED, step));
  }

  private static <T> T attempt(Folder views, Step<T> step) {
    try {
      return step.run();
    } catch (IOException e) {
      throw failure(views, e);
    }
  }

  /** As {@link #attempt}, for steps that only read. */
  private static <T> T reading(Folder views, Step<T> step) {
    try {
      return step.run();
    } catch (IOException e) {
      throw unread(views, e);
    }
  }
}
