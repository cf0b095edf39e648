package io.meterline.app.cli;

import io.meterline.connect.files.Folder;
import io.meterline.connect.versions.Target;
import io.meterline.model.MeterlineException;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The options for the version of the views that a run writes, and for retention of earlier ones. */
final class VersionOptions {
  private static final int KEPT = 1;

  @Option(names = "--as", paramLabel = "NAME", description = "The name of the version, such as 2026-11-prices (default: a new number, or, in an object store, a unique name). If it is complete, from the same log with the same options, there is nothing to do.")
  private Optional<String> as = Optional.empty();

  @Option(names = "--hold", description = "Do not publish the version once complete; 'meterline views switch' publishes it.")
  private boolean hold;

  @Option(names = "--keep", paramLabel = "N", description = "How many previously published versions to keep for rollback (default: 1). A version that was never published is always kept.")
  private Optional<Integer> keep = Optional.empty();

  @Option(names = "--since", paramLabel = "VERSION", description = "Range replay: compute again only what events logged since this version was made can change ('current': the current version), and share the rest with it. The version must have snapshots (--snapshot-every), and be of the same archive and options; if not, the whole log is replayed. The views are the same either way.")
  private Optional<String> since = Optional.empty();

  /** The version that a range replay starts from. */
  Optional<String> since() {
    return since;
  }

  /** Whether any was given. */
  boolean isGiven() {
    return as.isPresent() || hold || keep.isPresent() || since.isPresent();
  }

  /**
   * Where a run writes.
   *
   * @throws MeterlineException if one of the options is invalid
   */
  Target target(String views) {
    var kept = keep.orElse(KEPT);
    if (kept < 0) {
      throw new MeterlineException("--keep must be at least 0, not " + kept);
    }
    return new Target(Folder.at(views), as, hold ? Target.WhenComplete.HOLD : Target.WhenComplete.PUBLISH, kept);
  }
}
