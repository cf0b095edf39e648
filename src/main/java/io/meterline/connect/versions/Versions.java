package io.meterline.connect.versions;

import io.meterline.connect.files.AtomicFile;
import io.meterline.connect.files.Claim;
import io.meterline.connect.files.FileLocks.Holder;
import io.meterline.connect.files.FileLocks.Sharing;
import io.meterline.connect.files.FileLocks.Step;
import io.meterline.connect.files.Folder;
import io.meterline.connect.files.StoreFolder;
import io.meterline.connect.files.StoredFile;
import io.meterline.connect.parquet.ChannelOutputFile;
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
 * Views in versions. Each run writes a version of its own, and turns readers to it in one step when it is whole: they see
 * all views of one run or all of another. A complete version is never changed.
 *
 * <p>A version is begun by a file that says by what rules, so that no other writes into it, and complete when its
 * manifest is there, which is written last.
 */
public final class Versions {
  private static final String MARKER = "begun-";
  private static final String EMPTY = "empty.parquet";

  private final Folder views;
  private final ViewsPlace place;

  private Versions(Folder views, ViewsPlace place) {
    this.views = views;
    this.place = place;
  }

  /**
   * The versions at a place.
   *
   * @throws MeterlineException if there are none, or they cannot be read
   */
  public static Versions at(Folder views) {
    var place = reading(views, () -> ViewsPlace.of(views));
    if (place.versions().isMissing()) {
      throw new MeterlineException("views " + views + ": there are no versions of views");
    }
    return new Versions(views, place);
  }

  /**
   * Begins a version, at a place that is made if it is not there.
   *
   * @param as its name; without one it gets a new name
   * @param recipe what it is made by
   * @param all the views that it is to have
   * @throws MeterlineException if the place holds something else, or a version of that name was begun by another recipe
   *     or is being written
   */
  public static PendingVersion begin(Folder views, Optional<String> as, Recipe recipe, List<View> all) {
    as.ifPresent(VersionName::checked);
    return attempt(
        views,
        () -> {
          var versions = new Versions(views, ViewsPlace.make(views, all));
          return versions.place.locked(Sharing.NOT_SHARED, () -> versions.claim(as, recipe));
        });
  }

  private PendingVersion claim(Optional<String> as, Recipe recipe) throws IOException {
    var name = as.isPresent() ? as.get() : place.nextName();
    var complete = manifest(name);
    if (complete.isPresent()) {
      requireSame(name, "is complete, and was made by", complete.get().recipe().claim(), recipe);
      return new PendingVersion(this, place, name, Optional.empty());
    }
    requireNoOther(name, recipe);
    var hold = place.hold(name);
    if (hold.isEmpty()) {
      throw new MeterlineException("version " + name + " of views " + views + " is being written by another run");
    }
    try {
      mark(name, recipe);
    } catch (IOException | RuntimeException e) {
      hold.get().close();
      throw e;
    }
    return new PendingVersion(this, place, name, hold);
  }

  /** Marks a version with its recipe. Of two that do so at once each has put its mark when it looks for the other's. */
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
          requireSame(name, "was begun by", other.get(), recipe);
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

  /** Where the files of a version are, each view's in a folder of its name. */
  public Folder folder(String name) {
    return place.versions().in(name);
  }

  /**
   * Completes a version: removes what an earlier attempt left, adds a file without rows to each view that has none, and
   * writes the manifest. Doing so again changes nothing.
   *
   * @param recipe what it was begun with
   * @param written how many rows were written to each file, by its name in the version
   * @param all the views that it has
   * @throws MeterlineException if it was removed meanwhile, or cannot be written; it is not complete then
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
              throw new MeterlineException(version.path(file.getKey()) + " was removed while others were written");
            }
            parts.add(new Manifest.Part(file.getKey(), file.getValue(), files.get(file.getKey())));
          }
          version.write(Manifest.FILE, VersionJson.of(new Manifest(recipe, rowsOf(rows), parts)));
          return name;
        });
  }

  /** A view without rows still has a file that tells its columns. */
  private static void completeEmpty(Folder version, View view, Map<String, Long> rows) throws IOException {
    if (rows.keySet().stream().noneMatch(file -> file.startsWith(view.name() + "/"))) {
      var file = view.name() + "/" + EMPTY;
      ViewWriter.write(new ChannelOutputFile(() -> version.create(file)), Table.of(view, List.of()));
      rows.put(file, 0L);
    }
  }

