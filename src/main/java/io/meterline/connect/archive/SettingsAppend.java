package io.meterline.connect.archive;

import io.meterline.connect.files.Folder;
import io.meterline.connect.files.LocalFolder;
import io.meterline.connect.parquet.ArchiveWriter;
import io.meterline.connect.parquet.ChannelInputFile;
import io.meterline.connect.parquet.SettingsReader;
import io.meterline.model.MeterlineException;
import io.meterline.model.log.Kind;
import io.meterline.model.log.LoggedChange;
import io.meterline.model.log.Position;
import io.meterline.model.settings.Proposal;
import io.meterline.model.settings.ProposalMark;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;

/** Logs the changes of proposals in archives on a disk. */
public final class SettingsAppend {
  private static final String STAGED = "proposal";
  private static final String NO_REJECTS = "rejects.csv";

  private SettingsAppend() {}

  /**
   * The indexes, from 0, of the changes of a proposal that are in an archive.
   *
   * @throws MeterlineException if the archive cannot be read
   */
  public static SortedSet<Integer> logged(Folder archive, Proposal proposal) {
    var log = new ArrayList<LoggedChange>();
    for (var path : Archive.at(archive).settings()) {
      SettingsReader.read(ChannelInputFile.at(path), path, log::add, rejection -> {});
    }
    return ProposalMark.logged(proposal, log);
  }

  /**
   * Checks that changes can be appended to an archive.
   *
   * @throws MeterlineException if it is in an object store, or is that of a live run
   */
  public static void requirePossible(Folder archive) {
    if (!(archive instanceof LocalFolder)) {
      throw new MeterlineException("archive " + archive + ": changes can be added only to an archive on a disk, not to one in an object store");
    }
    if (Archive.at(archive).isLive()) {
      throw new MeterlineException("archive " + archive + ": is the archive of a live run, to which only that run adds: name its --kafka");
    }
  }

  /**
   * Appends the changes of a proposal that the archive does not have, all of them or none, marked as {@link ProposalMark} says. They get
   * the next offsets of partition 0, and are logged at {@code now}, or 1 ms after the last settings change of the archive if that is
   * later.
   *
   * @param now at least 1 ms after the last event of the log; truncated to milliseconds
   * @return the changes that were appended, in order; empty if the archive had all
   * @throws MeterlineException if the archive is in an object store, is that of a live run, cannot be written, or is being appended to;
   *     it is then as it was
   */
  public static List<LoggedChange> append(Folder archive, Proposal proposal, Instant now) {
    requirePossible(archive);
    try (var append = ArchiveAppend.begin(((LocalFolder) archive).path())) {
      var log = new ArrayList<LoggedChange>();
      append.changes(log::add);
      var missing = placed(ProposalMark.missing(proposal, log), log, now.truncatedTo(ChronoUnit.MILLIS));
      if (!missing.isEmpty()) {
        write(append, missing);
      }
      return missing;
    }
  }

  private static List<LoggedChange> placed(List<LoggedChange> missing, List<LoggedChange> log, Instant now) {
    var loggedAt = now;
    var offset = 0L;
    for (var change : log) {
      var position = change.position();
      loggedAt = position.loggedAt().isBefore(loggedAt) ? loggedAt : position.loggedAt().plusMillis(1);
      offset = position.partition() == 0 ? Math.max(offset, position.offset() + 1) : offset;
    }
    var placed = new ArrayList<LoggedChange>();
    for (var change : missing) {
      placed.add(change.at(new Position(loggedAt, 0, offset + placed.size())));
    }
    return placed;
  }

  private static void write(ArchiveAppend append, List<LoggedChange> changes) {
    var staged = append.staging().resolve(STAGED);
    try (var writer = ArchiveWriter.create(staged)) {
      changes.forEach(writer::write);
      writer.finish();
    }
    append.complete(staged, Set.of(Kind.SETTING), NO_REJECTS);
  }
}
