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
 * Merges the files of past days, so that an archive has one file per day and partition. A day is past once the archive
 * has events of a later day. Events that arrive for it afterwards get files of their own, until the next compaction.
 *
 * <p>At every moment readers see each event exactly once, even if a compaction fails. Replaced files are kept for
 * {@link #KEPT}, for readers that have already listed them.
 *
 * @param archive the archive of a live run
 * @param gaps how to treat files between which offsets are missing
 */
public record Compaction(Folder archive, Gaps gaps) {
  /** How long replaced files are kept for readers that have listed them. */
  public static final Duration KEPT = Duration.ofDays(1);

  /** How to treat files between which offsets are missing. */
  public enum Gaps {
    /** They are not merged, so that the gap stays visible. */
    STAY,
    /** They are merged: the topic never had these offsets. */
    ACCEPTED
  }

  /** Receives the progress of a compaction, on the compacting thread. */
  public interface Observer {
    /** Ignores progress. */
    Observer NONE =
        new Observer() {
          @Override
          public void looked(long files) {}

          @Override
          public void replaced(long files, long ofFiles) {}
        };

    /** The number of files inspected so far. */
    void looked(long files);

    /** The number of files merged so far, of those to replace. */
    void replaced(long files, long ofFiles);
  }

  /**
   * The result of a compaction.
   *
   * @param days how many days it compacted
   * @param replaced how many files it replaced
   * @param written how many files it wrote instead
   * @param events how many events the written files have
   * @param missing offsets that the archive lacks
   */
  public record Outcome(long days, long replaced, long written, long events, List<OffsetGap> missing) {}

  /**
   * Files that are merged into one.
   *
   * @param day the day, which is the name of their folder
   * @param files sorted by offset
   */
  record FileGroup(String day, List<LogListing.File> files) {
    OffsetRanges offsets() {
      var all = new OffsetRanges();
      files.forEach(file -> all.add(file.offsets()));
      return all;
    }

    /** The name of the merged file, relative to the folder of the kind. */
    String target() {
      return day + "/" + CompactedFile.name(files.get(0).stream(), offsets());
    }
  }

  /**
   * Compacts, and removes files replaced more than {@link #KEPT} ago.
   *
   * @return the result; empty if another compaction of the archive is in progress
   * @throws MeterlineException if the folder is not the archive of a live run, a file in it cannot be read, or files
   *     cannot be written, as when the disk is full; readers then see the same events as before
   */
  public Optional<Outcome> run(Observer observer) {
    try {
      requireLive(archive);
      var lock = CompactionLock.acquire(archive.absolute());
      if (lock.isEmpty()) {
        return Optional.empty();
      }
      try (var held = lock.get()) {
        return Optional.of(compact(held, observer));
      }
    } catch (IOException e) {
      throw new MeterlineException("cannot compact the archive " + archive + ": " + e, e);
    }
  }

  /**
   * Offsets that the archive of a live run lacks; empty for other archives.
   *
   * @throws MeterlineException if it cannot be read
   */
  public static List<OffsetGap> missing(Folder archive) {
    try {
      if (!archive.has(Marker.NAME)) {
        return List.of();
      }
      var missing = new ArrayList<OffsetGap>();
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
          "archive " + archive + ": is not the archive of a live run; only those need compaction");
    }
  }

  private Outcome compact(CompactionLock lock, Observer observer) throws IOException {
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
      replacer(listings.get(i), lock).replace(work.get(i), files -> observer.replaced(before + files, total));
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

  private FileReplacer replacer(LogListing listing, CompactionLock lock) {
    var name = LogListing.name(listing.kind());
    return archive.absolute() instanceof LocalFolder local
        ? new CompactedOnDisk(new Generations(local), listing, name)
        : new CompactedInStore((StoreFolder) archive.in(name), listing, lock);
  }

  /** The groups of files to merge, of the days before the last. */
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

  /** A single file is rewritten only if it lacks checksums. */
  private static boolean isWorthwhile(LogListing listing, FileGroup group) {
    return group.files().size() > 1 || !LogFile.hasChecksums(listing.folder(), group.files().get(0).name());
  }
}