  /** The lengths of the files of views, and of what was to become a file. */
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
   * Turns readers to a version that is complete, unless they have seen it before: a run that is told again of its end does
   * not undo what came after it. Versions that they saw earlier are removed.
   *
   * @param keep how many of those stay, besides the one that they see, at least 0
   * @throws MeterlineException if the version is not complete
   */
  public void publish(String name, int keep) {
    alone(
        () -> {
          requireComplete(name);
          var seen = place.seen();
          if (place.current().equals(Optional.of(name)) || !seen.contains(name)) {
            removeBeyond(keep, turn(name));
          }
          return name;
        });
  }

  /**
   * Turns readers to a version that is complete, whether or not they have seen it before.
   *
   * @throws MeterlineException if there is no such version, or it is not complete
   */
  public void switchTo(String name) {
    alone(
        () -> {
          requireComplete(name);
          turn(name);
          requireComplete(name);
          return name;
        });
  }

  /** Turns readers to a version, and gives all that they have seen, the last first. */
  private List<String> turn(String name) throws IOException {
    var seen = new LinkedHashSet<String>(List.of(name));
    seen.addAll(place.current().stream().toList());
    seen.addAll(place.seen());
    place.turn(name);
    var all = List.copyOf(seen);
    // After the turn: what is noted has been seen, and one who dies in between notes it when the step is taken again.
    place.note(all);
    return all;
  }

  private void removeBeyond(int keep, List<String> seen) throws IOException {
    var kept = Math.min(1 + keep, seen.size());
    for (var name : seen.subList(kept, seen.size())) {
      if (!place.current().equals(Optional.of(name)) && exists(name)) {
        place.remove(name);
      }
    }
    place.note(seen.subList(0, kept));
  }

  /**
   * Removes a version, complete or not.
   *
   * @throws MeterlineException if there is no such version, or it is the one that readers see, or is being written on this
   *     machine
   */
  public void remove(String name) {
    alone(
        () -> {
          if (!exists(name)) {
            throw missing(name);
          }
          if (place.current().equals(Optional.of(name))) {
            throw new MeterlineException(
                "version " + name + " of views " + views + " is the one that readers see; switch to another first");
          }
          if (place.writer(name) == Holder.THERE) {
            throw new MeterlineException("version " + name + " of views " + views + " is being written");
          }
          place.remove(name);
          var seen = place.seen();
          if (seen.contains(name)) {
            place.note(seen.stream().filter(other -> !other.equals(name)).toList());
          }
          return name;
        });
  }

  /**
   * What runs left that did not come to their end, versions first; nothing of a run that is known to go on. Asking changes
   * nothing.
   */
  public List<Leftover> leftovers() {
    return shared(this::left);
  }

  private List<Leftover> left() throws IOException {
    var left = new ArrayList<Leftover>();
    for (var name : place.names()) {
      // Before its manifest is looked for: a run that ends in between has written that.
      var writer = place.writer(name);
      if (isIncomplete(name)) {
        switch (writer) {
          case NONE -> left.add(new Leftover(Leftover.Kind.VERSION, name, Leftover.Run.ENDED));
          case UNKNOWN -> left.add(new Leftover(Leftover.Kind.VERSION, name, Leftover.Run.MAY_GO_ON));
          case THERE -> {}
        }
      }
    }
    place.temporaries().forEach(name -> left.add(new Leftover(Leftover.Kind.FILE, name, Leftover.Run.ENDED)));
    return left;
  }

  private boolean isIncomplete(String name) throws IOException {
    return VersionName.isName(name) && said(name) instanceof Said.Nothing && !place.current().equals(Optional.of(name));
  }

  /**
   * Removes what runs left.
   *
   * @param these some of {@link #leftovers}; what is not among them any more, as another run goes on with it, stays
   * @return what was removed
   */
  public List<Leftover> clean(List<Leftover> these) {
    return alone(
        () -> {
          var left = left();
          var removed = these.stream().filter(left::contains).toList();
          for (var leftover : removed) {
            remove(leftover);
          }
          return removed;
        });
  }

  private void remove(Leftover leftover) throws IOException {
    switch (leftover.kind()) {
      case VERSION -> place.remove(leftover.name());
      case FILE -> place.delete(List.of(leftover.name()));
    }
  }

