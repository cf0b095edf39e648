package io.meterline.bench;

import io.meterline.connect.parquet.ArchiveWriter;
import io.meterline.connect.parquet.LogSchemas;
import io.meterline.model.MeterlineException;
import io.meterline.model.log.LoggedChange;
import io.meterline.model.log.LoggedReading;
import io.meterline.model.log.Position;
import io.meterline.model.log.Reading;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Makes the log that all contenders work on: an archive of half-hourly readings in time order, in four partitions, a
 * file a partition and 90 days.
 */
public final class BenchData {
  /** The first reading of every device. */
  public static final Instant START = Instant.parse("2025-01-01T00:00:00Z");

  /** How long a reading is. */
  static final int SECONDS = 1800;

  private static final int PARTITIONS = 4;

  /** One reading in so many is missing in the whole kind of data, and one in so many is corrected a day later. */
  private static final int MISSING = 100;
  private static final int CORRECTED = 300;

  /** What a correction adds, in milliwatt-hours: enough to open some alerts. */
  private static final long CORRECTION = 1_000_000;

  /** Offsets of a half hour of a device: for its reading, and for a correction. */
  private static final int OFFSETS = 2;

  private static final int HALF_HOURS_PER_FILE = 90 * DataShape.A_DAY;

  /** What it takes for the last device of a half hour to be heard of, at most. */
  private static final long SPREAD_MILLIS = Duration.ofMinutes(2).toMillis();

  private final DataShape shape;
  private final Load load;
  private final Path scratch;

  private BenchData(DataShape shape, Path scratch) {
    this.shape = shape;
    this.load = new Load(shape.kind());
    this.scratch = scratch;
  }

  /**
   * Makes a log: {@code KIND DEVICES DAYS CHANGES OUT}, where KIND is smooth, varied or whole, DAYS may be a fraction and
   * CHANGES 0 for as many as the work calls for.
   */
  public static void main(String[] args) {
    if (args.length != 5) {
      System.err.println("give KIND (smooth, varied or whole), DEVICES, DAYS, CHANGES (0: as many as called for) and OUT");
      System.exit(2);
    }
    var changes = Integer.parseInt(args[3]);
    var shape =
        DataShape.ofDays(
            DataShape.Kind.parse(args[0]),
            Integer.parseInt(args[1]),
            Double.parseDouble(args[2]),
            changes == 0 ? OptionalInt.empty() : OptionalInt.of(changes));
    var begun = System.nanoTime();
    make(shape, Path.of(args[4]));
    System.out.printf(Locale.ROOT, "%,d readings in %.1f s%n", shape.readings(), (System.nanoTime() - begun) / 1e9);
  }

  /**
   * Makes a log, unless it is there already. It appears whole or not at all.
   *
   * @param archive the folder it will be
   */
  public static void make(DataShape shape, Path archive) {
    if (Files.exists(archive)) {
      return;
    }
    try {
      var target = archive.toAbsolutePath();
      Files.createDirectories(target.getParent());
      var scratch = Files.createTempDirectory(target.getParent(), ".making-");
      try {
        new BenchData(shape, scratch).write();
        Files.move(scratch.resolve("archive"), target);
      } finally {
        remove(scratch);
      }
    } catch (IOException e) {
      throw new MeterlineException("cannot make the data " + archive + ": " + e, e);
    }
  }

  /** Passes the readings of the day after the last of a log, in the order of the log. */
  static void dayAfter(DataShape shape, Consumer<LoggedReading> to) {
    var data = new BenchData(shape, Path.of(""));
    for (var partition = 0; partition < PARTITIONS; partition++) {
      data.readings(partition, shape.halfHours(), shape.halfHours() + DataShape.A_DAY, to);
    }
  }

  /** The name of a device, from 0. */
  static String device(int index) {
    return String.format(Locale.ROOT, "meter-%07d", index + 1);
  }

