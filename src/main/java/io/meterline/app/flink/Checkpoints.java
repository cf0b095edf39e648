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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The folder of a run's checkpoints, {@code FOLDER/JOB/chk-N/}, from which another run resumes.
 *
 * @param folder the folder, which need not exist yet; all processes of a Flink cluster must see it
 * @param every interval between checkpoints
 */
public record Checkpoints(Path folder, Duration every) {
  /** The recorded value of an option that a run does without. */
  public static final String NONE = "none";

  /** What earlier versions did not record, as no run had it. */
  private static final Map<String, String> UNRECORDED = Map.of("--snapshot-every", NONE);

  private static final String COMPLETE = "_metadata";
  private static final Pattern NAME = Pattern.compile("chk-(\\d{1,18})");
  private static final int BELOW_FOLDER = 3;
  private static final String SETTINGS = ".flink";
  private static final String RUN = ".meterline-run";

  /** Who needs access to the folder. */
  public enum Access {
    /** Only the user of this process: Flink is embedded. */
    OWNER,
    /** The users of a cluster's processes: the permissions of an existing folder are unchanged. */
    CLUSTER
  }

  /** A complete checkpoint, and when it was complete. */
  private record Complete(Path checkpoint, FileTime time) {}

  /**
   * The checkpoint to resume from: the last complete one of the last run, empty if there is none.
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
   * Locks the folder until the lock is closed, or this process ends, however it ends. The folder is created if it does not exist,
   * accessible to its owner only unless processes of a cluster need it.
   *
   * @throws MeterlineException if another run has locked it, or it cannot be written
   */
  public CheckpointLock lock(Access access) {
    return CheckpointLock.of(folder, access);
  }

  /**
   * Records the identity of the run that writes checkpoints here.
   *
   * @param run what must be equal in a run that resumes, by the names of the options
   * @throws MeterlineException if the folder cannot be written
   */
  public void start(Map<String, String> run) {
    try {
      new Claim(run).write(new LocalFolder(folder), RUN);
    } catch (IOException e) {
      throw new MeterlineException("cannot write " + folder.resolve(RUN) + ": " + e.getMessage(), e);
    }
  }

  /**
   * Checks that a run that resumes has the identity of the run that wrote the checkpoint: its windows and offsets would mean
   * something else under another. If no identity was recorded, records this one.
   *
   * @param run as in {@link #start}
   * @throws MeterlineException if they differ, or the folder cannot be read
   */
  public void resume(Map<String, String> run) {
    var found = found();
    if (found.isEmpty()) {
      start(run);
      return;
    }
    // What only an earlier version recorded is ignored.
    new Claim(run).differences(completed(found.get())).stream().filter(each -> each.wanted().isPresent()).findFirst().ifPresent(this::refuse);
  }

  private static Claim completed(Claim found) {
    var all = new HashMap<>(UNRECORDED);
    all.putAll(found.identity());
    return new Claim(all);
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
          "the checkpoints in %s are of an earlier version, which did not record %s with them: name a new folder for --checkpoints"
              .formatted(folder, name));
    }
    throw new MeterlineException(
        "the checkpoints in %s are of a run with %s %s, not %s; resume with that, or name a new folder for --checkpoints"
            .formatted(folder, name, difference.found().get(), difference.wanted().orElseThrow()));
  }

  /**
   * The options of Beam's Flink runner for checkpoints in this folder.
   *
   * @param base the folder of Flink's configuration, if there is one
   * @param from the checkpoint or savepoint to resume from
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
