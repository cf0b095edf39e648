package io.meterline.app.flink;

import io.meterline.connect.files.Claim;
import io.meterline.connect.files.LocalFolder;
import io.meterline.model.MeterlineException;
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
import java.util.Map;
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
  private static final String RUN = ".meterline-run";

  /** Who opens the folder. */
  public enum Access {
    /** The user whose process this is, and no one else: Flink is in this process. */
    OWNER,
    /** Whoever the processes of a cluster run as: what a folder permits is left as it is. */
    CLUSTER
  }

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
   * Keeps other runs out of the folder until it is closed, or this process has ended however it did. The folder is made if it is
   * not there, for its owner alone unless processes of a cluster need it.
   *
   * @throws MeterlineException if another run has it, or it cannot be written
   */
  public CheckpointLock hold(Access access) {
    return CheckpointLock.of(folder, access);
  }

  /**
   * Notes what the run is that makes checkpoints here.
   *
   * @param run what must not change from one run to the one that goes on from it, by the names of the options
   * @throws MeterlineException if the folder cannot be written
   */
  public void begin(Map<String, String> run) {
    try {
      new Claim(run).write(new LocalFolder(folder), RUN);
    } catch (IOException e) {
      throw new MeterlineException("cannot write " + folder.resolve(RUN) + ": " + e.getMessage(), e);
    }
  }

  /**
   * Makes sure that a run which goes on from a checkpoint is one with that which made it: its state holds windows, and a place
   * in a log, that would mean something else under others. Where that is not known, it begins to be.
   *
   * @param run as in {@link #begin}
   * @throws MeterlineException if it is not, or the folder cannot be read
   */
  public void goOn(Map<String, String> run) {
    var found = found();
    if (found.isEmpty()) {
      begin(run);
      return;
    }
    // What an earlier version noted besides is not asked for any more.
    new Claim(run).differences(found.get()).stream().filter(each -> each.wanted().isPresent()).findFirst().ifPresent(this::refuse);
  }

  private Optional<Claim> found() {
    try {
      return Claim.read(new LocalFolder(folder), RUN);
    } catch (IOException e) {
      throw new MeterlineException("cannot read " + folder.resolve(RUN) + ": " + e.getMessage(), e);
    }
  }

  private void refuse(Claim.Difference difference) {
    var name = difference.name();
    if (difference.found().isEmpty()) {
      throw new MeterlineException(
          "the checkpoints in %s are of an earlier version, which did not note %s with them: name a new folder for --checkpoints"
              .formatted(folder, name));
    }
    throw new MeterlineException(
        "the checkpoints in %s are of a run with %s %s, not %s; go on with that, or name a new folder for --checkpoints"
            .formatted(folder, name, difference.found().get(), difference.wanted().orElseThrow()));
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
