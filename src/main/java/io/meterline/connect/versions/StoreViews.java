package io.meterline.connect.versions;

import io.meterline.connect.files.Folder;
import io.meterline.connect.files.StoreFolder;
import io.meterline.connect.files.StoredFile;
import io.meterline.model.MeterlineException;
import io.meterline.model.view.View;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Views in an object store, where there are no links, no locks and no renaming: an object names the version that readers
 * see, and putting it is a single atomic step. Names begin with no dot and no underscore, as some tools pass over what does.
 */
record StoreViews(StoreFolder folder) implements ViewsPlace {
  /** Its one line is the name of the version that readers see. */
  static final String CURRENT = "current";

  private static final String VERSIONS = "versions";
  private static final String HISTORY = "history";

  /** What views on a disk have instead. */
  private static final String LINK = ".current";

  /** Refuses a disk that has links. */
  void requireOurs() throws IOException {
    if (folder.read(LINK + "/" + Manifest.FILE).isPresent()) {
      throw new MeterlineException("views " + folder + ": its versions were written by a path; name it without file://");
    }
  }

  @Override
  public Folder versions() {
    return folder.in(VERSIONS);
  }

  @Override
  public List<String> names() throws IOException {
    return versions().files().stream()
        .map(StoredFile::name)
        .filter(name -> name.indexOf('/') > 0)
        .map(name -> name.substring(0, name.indexOf('/')))
        .distinct()
        .sorted()
        .toList();
  }

  @Override
  public String nextName() {
    return VersionName.drawn();
  }

  @Override
  public Optional<String> current() throws IOException {
    return folder.read(CURRENT).map(String::strip);
  }

  @Override
  public void turn(String name, Set<String> views) throws IOException {
    folder.write(CURRENT, name + "\n");
  }

  @Override
  public List<String> seen() throws IOException {
    return folder.read(HISTORY).stream().flatMap(String::lines).filter(name -> !name.isBlank()).toList();
  }

  @Override
  public void note(List<String> seen) throws IOException {
    folder.write(HISTORY, String.join("\n", seen) + "\n");
  }

  @Override
  public <T> T alone(Step<T> step) throws IOException {
    return step.take();
  }

  @Override
  public <T> T reading(Step<T> step) throws IOException {
    return step.take();
  }

  @Override
  public Writer writer(String name) {
    return Writer.UNKNOWN;
  }

  @Override
  public boolean hold(String name, List<View> views) {
    return true;
  }

  @Override
  public void letGo(String name) {
    // Nothing was held.
  }

  @Override
  public void handOver(String name) {
    // Of no run anything is known here.
  }

  @Override
  public void remove(String name) throws IOException {
    var version = versions().in(name);
    // Without this it is not complete any more, should the rest fail.
    version.delete(List.of(Manifest.FILE));
    version.delete(version.files().stream().map(StoredFile::name).toList());
  }
}
