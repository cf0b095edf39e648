package io.meterline.connect.versions;

import io.meterline.connect.files.FileLocks.Holder;
import io.meterline.connect.files.FileLocks.Sharing;
import io.meterline.connect.files.FileLocks.Step;
import io.meterline.connect.files.StoreFolder;
import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * Views in an object store, where there are no links, no locks and no renaming: {@code current} is an object whose one line is the name
 * of the version that readers see, and putting it is atomic.
 */
final class StoreViews extends ViewsPlace {
  private final StoreFolder folder;

  StoreViews(StoreFolder folder) {
    super(folder);
    this.folder = folder;
  }

  @Override
  void turn(String name) throws IOException {
    folder.write(CURRENT, name + "\n");
  }

  @Override
  String nextName() {
    return VersionName.drawn();
  }

  @Override
  <T> T locked(Sharing sharing, Step<T> step) throws IOException {
    return step.take();
  }

  @Override
  Optional<Closeable> hold(String name) {
    return Optional.of(() -> {});
  }

  @Override
  Holder holder(String name) {
    return Holder.UNKNOWN;
  }

  @Override
  List<String> temporaries() {
    return List.of();
  }
}
