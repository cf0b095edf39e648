package io.meterline.connect.imports;

import io.meterline.connect.formats.FormatOptions;
import io.meterline.connect.formats.ReadingFormat;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What is to be imported, and where to.
 *
 * @param readings files of readings, in the order in which they are logged
 * @param settings a file of settings changes
 * @param format the format of all files of readings; found out from each if empty
 * @param options what is said about the files of readings
 * @param split the length of the intervals over which longer readings are shared out; whole seconds, at least 1
 * @param target where the events go
 * @param strictness whether there may be something to look at
 */
public record ImportRequest(
    List<Path> readings,
    Optional<Path> settings,
    Optional<ReadingFormat> format,
    FormatOptions options,
    Optional<Duration> split,
    Target target,
    Strictness strictness) {

  public ImportRequest {
    readings = List.copyOf(readings);
  }

  /** Where the events go. */
  public sealed interface Target {
    /** The folder of a new archive, which does not exist or is empty. */
    record New(Path archive) implements Target {}

    /** An archive that exists. Events that it has already are skipped. */
    record Existing(Path archive) implements Target {}

    /** Nowhere: what would be logged is shown. */
    record DryRun() implements Target {}
  }

  /** Whether events are logged when there is something to look at. */
  public enum Strictness {
    LENIENT,
    STRICT
  }
}
