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
 * Writes the files of an archive, slice by slice.
 *
 * @param archive the folder of the archive
 */
record SliceFiles(Folder archive) {
  private static final String EXTENSION = ".parquet";

  /** Separates the name of a slice from the first offset of an additional file. */
  private static final String ADDITIONAL = "-o";

  private static final int CHUNK = 1 << 20;

  /** Writes the file at the given path. */
  @FunctionalInterface
  interface Content {
    void writeTo(Path file) throws IOException;
  }

  /**
   * Writes the events of a slice that are not archived yet into a new file. A slice usually has one file. It gets
   * another if it was written before it was complete: by a run that was stopped within the slice, or because a broker's
   * clock was behind. No file name is reused, even after compaction.
   *
   * @param slice the name of the slice, from {@link TimeSlices#file}
   * @param batches its events, of one kind and partition, in any order
   */
  void add(String slice, List<RawEvents> batches) throws IOException {
    var archived = archived(slice);
    var missing = LongStream.builder();
    new MergedBatches(batches).forEach((batch, index) -> {
      if (!archived.offsets.contains(batch.offset(index))) {
        missing.add(batch.offset(index));
      }
    });
    var first = missing.build().findFirst();
    if (first.isEmpty()) {
      return;
    }
    var name = archived.hasFiles ? slice + ADDITIONAL + first.getAsLong() : slice;
    put(name + EXTENSION, file -> write(file, batches, archived.offsets));
  }

  /** Writes a file, and publishes it under its name atomically. */
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
      // The run clears its state once the file exists, so the file must survive a power failure.
      Disk.force(file);
      var generations = new Generations(local);
      generations.exclusive(
          () -> {
            generations.repair(firstFolder(name));
            Disk.makeFolder(target.getParent());
            AtomicFile.rename(file, target);
          });
    } finally {
      Files.deleteIfExists(file);
    }
  }

  /** Uploads a file once it is complete: an upload closed halfway would leave a truncated object for good. */
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
   * Uploads a complete file into a folder, atomically. If the thread is interrupted, the upload still completes, and
   * the interrupt flag is set. The upload runs on its own thread, as some stores publish a truncated object if the
   * writing thread is interrupted.
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

  /** The channel is closed only on success, as closing it publishes the file. */
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

  /** The offsets that a slice already has, in its own files and in the compacted files of its day. */
  private Archived archived(String slice) throws IOException {
    var slash = slice.lastIndexOf('/');
    var name = slice.substring(slash + 1);
    if (archive instanceof LocalFolder local) {
      new Generations(local).requireLink(firstFolder(slice));
    }
    // Files of a pinned folder do not disappear.
    var day = archive.in(slice.substring(0, slash)).pinned();
    var archived = new Archived();
    var files = day.isMissing() ? List.<StoredFile>of() : day.files();
    var replaced = Replacement.namesReplaced(day, files);
    for (var file : files) {
      if (replaced.contains(file.name())) {
        continue;
      }
      if (file.name().equals(name + EXTENSION)
          || isAdditional(file.name(), name + ADDITIONAL)
          || CompactedFile.isOf(name, file.name())) {
        archived.hasFiles = true;
        archived.offsets.add(LogFile.offsets(day, file.name()));
      }
    }
    return archived;
  }

  /** The folder of a file: readings or settings. */
  private static String firstFolder(String name) {
    return name.substring(0, name.indexOf('/'));
  }

  /** The archived offsets of a slice, and whether it has files. */
  private static final class Archived {
    private final OffsetRanges offsets = new OffsetRanges();
    private boolean hasFiles;
  }

  private static boolean isAdditional(String name, String prefix) {
    return name.startsWith(prefix) && name.endsWith(EXTENSION);
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
    new MergedBatches(batches)
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
