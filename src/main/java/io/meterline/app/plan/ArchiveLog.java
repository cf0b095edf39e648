package io.meterline.app.plan;

import io.meterline.connect.archive.SettingsAppend;
import io.meterline.connect.files.Folder;
import io.meterline.model.settings.Proposal;
import java.time.Instant;
import java.util.List;
import java.util.SortedSet;

/**
 * A log that is only in an archive.
 *
 * @param archive the archive
 */
public record ArchiveLog(Folder archive) implements PlannedLog {
  /**
   * The log of an archive.
   *
   * @throws io.meterline.model.MeterlineException if nothing can be appended to the archive
   */
  public static ArchiveLog of(Folder archive) {
    SettingsAppend.requirePossible(archive);
    return new ArchiveLog(archive);
  }

  @Override
  public SortedSet<Integer> logged(Proposal proposal) {
    return SettingsAppend.logged(archive, proposal);
  }

  @Override
  public List<String> log(Proposal proposal) {
    return SettingsAppend.append(archive, proposal, Instant.now()).stream().map(PlannedLog::line).toList();
  }
}
