package io.meterline.archive;

import io.meterline.event.ChangeEvents;
import io.meterline.event.Decoded;
import io.meterline.event.ReadingEvents;
import io.meterline.kafka.RawEvents;
import io.meterline.log.Position;
import io.meterline.parquet.LogFile;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.stream.LongStream;

/**
 * The files of an archive by slice.
 *
 * @param archive its folder
 * @param partial where files are written until they are complete, on the same disk
 */
record SliceFiles(Path archive, Path partial) {
  private static final String ENDING = ".parquet";

  /** What comes between the name of a slice and the first offset of a file that adds to it. */
  private static final String MORE = "-o";

  /** Writes a file of the given path. */
  @FunctionalInterface
  interface Content {
    void writeTo(Path file) throws IOException;
  }

  /**
   * Adds to a slice the events that it does not have yet. They get a file of their own: mostly its only one. Another is
   * needed where a slice was written before it was whole, by a run that was told to end within it, or when a broker's
   * clock was behind.
   *
   * @param slice what {@link Slices#file} calls it
   * @param batches its events, of one kind and partition, in any order
   */
  void add(String slice, List<RawEvents> batches) throws IOException {
    var archived = archived(slice);
    var missing = LongStream.builder();
    new Offsets(batches).forEach((batch, index) -> {
      if (Arrays.binarySearch(archived, batch.offset(index)) < 0) {
        missing.add(batch.offset(index));
      }
    });
    var first = missing.build().findFirst();
    if (first.isEmpty()) {
      return;
    }
    var name = Files.exists(path(slice)) ? slice + MORE + first.getAsLong() : slice;
    put(path(name), file -> write(file, batches, archived));
  }

  /** Puts a complete file in its place, in one step. */
  void put(Path target, Content content) throws IOException {
    var file = partial.resolve(UUID.randomUUID() + ".partial");
    try {
      content.writeTo(file);
      // What was in the run's state is let go of once it is here: it must survive the machine.
      try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
        channel.force(true);
      }
      Files.createDirectories(target.getParent());
      Files.move(file, target, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(file);
    }
  }

  private Path path(String name) {
    return archive.resolve(name + ENDING);
  }

  /** The offsets that the slice has already, in order. */
  private long[] archived(String slice) throws IOException {
    var whole = path(slice);
    if (Files.notExists(whole)) {
      return new long[0];
    }
    var prefix = archive.resolve(slice).getFileName() + MORE;
    try (var files = Files.list(whole.getParent())) {
      var more = files.filter(file -> isMore(file.getFileName().toString(), prefix)).toList();
      var offsets = LongStream.concat(LogFile.offsets(whole), more.stream().flatMapToLong(LogFile::offsets));
      return offsets.sorted().toArray();
    }
  }

  private static boolean isMore(String name, String prefix) {
    return name.startsWith(prefix) && name.endsWith(ENDING);
  }

  private static void write(Path file, List<RawEvents> batches, long[] archived) throws IOException {
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
      List<RawEvents> batches, long[] archived, BiFunction<byte[], Position, Decoded<T>> decode, LogFile<T> out)
      throws IOException {
    new Offsets(batches)
        .forEach(
            (batch, index) -> {
              if (Arrays.binarySearch(archived, batch.offset(index)) < 0) {
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
