package io.meterline.app.cli;

import io.meterline.connect.files.Folder;
import io.meterline.connect.versions.Target;
import io.meterline.model.MeterlineException;
import java.util.Optional;
import picocli.CommandLine.Option;

/** What version of the views a run writes, and what becomes of others, as options of a command. */
final class VersionOptions {
  private static final int KEPT = 1;

  @Option(names = "--as", paramLabel = "NAME", description = "The name of the version, such as 2026-11-prices (default: a new number, or, in an object store, a name that no other run draws). If it is complete and was made of the same log by the same options, there is nothing to do.")
  private Optional<String> as = Optional.empty();

  @Option(names = "--hold", description = "Have readers stay with the version that they see, until 'meterline views switch'.")
  private boolean hold;

  @Option(names = "--keep", paramLabel = "N", description = "How many of the versions that readers saw before stay, to go back to (default: 1). One that they never saw always stays.")
  private Optional<Integer> keep = Optional.empty();

  /** Whether any was given. */
  boolean isGiven() {
    return as.isPresent() || hold || keep.isPresent();
  }

  /**
   * Where a run writes.
   *
   * @throws MeterlineException if one of the options is not as it must be
   */
  Target target(String views) {
    var kept = keep.orElse(KEPT);
    if (kept < 0) {
      throw new MeterlineException("--keep must be at least 0, not " + kept);
    }
    return new Target(Folder.at(views), as, hold ? Target.WhenComplete.HOLD : Target.WhenComplete.PUBLISH, kept);
  }
}
