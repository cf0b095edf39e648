package io.meterline.live;

import io.meterline.MeterlineException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The folder in which Flink keeps what a run knows, {@code FOLDER/JOB/chk-N/}, so that another goes on from there.
 *
 * @param folder the folder, which need not exist yet; processes of a Flink cluster must all see it
 * @param every how often a checkpoint is made
 */
public record Checkpoints(Path folder, Duration every) {
  private static final String COMPLETE = "_metadata";
  private static final Pattern NAME = Pattern.compile("chk-(\\d{1,18})");
  private static final int BELOW_FOLDER = 3;
  private static final String SETTINGS = ".flink";

  /** A complete checkpoint, and when it was complete. */
  private record Complete(Path checkpoint, FileTime time) {}

  /**
   * The checkpoint to go on from: the last complete one of the last run, empty if there is none.
   *
   * @throws MeterlineException if the folder cannot be read
   */
  public Optional<Path> latest() {
    if (!Files.isDirectory(folder)) {
      return Optional.empty();
    }
    try (var files = Files.find(folder, BELOW_FOLDER, (path, any) -> path.endsWith(COMPLETE))) {
      return files
          .filter(file -> NAME.matcher(file.getParent().getFileName().toString()).matches())
          .map(file -> new Complete(file.getParent(), time(file)))
          .max(Comparator.comparing(Complete::time).thenComparing(complete -> number(complete.checkpoint)))
          .map(Complete::checkpoint);
    } catch (IOException | UncheckedIOException e) {
      throw new MeterlineException("the checkpoints in " + folder + " cannot be read: " + e.getMessage(), e);
    }
  }

  /**
   * The options of Beam's Flink runner by which a run makes checkpoints here.
   *
   * @param base the folder of Flink's configuration, if there is one
   * @param from the checkpoint or savepoint to go on from
   * @throws MeterlineException if the folder cannot be written
   */
  public List<String> flinkOptions(Optional<Path> base, Optional<Path> from) {
    var settings = folder.resolve(SETTINGS);
    FlinkSettings.write(settings, base, folder, from);
    var options =
        new ArrayList<>(
            List.of(
                "--flinkConfDir=" + settings.toAbsolutePath(),
                "--checkpointingInterval=" + every.toMillis(),
                "--checkpointingMode=EXACTLY_ONCE",
                "--externalizedCheckpointsEnabled=true",
                "--retainExternalizedCheckpointsOnCancellation=true"));
    from.ifPresent(path -> options.add("--savepointPath=" + path.toAbsolutePath().toUri()));
    return options;
  }

  /** The local path of a checkpoint or savepoint, given as a path or as a URI. */
  public static Path path(String text) {
    return text.startsWith("file:") ? Path.of(URI.create(text)) : Path.of(text);
  }

  private static FileTime time(Path file) {
    try {
      return Files.getLastModifiedTime(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static long number(Path checkpoint) {
    return Long.parseLong(checkpoint.getFileName().toString().substring("chk-".length()));
  }
}