  /** Every version, in the order of their names, numbers as such. */
  public List<Version> list() {
    return shared(
        () -> {
          var all = new ArrayList<Version>();
          var current = place.current();
          var before = place.seen().stream().filter(name -> !current.equals(Optional.of(name))).findFirst();
          for (var name : place.names()) {
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
    var said = said(name);
    if (said instanceof Said.Whole whole) {
      return new Version(name, State.COMPLETE, standing, whole.manifest().rows());
    }
    return new Version(name, stateWithout(said, name), standing, new TreeMap<>());
  }

  private State stateWithout(Said manifest, String name) throws IOException {
    if (manifest instanceof Said.Damaged) {
      return State.DAMAGED;
    }
    return place.writer(name) == Holder.THERE ? State.BEING_WRITTEN : State.INCOMPLETE;
  }

  /** The version that readers see, if there is one yet. */
  public Optional<String> current() {
    return reading(views, place::current);
  }

  /**
   * The folder that holds the views which a user names: {@code VIEWS@NAME} is a version of them, and {@code VIEWS} the one
   * that readers see as this is asked, or the folder itself where there are no versions.
   *
   * @throws MeterlineException if there is no such version, it is not complete, or readers do not see any yet
   */
  public static Folder read(String place) {
    var whole = Folder.at(place);
    var at = place.lastIndexOf(VersionName.AT);
    var isVersion = at > 0 && VersionName.isName(place.substring(at + 1)) && (whole instanceof StoreFolder || whole.isMissing());
    if (isVersion) {
      return Versions.at(Folder.at(place.substring(0, at))).complete(place.substring(at + 1));
    }
    return reading(whole, () -> !ViewsPlace.of(whole).names().isEmpty()) ? Versions.at(whole).seen() : whole;
  }

  private Folder seen() {
    return current()
        .map(this::folder)
        .orElseThrow(
            () -> new MeterlineException("views " + views + ": readers see no version yet; name one as " + views + "@NAME"));
  }

  /**
   * The folder of a version that can be read.
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
    return place.names().contains(name);
  }

  /** What is found of a version's manifest. */
  private sealed interface Said {
    record Whole(Manifest manifest) implements Said {}

    record Nothing() implements Said {}

    record Damaged(IOException why) implements Said {}
  }

  private Said said(String name) {
    if (!VersionName.isName(name)) {
      return new Said.Nothing();
    }
    try {
      var text = text(name, Manifest.FILE);
      return text.isPresent() ? new Said.Whole(VersionJson.readManifest(text.get())) : new Said.Nothing();
    } catch (IOException e) {
      return new Said.Damaged(e);
    }
  }

  /**
   * What a version says of itself in a file, if it is there.
   *
   * @throws CharacterCodingException if it is no text
   * @throws MeterlineException if it cannot be read now, which says nothing of the version
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
    var said = said(name);
    if (said instanceof Said.Damaged damaged) {
      throw damaged(name, damaged.why());
    }
    return said instanceof Said.Whole whole ? Optional.of(whole.manifest()) : Optional.empty();
  }

  private MeterlineException damaged(String name, IOException why) {
    return new MeterlineException(
        "version " + name + " of views " + views + " is damaged (" + why.getMessage()
            + "); remove it with 'meterline views remove', or name another",
        why);
  }

  /** Removes a version that is not complete if its writer is known to be gone; says whether it did. */
  boolean removeIfAbandoned(String name) throws IOException {
    var isAbandoned = place.writer(name) == Holder.NONE && isIncomplete(name) && exists(name);
    if (isAbandoned) {
      place.remove(name);
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

  /** Takes a step that changes the place, while no other run takes one. */
  private <T> T alone(Step<T> step) {
    return attempt(views, () -> place.locked(Sharing.NOT_SHARED, step));
  }

  /** Takes a step that changes nothing, while no run takes one {@link #alone}. */
  private <T> T shared(Step<T> step) {
    return reading(views, () -> place.locked(Sharing.SHARED, step));
  }

  private static <T> T attempt(Folder views, Step<T> step) {
    try {
      return step.take();
    } catch (IOException e) {
      throw failure(views, e);
    }
  }

  /** As {@link #attempt}, of what changes nothing. */
  private static <T> T reading(Folder views, Step<T> step) {
    try {
      return step.take();
    } catch (IOException e) {
      throw unread(views, e);
    }
  }
}