  /** Removes a folder and all that is in it. */
  public static void remove(Path folder) throws IOException {
    try (var paths = Files.walk(folder)) {
      for (var path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }

  private void write() throws IOException {
    var tasks = new ArrayList<Callable<Void>>();
    tasks.add(this::writeSettings);
    for (var first = 0; first < shape.halfHours(); first += HALF_HOURS_PER_FILE) {
      for (var partition = 0; partition < PARTITIONS; partition++) {
        var from = first;
        var of = partition;
        tasks.add(() -> writeReadings(of, from));
      }
    }
    var threads = Executors.newFixedThreadPool(Math.max(2, Runtime.getRuntime().availableProcessors()));
    try {
      for (var done : threads.invokeAll(tasks)) {
        await(done);
      }
    } catch (InterruptedException e) {
      throw new MeterlineException("interrupted while making data", e);
    } finally {
      threads.shutdownNow();
    }
  }

  private static void await(Future<Void> done) throws InterruptedException, IOException {
    try {
      done.get();
    } catch (ExecutionException e) {
      throw new IOException(e.getCause());
    }
  }

  private Void writeSettings() throws IOException {
    var part = scratch.resolve("settings");
    try (var writer = ArchiveWriter.create(part)) {
      settings().forEach(writer::write);
      writer.finish();
    }
    place(part.resolve(LogSchemas.SETTINGS_FOLDER), Path.of(LogSchemas.SETTINGS_FOLDER), "settings");
    return null;
  }

  private Stream<LoggedChange> settings() {
    return switch (shape.kind()) {
      case SMOOTH, VARIED -> new SettingsPlan(shape, START).changes();
      case WHOLE -> new WholeSettings(shape, START).changes();
    };
  }

  private Void writeReadings(int partition, int first) throws IOException {
    var slice = String.format(Locale.ROOT, "%02d", first / HALF_HOURS_PER_FILE);
    var part = scratch.resolve("readings-" + partition + "-" + slice);
    try (var writer = ArchiveWriter.create(part)) {
      readings(partition, first, Math.min(first + HALF_HOURS_PER_FILE, shape.halfHours()), writer::write);
      writer.finish();
    }
    place(part.resolve(LogSchemas.READINGS_FOLDER), Path.of(LogSchemas.READINGS_FOLDER, "partition-" + partition), slice);
    return null;
  }

  /** Passes the readings of a partition, from a half hour to another, in the order of the log. */
  private void readings(int partition, int first, int end, Consumer<LoggedReading> to) {
    var devices = devicesOf(partition);
    var offset = (long) first * devices.size();
    for (var halfHour = first; halfHour < end; halfHour++) {
      var over = START.toEpochMilli() + (halfHour + 1) * SECONDS * 1000L;
      for (var place = 0; place < devices.size(); place++) {
        var loggedAt = Instant.ofEpochMilli(over + place * SPREAD_MILLIS / devices.size());
        var device = devices.get(place);
        if (shape.kind() == DataShape.Kind.WHOLE) {
          wholeReadings(device, halfHour, new Position(loggedAt, partition, OFFSETS * offset++), to);
        } else {
          to.accept(reading(device, halfHour, 0, new Position(loggedAt, partition, offset++)));
        }
      }
    }
  }

  private LoggedReading reading(Device device, int halfHour, long more, Position position) {
    var at = START.toEpochMilli() + halfHour * SECONDS * 1000L;
    var energy = load.milliwattHours(device.index(), halfHour) + more;
    return new LoggedReading(device.name(), new Reading(at, SECONDS, energy), position);
  }

  /** The reading, unless it is missing, and the correction of the one a day before, if there is one. */
  private void wholeReadings(Device device, int halfHour, Position position, Consumer<LoggedReading> to) {
    if (!isOneIn(MISSING, device, halfHour)) {
      to.accept(reading(device, halfHour, 0, position));
    }
    var before = halfHour - DataShape.A_DAY;
    if (before >= 0 && isOneIn(CORRECTED, device, before)) {
      var next = new Position(position.loggedAt(), position.partition(), position.offset() + 1);
      to.accept(reading(device, before, CORRECTION, next));
    }
  }

  private static boolean isOneIn(int many, Device device, int halfHour) {
    return new SplittableRandom(many + device.index() * 0x9E3779B97F4A7C15L + halfHour).nextInt(many) == 0;
  }

  private record Device(int index, String name) {}

  /** Device 1 is in partition 1. */
  private List<Device> devicesOf(int partition) {
    var devices = new ArrayList<Device>();
    for (var index = (partition + PARTITIONS - 1) % PARTITIONS; index < shape.devices(); index += PARTITIONS) {
      devices.add(new Device(index, device(index)));
    }
    return devices;
  }

  /** Moves the files of a part to where they belong; it has one, or several where it has many millions of rows. */
  private void place(Path from, Path to, String name) throws IOException {
    var folder = Files.createDirectories(scratch.resolve("archive").resolve(to));
    try (var files = Files.list(from)) {
      var number = 0;
      for (var file : files.sorted().toList()) {
        // Names are in the order of time, which the loop takes for granted.
        Files.move(file, folder.resolve(String.format(Locale.ROOT, "%s-%02d.parquet", name, number++)));
      }
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }
}
