package io.meterline.connect.versions;

import io.meterline.connect.files.Folder;
import io.meterline.connect.files.LocalFolder;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where a run writes its views.
 *
 * @param views the location of the views, on a disk or in an object store
 * @param as the name of the version; if empty, a new name is generated
 * @param whenComplete whether the version is published once it is complete
 * @param keep how many previously published versions to keep, at least 0
 */
public record Target(Folder views, Optional<String> as, WhenComplete whenComplete, int keep) {
  private static final int KEPT = 1;

  /** What a run does once its version is complete. */
  public enum WhenComplete {
    /** Publishes it: it becomes the current version. */
    PUBLISH,
    /** Does not publish it: the current version does not change. */
    HOLD
  }

  /** A local folder, in which a version with a new name is published. */
  public static Target of(Path views) {
    return new Target(new LocalFolder(views), Optional.empty(), WhenComplete.PUBLISH, KEPT);
  }
}
