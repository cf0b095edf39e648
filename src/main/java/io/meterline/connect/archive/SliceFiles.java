package io.meterline.connect.archive;

import io.meterline.connect.event.ChangeEvents;
import io.meterline.connect.event.Decoded;
import io.meterline.connect.event.ReadingEvents;
import io.meterline.connect.files.AtomicFile;
import io.meterline.connect.files.Disk;
import io.meterline.connect.files.Folder;
import io.meterline.connect.files.LocalFolder;
import io.meterline.connect.files.StoredFile;
import io.meterline.connect.kafka.log.RawEvents;
import io.meterline.connect.parquet.LogFile;
import io.meterline.connect.parquet.OffsetRanges;
import io.meterline.connect.parquet.Replacement;
import io.meterline.model.log.Position;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.BiFunction;
import java.util.stream.LongStream;

/**
 * The files of an archive by slice.
 *
 * @param archive its folder
 */
record SliceFiles(Folder archive) {
  private static final String ENDING = ".parquet";

  /** What comes between the name of a slice and the first offset of a file that adds to it. */
  private static final String MORE = "-o";

  private static final int CHUNK = 1 << 20;

  /** Writes a file of the given path. */
  @FunctionalInterface
  interface Content {
    void writeTo(Path file) throws IOException;
  }

  /**
   * Adds to a slice the events that it does not have yet. They get a file of their own: mostly its only one. Another is
   * needed where a slice was written before it was whole, by a run that was told to end within it, or when a broker's
   * clock was behind. A slice of a day that is compacted never gets the name of a file again that another had before.
   *
   * @param slice what {@link Slices#file} calls it
   * @param batches its events, of one kind and partition, in any order
   */
  void add(String slice, List<RawEvents> batches) throws IOException {
    var archived = archived(slice);
    var missing = LongStream.builder();
    new Offsets(batches).forEach((batch, index) -> {
      if (!archived.offsets.contains(batch.offset(index))) {
        missing.add(batch.offset(index));
      }
    });
    var first = missing.build().findFirst();
    if (first.isEmpty()) {
      return;
    }
    var name = archived.isBegun ? slice + MORE + first.getAsLong() : slice;
    put(name + ENDING, file -> write(file, batches, archived.offsets));
  }

  /** Puts a complete file in its place, in one step. */
  void put(String name, Content content) throws IOException {
    if (archive instanceof LocalFolder local) {
      move(local, name, content);
    } else {
      copy(name, content);
    }
  }

  private void move(LocalFolder local, String name, Content content) throws IOException {
    var target = local.path().resolve(name);
    var file = LiveArchive.partial(archive).resolve(UUID.randomUUID() + AtomicFile.PARTIAL);
    try {
      content.writeTo(file);
      // What was in the run's state is let go of once it is here: it must survive the machine.
      Disk.force(file);
      var generations = new Generations(local);
      generations.alone(
          () -> {
            generations.putBack(firstFolder(name));
            Disk.makeFolder(target.getParent());
            AtomicFile.rename(file, target);
          });
    } finally {
      Files.deleteIfExists(file);
    }
  }

  /** Into a store a file goes when it is complete: one that is closed halfway would be there for good. */
  private void copy(String name, Content content) throws IOException {
    var temporary = Disk.temporaryFolder("meterline-slice-");
    var file = temporary.resolve("slice.partial");
    try {
      content.writeTo(file);
      upload(file, archive, name);
    } finally {
      Files.deleteIfExists(file);
      Files.delete(temporary);
    }
  }

  /**
   * Puts a file that is complete into a folder, all of it or nothing. Whoever is interrupted meanwhile stays interrupted, and the
   * file gets there all the same: some stores take what they have when the writing thread is interrupted for the whole.
   */
  static void upload(Path file, Folder folder, String name) throws IOException {
    var upload =
        new FutureTask<Void>(
            () -> {
              send(file, folder, name);
              return null;
            });
    new Thread(upload, "upload").start();
    var isInterrupted = false;
    try {
      while (!upload.isDone()) {
        try {
          upload.get();
        } catch (InterruptedException e) {
          isInterrupted = true;
        }
      }
      upload.get();
    } catch (InterruptedException | ExecutionException e) {
      throw new IOException(folder.path(name) + " cannot be written: " + e.getCause(), e);
    } finally {
      if (isInterrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** The channel is closed where all is well alone: to close it is to say that the file is whole. */
  private static void send(Path file, Folder folder, String name) throws IOException {
    try (var in = FileChannel.open(file, StandardOpenOption.READ)) {
      var out = folder.create(name);
      var bytes = ByteBuffer.allocate(CHUNK);
      while (in.read(bytes.clear()) >= 0) {
        bytes.flip();
        while (bytes.hasRemaining()) {
          out.write(bytes);
        }
      }
      out.close();
    }
  }

  /** What a slice has: the offsets in its files, and in those that compaction made of its day. */
  private Archived archived(String slice) throws IOException {
    var slash = slice.lastIndexOf('/');
    var name = slice.substring(slash + 1);
    if (archive instanceof LocalFolder local) {
      new Generations(local).requireLink(firstFolder(slice));
    }
    // Files do not go from under a folder that is pinned.
    var day = archive.in(slice.substring(0, slash)).pinned();
    var archived = new Archived();
    var files = day.isMissing() ? List.<StoredFile>of() : day.files();
    var replaced = Replacement.namesReplaced(day, files);
    for (var file : files) {
      if (replaced.contains(file.name())) {
        continue;
      }
      if (file.name().equals(name + ENDING) || isMore(file.name(), name + MORE) || CompactedFile.isOf(name, file.name())) {
        archived.isBegun = true;
        archived.offsets.add(LogFile.offsets(day, file.name()));
      }
    }
    return archived;
  }

  /** The folder of readings or of settings that a file is in. */
  private static String firstFolder(String name) {
    return name.substring(0, name.indexOf('/'));
  }

  /** What is there of a slice. */
  private static final class Archived {
    private final OffsetRanges offsets = new OffsetRanges();
    private boolean isBegun;
  }

  private static boolean isMore(String name, String prefix) {
    return name.startsWith(prefix) && name.endsWith(ENDING);
  }

  private static void write(Path file, List<RawEvents> batches, OffsetRanges archived) throws IOException {
    switch (batches.get(0).kind()) {
      case READING -> {
        try (var out = LogFile.ofReadings(file)) {
          write(batches, archived, new ReadingEvents()::decode, out);
        }
      }
      case SETTING -> {
        try (var out = LogFile.ofChanges(file)) {
          write(batches, archived, new ChangeEvents()::decode, out);
        }
      }
    }
  }

  private static <T> void write(
      List<RawEvents> batches, OffsetRanges archived, BiFunction<byte[], Position, Decoded<T>> decode, LogFile<T> out)
      throws IOException {
    new Offsets(batches)
        .forEach(
            (batch, index) -> {
              if (!archived.contains(batch.offset(index))) {
                write(batch, index, decode, out);
              }
            });
  }

  private static <T> void write(
      RawEvents batch, int index, BiFunction<byte[], Position, Decoded<T>> decode, LogFile<T> out) throws IOException {
    var position = batch.position(index);
    var decoded = decode.apply(batch.value(index), position);
    if (decoded instanceof Decoded.Event<T> event) {
      out.write(event.event());
    } else {
      out.writeRaw(batch.value(index), position);
    }
  }
}
