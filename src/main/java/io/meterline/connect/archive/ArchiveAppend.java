package io.meterline.connect.archive;

import io.meterline.connect.files.Disk;
import io.meterline.connect.files.FileLocks;
import io.meterline.connect.files.LocalFolder;
import io.meterline.connect.files.ProcessFolder;
import io.meterline.connect.parquet.ChannelInputFile;
import io.meterline.connect.parquet.ReadingReader;
import io.meterline.connect.parquet.SettingsReader;
import io.meterline.model.MeterlineException;
import io.meterline.model.log.Kind;
import io.meterline.model.log.LoggedChange;
import io.meterline.model.log.ReadingColumns;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * An append to an archive on a disk. Only one is made at a time. Until it is completed the archive is as it was,
 * even if the process is killed.
 */
public final class ArchiveAppend implements AutoCloseable {
  private static final String LOCK = ".append.lock";
  private static final String PREFIX = ".append.partial-";
  private static final Pattern PART = Pattern.compile("part-([0-9]{1,9})\\.parquet");

  private final Path folder;
  private final Closeable lock;
  private final ProcessFolder holder;
  private final Archive archive;

  private ArchiveAppend(Path folder, Closeable lock, ProcessFolder holder, Archive archive) {
    this.folder = folder;
    this.lock = lock;
    this.holder = holder;
    this.archive = archive;
  }

  /**
   * Begins an append.
   *
   * @throws MeterlineException if the folder is no archive, is that of a live run, or another append is in progress
   */
  public static ArchiveAppend begin(Path folder) {
    var archive = new LocalFolder(folder);
    try {
      if (archive.has(Marker.NAME)) {
        throw new MeterlineException(
            "archive " + folder + ": is the archive of a live run, to which only that run adds; import into a new folder");
      }
      Archive.at(archive);
      var lock = FileLocks.tryLock(folder.resolve(LOCK));
      if (lock.isEmpty()) {
        throw new MeterlineException("archive " + folder + ": another import or apply is appending to it; try again when it is done");
      }
      return begin(folder, lock.get());
    } catch (IOException e) {
      throw failure(folder, e);
    }
  }

  private static ArchiveAppend begin(Path folder, Closeable lock) throws IOException {
    try {
      var files = Archive.at(new LocalFolder(folder));
      return new ArchiveAppend(folder, lock, ProcessFolder.create(folder.toAbsolutePath(), PREFIX), files);
    } catch (IOException | RuntimeException e) {
      lock.close();
      throw e;
    }
  }

  /** A folder on the disk of the archive, for what is to be appended. It is removed at the end. */
  public Path staging() {
    return holder.path();
  }

  /** An offset of partition 0 after those of all readings of the archive. */
  public long nextOffset() {
    var highest = -1L;
    for (var path : archive.readings()) {
      try (var file = ReadingReader.open(ChannelInputFile.at(path), path)) {
        for (var group = 0; group < file.groups(); group++) {
          highest = Math.max(highest, file.offsetBound(group, 0));
        }
      }
    }
    return highest + 1;
  }

  /** Passes the settings changes of the archive. Malformed rows are left out, as they are no changes. */
  public void changes(Consumer<LoggedChange> to) {
    for (var path : archive.settings()) {
      SettingsReader.read(ChannelInputFile.at(path), path, to, rejection -> {});
    }
  }

  /**
   * Passes the readings of the archive, a row group at a time, and of these only the groups that may have readings that start in a
   * span of time.
   *
   * @param from epoch milliseconds UTC, inclusive
   * @param to epoch milliseconds UTC, inclusive
   * @param all whether the other row groups are wanted too; asked before each
   */
  public void readings(long from, long to, BooleanSupplier all, Consumer<ReadingColumns> groups) {
    var columns = new ReadingColumns();
    for (var path : archive.readings()) {
      try (var file = ReadingReader.open(ChannelInputFile.at(path), path)) {
        for (var group = 0; group < file.groups(); group++) {
          if (all.getAsBoolean() || file.mayStartWithin(group, from, to)) {
            columns.clear();
            file.read(group, columns, rejection -> {});
            groups.accept(columns);
          }
        }
      }
    }
  }

  /**
   * Completes the append.
   *
   * @param staged a folder in {@link #staging} with the layout of an archive; moved away
   * @param kinds the kinds of which the folder has events; the files of others are left out
   * @param rejects the name of a file in the folder with the rows that were rejected, which may be missing. It gets another name if the
   *     archive has one of that name, and is left out if the archive has one with the same content
   * @return that file in the archive
   */
  public Optional<Path> complete(Path staged, Set<Kind> kinds, String rejects) {
    try {
      for (var kind : Kind.values()) {
        if (kinds.contains(kind)) {
          number(staged.resolve(LogListing.name(kind)), folder.resolve(LogListing.name(kind)));
        } else {
          remove(staged.resolve(LogListing.name(kind)));
        }
      }
      var named = name(staged.resolve(rejects), rejects);
      if (!names(staged).isEmpty()) {
        PendingAppend.complete(folder, staged);
      }
      return named;
    } catch (IOException e) {
      throw failure(folder, e);
    }
  }

  private static void remove(Path parts) throws IOException {
    if (Files.exists(parts)) {
      Disk.remove(parts);
    }
  }

  /** Renames parts so that their numbers follow those that are there. */
  private static void number(Path parts, Path there) throws IOException {
    var next = names(there).stream().mapToLong(ArchiveAppend::number).max().orElse(-1) + 1;
    var staged = new ArrayList<>(names(parts).stream().filter(name -> number(name) >= 0).toList());
    // From the last, so that none takes the name of another.
    for (var i = staged.size() - 1; i >= 0; i--) {
      Files.move(parts.resolve(staged.get(i)), parts.resolve(String.format(Locale.ROOT, "part-%05d.parquet", next + i)));
    }
  }

  private static long number(String name) {
    var matcher = PART.matcher(name);
    return matcher.matches() ? Long.parseLong(matcher.group(1)) : -1;
  }

  /** Gives a file a name that is free in the archive, or deletes it if the archive has it already. */
  private Optional<Path> name(Path file, String name) throws IOException {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    var dot = name.lastIndexOf('.');
    for (var number = 0; ; number++) {
      var free = number == 0 ? name : name.substring(0, dot) + "-" + number + name.substring(dot);
      var there = folder.resolve(free);
      if (!Files.exists(there)) {
        Files.move(file, file.resolveSibling(free));
        return Optional.of(there);
      }
      if (Files.mismatch(there, file) < 0) {
        Files.delete(file);
        return Optional.of(there);
      }
    }
  }

  private static List<String> names(Path folder) throws IOException {
    try (Stream<Path> paths = Files.list(folder)) {
      return paths.map(path -> path.getFileName().toString()).sorted().toList();
    }
  }

  private static MeterlineException failure(Path folder, IOException cause) {
    return new MeterlineException("cannot append to the archive " + folder + ": " + cause, cause);
  }

  /** Removes what was staged and not completed. */
  @Override
  public void close() {
    try (lock) {
      holder.close();
    } catch (IOException e) {
      throw failure(folder, e);
    }
  }
}
