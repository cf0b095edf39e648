package io.meterline.connect.imports;

import io.meterline.model.log.LoggedChange;
import io.meterline.model.log.LoggedReading;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The result of an import.
 *
 * @param outcome what became of the events
 * @param counts how many there are
 * @param readings what is found in the readings that are new
 * @param unchecked the number of readings up to which they are checked, if there are more; then nothing is found in them
 * @param settings how settings and readings fit together
 * @param rejects the reasons for which rows were rejected, the most frequent first; each with the first row
 * @param leftOut the values that formats left out on purpose, by what they are
 * @param clockChanges the last days on which clocks are changed, if the zone is known
 * @param rejectsFile the file with the rejected rows, if it was written
 * @param preview the first events of each file as they would be logged, of a dry run
 */
public record ImportSummary(
    Outcome outcome,
    Counts counts,
    ReadingFindings readings,
    OptionalLong unchecked,
    SettingsFindings settings,
    List<Finding> rejects,
    List<Finding> leftOut,
    List<String> clockChanges,
    Optional<Path> rejectsFile,
    Preview preview) {

  /** What became of the events. */
  public enum Outcome {
    /** They are in the archive. */
    LOGGED,
    /** The archive has them all already. */
    NOTHING_NEW,
    /** There are none. Nothing was written. */
    NOTHING_USABLE,
    /** There is something to look at, and the import is strict. Nothing was written. */
    REFUSED,
    /** They would be logged. Nothing was written. */
    SHOWN
  }

  /**
   * How many events there are.
   *
   * @param readings readings logged
   * @param changes settings changes logged
   * @param rejected rows that could not be imported
   * @param loggedBefore readings and changes that the archive has already
   * @param estimated readings of the files that were estimated
   * @param inFiles readings of the files
   * @param unsplit readings whose length is no multiple of the intervals over which they were to be shared out
   */
  public record Counts(long readings, long changes, long rejected, long loggedBefore, long estimated, long inFiles, long unsplit) {}

  /**
   * Events as they would be logged.
   *
   * @param readings the first readings of each file
   * @param changes the first changes
   */
  public record Preview(List<LoggedReading> readings, List<LoggedChange> changes) {}

  /** Whether there is something that a person should look at: rejected rows, overlaps, or other values for the same interval. */
  public boolean needsAttention() {
    return counts.rejected > 0 || readings.overlaps().isFound() || readings.otherValues().isFound();
  }

  /** The same summary with another outcome. */
  ImportSummary with(Outcome other) {
    return new ImportSummary(
        other, counts, readings, unchecked, settings, rejects, leftOut, clockChanges, rejectsFile, preview);
  }

  /** The same summary with a file of rejected rows. */
  ImportSummary with(Optional<Path> file) {
    return new ImportSummary(outcome, counts, readings, unchecked, settings, rejects, leftOut, clockChanges, file, preview);
  }
}
