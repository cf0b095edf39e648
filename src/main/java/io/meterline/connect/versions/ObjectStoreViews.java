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
 * Views in an object store, which has no links, no locks and no renames. {@code current} is an object that holds one
 * line, the name of the current version. Putting an object is atomic.
 */
final class ObjectStoreViews extends ViewsLocation {
  private final StoreFolder folder;

  ObjectStoreViews(StoreFolder folder) {
    super(folder);
    this.folder = folder;
  }

  @Override
  void makeCurrent(String name) throws IOException {
    folder.write(CURRENT, name + "\n");
  }

  @Override
  String nextName() {
    return VersionName.generated();
  }

  @Override
  <T> T locked(Sharing sharing, Step<T> step) throws IOException {
    return step.run();
  }

  @Override
  Optional<Closeable> tryLock(String name) {
    return Optional.of(() -> {});
  }

  @Override
  Holder holder(String name) {
    return Holder.UNKNOWN;
  }

  @Override
  List<String> temporaryFiles() {
    return List.of();
  }
}
