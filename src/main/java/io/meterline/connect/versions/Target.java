package io.meterline.connect.versions;

import io.meterline.connect.files.Folder;
import io.meterline.connect.files.LocalFolder;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where a run writes its views.
 *
 * @param views the place of the views, on a disk or in an object store
 * @param as the name of the version; without one it gets a new name
 * @param readers what becomes of readers when it is complete
 * @param keep how many of the versions that readers saw before stay, at least 0
 */
public record Target(Folder views, Optional<String> as, Readers readers, int keep) {
  private static final int KEPT = 1;

  /** What becomes of readers when a version is complete. */
  public enum Readers {
    /** They are turned to it. */
    TURN,
    /** They stay with the version that they see. */
    STAY
  }

  /** A folder whose readers are turned to the new version. */
  public static Target of(Path views) {
    return new Target(new LocalFolder(views), Optional.empty(), Readers.TURN, KEPT);
  }
}
