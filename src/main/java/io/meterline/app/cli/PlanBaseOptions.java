package io.meterline.app.cli;

import io.meterline.app.launch.PlanBase;
import io.meterline.connect.files.Folder;
import io.meterline.connect.files.LocalFolder;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The options for what a plan starts from. */
final class PlanBaseOptions {
  @Option(names = "--archive", required = true, paramLabel = "FOLDER|URI", description = "The log that the views were made of.")
  private String archive;

  @Option(names = "--views", required = true, paramLabel = "FOLDER|URI", description = "The views, made by 'run --snapshot-every'.")
  private String views;

  @Option(names = "--since", paramLabel = "VERSION", description = "The version of the views to plan from (default: the current one).")
  private Optional<String> since = Optional.empty();

  /** Whether both are on a disk. */
  boolean isOnDisk() {
    return archive() instanceof LocalFolder && views() instanceof LocalFolder;
  }

  Folder archive() {
    return Folder.at(archive);
  }

  Folder views() {
    return Folder.at(views);
  }

  /**
   * Opens the version.
   *
   * @throws io.meterline.model.MeterlineException if it cannot be planned from
   */
  PlanBase open() {
    return PlanBase.of(archive(), views(), since);
  }
}
