package io.meterline.connect.archive;

import io.meterline.connect.files.Folder;
import io.meterline.connect.files.LocalFolder;
import io.meterline.connect.files.StoreFolder;
import io.meterline.connect.parquet.LogFile;
import io.meterline.connect.parquet.OffsetRanges;
import io.meterline.model.MeterlineException;
import io.meterline.model.log.Kind;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/**
 * Puts the files of days that are over together, so that an archive has a file a day and partition. A day is over when the
 * archive has events of a later one; what comes for it afterwards gets files of its own, until the next compaction.
 *
 * <p>Readers see each event once at every moment, whether or not a compaction ends. Files that others took the place of stay
 * for {@link #KEPT}, for readers that have listed them.
 *
 * @param archive the archive of a live run
 * @param gaps what becomes of files between which offsets are missing
 */
public record Compaction(Folder archive, Gaps gaps) {
  /** For how long replaced files can still be read by who has listed them. */
  public static final Duration KEPT = Duration.ofDays(1);

  /** What becomes of files between which offsets are missing. */
  public enum Gaps {
    /** They stay apart, so that what is missing can be seen. */
    STAY,
    /** They are put together: the topic never had these offsets. */
    ACCEPTED
  }

  /** Is told how far a compaction is, from the thread that compacts. */
  public interface Observer {
    /** Does not listen. */
    Observer NONE =
        new Observer() {
          @Override
          public void looked(long files) {}

          @Override
          public void replaced(long files, long ofFiles) {}
        };

    /** So many files were looked into. */
    void looked(long files);

    /** So many files of those that are to be replaced have been written anew. */
    void replaced(long files, long ofFiles);
  }

  /**
   * What a compaction did.
   *
   * @param days how many days it put together, by kind
   * @param replaced how many files it replaced
   * @param written how many files took their place
   * @param events how many events are in those
   * @param missing offsets that the archive lacks
   */
  public record Outcome(long days, long replaced, long written, long events, List<Gap> missing) {}

  /**
   * Files that become one.
   *
   * @param day the folder that they are in
   * @param files in the order of offsets
   */
  record FileGroup(String day, List<LogListing.File> files) {
    OffsetRanges offsets() {
      var all = new OffsetRanges();
      files.forEach(file -> all.add(file.offsets()));
      return all;
    }

    /** The file that they become, by its name in the folder of the kind. */
    String target() {
      return day + "/" + CompactedFile.name(files.get(0).stream(), offsets());
    }
  }

  /**
   * Compacts, and removes what was replaced long ago.
   *
   * @return what it did; nothing if another compaction of the archive goes on
   * @throws MeterlineException if the folder is not the archive of a live run, a file in it cannot be read, or files cannot be
   *     written, as when the disk is full; readers see what they saw then
   */
  public Optional<Outcome> run(Observer observer) {
    try {
      requireLive(archive);
      var turn = CompactionTurn.take(archive.absolute());
      if (turn.isEmpty()) {
        return Optional.empty();
      }
      try (var ours = turn.get()) {
        return Optional.of(compact(ours, observer));
      }
    } catch (IOException e) {
      throw new MeterlineException("cannot compact the archive " + archive + ": " + e, e);
    }
  }

  /**
   * What is missing in the archive of a live run; nothing is said of other archives.
   *
   * @throws MeterlineException if it cannot be read
   */
  public static List<Gap> missing(Folder archive) {
    try {
      if (!archive.has(Marker.NAME)) {
        return List.of();
      }
      var missing = new ArrayList<Gap>();
      for (var kind : Kind.values()) {
        missing.addAll(LogListing.of(archive.absolute(), kind, files -> {}).gaps());
      }
      return missing;
    } catch (IOException e) {
      throw new MeterlineException("the archive " + archive + " cannot be read: " + e, e);
    }
  }

  private static void requireLive(Folder archive) throws IOException {
    if (archive.isMissing()) {
      throw new MeterlineException("archive " + archive + ": there is no such folder");
    }
    if (!archive.has(Marker.NAME)) {
      throw new MeterlineException(
          "archive " + archive + ": is not the archive of a live run; others have few files as they are");
    }
  }

  private Outcome compact(CompactionTurn turn, Observer observer) throws IOException {
    if (archive.absolute() instanceof LocalFolder local) {
      for (var kind : Kind.values()) {
        new Generations(local).begin(LogListing.name(kind));
      }
    }
    var looked = new AtomicLong();
    var listings = new ArrayList<LogListing>();
    for (var kind : Kind.values()) {
      listings.add(LogListing.of(archive.absolute(), kind, files -> observer.looked(looked.addAndGet(files))));
    }
    var last = listings.stream().flatMap(listing -> listing.files().stream()).map(LogListing.File::day).max(String::compareTo);
    var work = new ArrayList<List<FileGroup>>();
    for (var listing : listings) {
      work.add(groups(listing, last.orElse("")));
    }
    var total = work.stream().flatMap(List::stream).mapToLong(group -> group.files().size()).sum();
    var done = 0L;
    for (var i = 0; i < listings.size(); i++) {
      var before = done;
      place(listings.get(i), turn).replace(work.get(i), files -> observer.replaced(before + files, total));
      done += work.get(i).stream().mapToLong(group -> group.files().size()).sum();
    }
    return outcome(listings, work.stream().flatMap(List::stream).toList());
  }

  private static Outcome outcome(List<LogListing> listings, List<FileGroup> groups) {
    return new Outcome(
        groups.stream().map(FileGroup::day).distinct().count(),
        groups.stream().mapToLong(group -> group.files().size()).sum(),
        groups.size(),
        groups.stream().mapToLong(group -> group.offsets().count()).sum(),
        listings.stream().map(LogListing::gaps).flatMap(List::stream).toList());
  }

  private CompactedPlace place(LogListing listing, CompactionTurn turn) {
    var name = LogListing.name(listing.kind());
    return archive.absolute() instanceof LocalFolder local
        ? new CompactedOnDisk(new Generations(local), listing, name)
        : new CompactedInStore((StoreFolder) archive.in(name), listing, turn);
  }

  /** What is to be put together of days before the last. */
  private List<FileGroup> groups(LogListing listing, String lastDay) {
    return listing.byStream().values().stream()
        .filter(files -> files.get(0).day().compareTo(lastDay) < 0)
        .flatMap(this::groups)
        .filter(group -> isWorthwhile(listing, group))
        .toList();
  }

  private Stream<FileGroup> groups(List<LogListing.File> files) {
    var groups = new ArrayList<List<LogListing.File>>();
    var next = Long.MIN_VALUE;
    for (var file : files) {
      if (groups.isEmpty() || gaps == Gaps.STAY && file.offsets().first() > next) {
        groups.add(new ArrayList<>());
      }
      groups.get(groups.size() - 1).add(file);
      next = Math.max(next, file.offsets().last() + 1);
    }
    return groups.stream().map(group -> new FileGroup(group.get(0).day(), group));
  }

  /** One file is written anew only if it has no checksums yet. */
  private static boolean isWorthwhile(LogListing listing, FileGroup group) {
    return group.files().size() > 1 || !LogFile.hasChecksums(listing.folder(), group.files().get(0).name());
  }
}
