package io.meterline.page.query;

import io.meterline.connect.files.Folder;
import io.meterline.connect.files.LocalFolder;
import io.meterline.connect.versions.Versions;
import io.meterline.model.MeterlineException;
import io.meterline.model.time.Known;
import io.meterline.page.Refusal;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The editions that can be asked for.
 *
 * @param views the location of versions; empty if only live views are shown
 * @param then the views that show what was known then; empty if none do, or the live views do
 * @param archive the log that they were made of
 * @param isLive whether there are live views
 */
public record Editions(Optional<String> views, Optional<String> then, Optional<Path> archive, boolean isLive) {
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
    var source = source(name);
    if (beside.isPresent()) {
      return new Edition(name, source, beside, beside.map(this::source), known(name), archive);
    }
    if (name.equals(Edition.LIVE)) {
      return new Edition(name, source, Optional.empty(), Optional.empty(), known(name), archive);
    }
    if (isLive) {
      return new Edition(name, source, Optional.of(Edition.LIVE), Optional.of(new Source.Live()), known(name), archive);
    }
    return new Edition(name, source, then.map(any -> "then"), then.map(location -> files(Versions.read(location))), known(name), archive);
  }

  private Source source(String name) {
    if (name.equals(Edition.LIVE) && isLive) {
      return new Source.Live();
    }
    var all = versions().orElseThrow(() -> Refusal.unknown("there are no versions of views, only live ones"));
    try {
      return files(all.complete(name));
    } catch (MeterlineException e) {
      throw Refusal.gone(e.getMessage());
    }
  }

  /** A live run is {@code known=then}. */
  private Known known(String name) {
    return versions().filter(all -> !name.equals(Edition.LIVE)).map(all -> all.recipe(name).known()).orElse(Known.THEN);
  }

  private static Source files(Folder folder) {
    if (folder instanceof LocalFolder local) {
      return new Source.Files(absolute(local.path()));
    }
    throw new MeterlineException("views " + folder + " are not on a disk, where the page reads them; copy them to one");
  }

  private static Path absolute(Path path) {
    return path.toAbsolutePath().normalize();
  }
}
