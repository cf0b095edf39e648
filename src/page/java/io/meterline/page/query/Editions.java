package io.meterline.page.query;

import io.meterline.connect.files.Folder;
import io.meterline.connect.files.LocalFolder;
import io.meterline.connect.versions.Versions;
import io.meterline.model.MeterlineException;
import io.meterline.model.time.Known;
import io.meterline.page.Refusal;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The editions that can be asked for. */
public final class Editions {
  private static final int VERSIONS_REMEMBERED = 50;

  private final Optional<String> views;
  private final Optional<String> then;
  private final Optional<Path> archive;
  private final boolean isLive;

  /** Manifests are long, and those of complete versions never change. */
  private final Map<String, Version> remembered =
      Collections.synchronizedMap(
          new LinkedHashMap<>() {
            private static final long serialVersionUID = 1;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Version> eldest) {
              return size() > VERSIONS_REMEMBERED;
            }
          });

  /**
   * A complete version.
   *
   * @param folder its folder
   * @param known what its rows show
   */
  private record Version(LocalFolder folder, Known known) {
    Source source() {
      return new Source.Files(folder.absolute().path().normalize());
    }
  }

  /**
   * Editions of views.
   *
   * @param views the location of versions; empty if only live views are shown
   * @param then the views that show what was known then; empty if none do, or the live views do
   * @param archive the log that they were made of
   * @param isLive whether there are live views
   */
  public Editions(Optional<String> views, Optional<String> then, Optional<Path> archive, boolean isLive) {
    this.views = views;
    this.then = then;
    this.archive = archive;
    this.isLive = isLive;
  }

  /** The log that they were made of. */
  public Optional<Path> archive() {
    return archive;
  }

  /** The versions. */
  public Optional<Versions> versions() {
    return views.map(location -> Versions.at(Folder.at(location)));
  }

  /** The name of the version that is shown if none is named: the current one, or the live views. */
  public String current() {
    return versions()
        .map(all -> all.current().orElseThrow(() -> Refusal.unknown("no version of the views was published yet")))
        .orElse(Edition.LIVE);
  }

  /**
   * An edition.
   *
   * @param version the name of a version; empty for the current one
   * @param beside the name of the version beside it; empty for the one that shows what was known then
   * @throws Refusal if there is no such version, or it was removed
   */
  public Edition of(Optional<String> version, Optional<String> beside) {
    var name = version.orElseGet(this::current);
    var isOfLive = name.equals(Edition.LIVE) && isLive;
    var source = source(name);
    // A live run is known=then.
    var known = isOfLive ? Known.THEN : version(name).known();
    if (beside.isPresent()) {
      return new Edition(name, source, beside, beside.map(this::source), known, archive);
    }
    if (isOfLive) {
      return new Edition(name, source, Optional.empty(), Optional.empty(), known, archive);
    }
    if (isLive) {
      return new Edition(name, source, Optional.of(Edition.LIVE), Optional.of(new Source.Live()), known, archive);
    }
    return new Edition(name, source, then.map(any -> "then"), then.map(Editions::named), known, archive);
  }

  private Source source(String name) {
    return name.equals(Edition.LIVE) && isLive ? new Source.Live() : version(name).source();
  }

  private Version version(String name) {
    var all = versions().orElseThrow(() -> Refusal.unknown("there are no versions of views, only live ones"));
    var before = Optional.ofNullable(remembered.get(name)).filter(any -> all.isComplete(name));
    if (before.isPresent()) {
      return before.get();
    }
    try {
      // Whether there is such a version comes first: the name is as whoever asks gave it.
      var known = all.recipe(name).known();
      var version = new Version(onDisk(all.folder(name)), known);
      remembered.put(name, version);
      return version;
    } catch (MeterlineException e) {
      throw Refusal.gone(e.getMessage());
    }
  }

  /** The views that a user names, whose current version may change. */
  private static Source named(String location) {
    try {
      return new Source.Files(onDisk(Versions.read(location)).pinned().absolute().path().normalize());
    } catch (IOException e) {
      throw new MeterlineException("views " + location + ": cannot be read: " + e.getMessage(), e);
    }
  }

  private static LocalFolder onDisk(Folder folder) {
    if (folder instanceof LocalFolder local) {
      return local;
    }
    throw new MeterlineException("views " + folder + " are not on a disk, where the page reads them; copy them to one");
  }
}
