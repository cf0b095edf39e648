package io.meterline.connect.archive;

import io.meterline.connect.event.ChangeEvents;
import io.meterline.connect.event.Decoded;
import io.meterline.connect.event.ReadingEvents;
import io.meterline.connect.kafka.log.RawEvents;
import io.meterline.connect.parquet.ChannelInputFile;
import io.meterline.connect.parquet.ParquetFolder;
import io.meterline.connect.parquet.ReadingReader;
import io.meterline.connect.parquet.SettingsReader;
import io.meterline.model.log.Kind;
import io.meterline.model.log.LoggedChange;
import io.meterline.model.log.LoggedReading;
import io.meterline.model.log.Position;
import io.meterline.model.log.Reading;
import io.meterline.model.log.ReadingColumns;
import io.meterline.model.log.Rejection;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Events of the log, and what an archive returns for them. */
final class ArchivedLog {
  private static final byte[] POISON = "no event".getBytes(StandardCharsets.UTF_8);

  private ArchivedLog() {}

  /**
   * One event of the log.
   *
   * @param isPoison whether its bytes are malformed
   */
  record Logged(Kind kind, int partition, long offset, long loggedAt, boolean isPoison) {
    Position position() {
      return new Position(Instant.ofEpochMilli(loggedAt), partition, offset);
    }

    LoggedReading reading() {
      return new LoggedReading("m" + offset % 3, new Reading(loggedAt - 60_000 - offset, 60, offset * 7), position());
    }

    LoggedChange change() {
      return new LoggedChange(
          "everyone",
          "price.micros.per.kwh",
          "SET",
          "" + offset,
          Instant.ofEpochMilli(loggedAt + offset),
          Optional.of("office"),
          Optional.empty(),
          position());
    }

    byte[] bytes() {
      if (isPoison) {
        return offset % 2 == 0 ? POISON : new byte[0];
      }
      return switch (kind) {
        case READING -> new ReadingEvents().encode(reading().device(), reading().reading());
        case SETTING -> new ChangeEvents().encode(change());
      };
    }

    /** What a reader of the archive must find. */
    Object asRead() {
      if (!isPoison) {
        return kind == Kind.READING ? reading() : change();
      }
      return ArchivedLog.rejection(this);
    }
  }

  /** The rejection of a malformed event read directly from the log. */
  private static Rejection rejection(Logged poison) {
    var decoded =
        switch (poison.kind()) {
          case READING -> new ReadingEvents().decode(poison.bytes(), poison.position());
          case SETTING -> new ChangeEvents().decode(poison.bytes(), poison.position());
        };
    return ((Decoded.Malformed<?>) decoded).rejection();
  }

  /** A batch of events of one kind and partition, as a source emits it. */
  static RawEvents batch(List<Logged> events) {
    return new RawEvents(
        events.get(0).kind(),
        events.get(0).partition(),
        events.stream().mapToLong(Logged::offset).toArray(),
        events.stream().mapToLong(Logged::loggedAt).toArray(),
        events.stream().map(Logged::bytes).toArray(byte[][]::new));
  }

  /** Every row of an archive by file, as its readers return it: a reading, a change or a rejection. */
  static Map<String, List<Object>> read(Path archive) {
    var rows = new TreeMap<String, List<Object>>();
    for (var path : ParquetFolder.files(archive.resolve("readings"))) {
      rows.put(archive.relativize(path).toString(), readings(path));
    }
    for (var path : ParquetFolder.files(archive.resolve("settings"))) {
      var changes = new ArrayList<>();
      SettingsReader.read(ChannelInputFile.at(path.toString()), path.toString(), changes::add, changes::add);
      rows.put(archive.relativize(path).toString(), changes);
    }
    return rows;
  }

  /** Readings and rejections of a file, each in file order, merged by offset. */
  private static List<Object> readings(Path path) {
    var columns = new ReadingColumns();
    var rejections = new ArrayDeque<Rejection>();
    try (var file = ReadingReader.open(ChannelInputFile.at(path.toString()), path.toString())) {
      for (var group = 0; group < file.groups(); group++) {
        file.read(group, columns, rejections::add);
      }
    }
    var rows = new ArrayList<>();
    for (var row = 0; row < columns.size(); row++) {
      while (!rejections.isEmpty() && rejections.peek().offset().orElseThrow() < columns.offset()[row]) {
        rows.add(rejections.remove());
      }
      rows.add(reading(columns, row));
    }
    rows.addAll(rejections);
    return rows;
  }

  private static LoggedReading reading(ReadingColumns columns, int row) {
    return new LoggedReading(
        columns.deviceName(columns.device()[row]),
        new Reading(columns.at()[row], columns.seconds()[row], columns.milliwattHours()[row]),
        new Position(
            Instant.ofEpochMilli(columns.loggedAt()[row]), columns.partition()[row], columns.offset()[row]));
  }
}
