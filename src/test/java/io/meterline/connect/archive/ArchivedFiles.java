package io.meterline.connect.archive;

import io.meterline.connect.files.Folder;
import io.meterline.connect.files.NamedFiles;
import io.meterline.connect.parquet.ChannelInputFile;
import io.meterline.connect.parquet.ReadingReader;
import io.meterline.connect.parquet.SettingsReader;
import io.meterline.model.log.LoggedReading;
import io.meterline.model.log.Position;
import io.meterline.model.log.Reading;
import io.meterline.model.log.ReadingColumns;
import io.meterline.model.log.Rejection;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongPredicate;
import java.util.stream.Stream;

/** An archive on any storage, as a replay reads it. */
final class ArchivedFiles {
  private ArchivedFiles() {}

  /** The names of the files, from the folder of the day on. */
  static List<String> names(Folder archive) {
    var files = Archive.at(archive);
    return Stream.concat(files.readings().stream(), files.settings().stream())
        .map(path -> path.replaceFirst(".*/(readings|settings)(-[0-9]+)?/", "$1/"))
        .filter(name -> !name.endsWith("columns.parquet"))
        .sorted()
        .toList();
  }

  /** Every event as text, sorted. */
  static List<String> events(Folder archive) {
    return events(Archive.at(archive));
  }

  /** As {@link #events(Folder)}, for files listed earlier. */
  static List<String> events(Archive archive) {
    var events = new ArrayList<String>();
    archive.readings().forEach(path -> readings(path, offset -> true).forEach(event -> events.add(event.toString())));
    archive.settings().forEach(path -> changes(path, offset -> true).forEach(event -> events.add(event.toString())));
    return events.stream().sorted().toList();
  }

  /** The readings of a file with some offsets, and the rejections of those that cannot be read. */
  static List<Object> readings(String path, LongPredicate offsets) {
    var events = new ArrayList<Object>();
    var columns = new ReadingColumns();
    try (var file = ReadingReader.open(new ChannelInputFile(path, () -> NamedFiles.open(path)), path)) {
      for (var group = 0; group < file.groups(); group++) {
        file.read(group, columns, rejection -> add(rejection, offsets, events));
      }
    }
    for (var i = 0; i < columns.size(); i++) {
      if (offsets.test(columns.offset()[i])) {
        events.add(reading(columns, i));
      }
    }
    return events;
  }

  /** The changes of a file with some offsets, and the rejections of those that cannot be read. */
  static List<Object> changes(String path, LongPredicate offsets) {
    var events = new ArrayList<Object>();
    SettingsReader.read(
        new ChannelInputFile(path, () -> NamedFiles.open(path)),
        path,
        change -> {
          if (offsets.test(change.position().offset())) {
            events.add(change);
          }
        },
        rejection -> add(rejection, offsets, events));
    return events;
  }

  private static void add(Rejection rejection, LongPredicate offsets, List<Object> events) {
    if (offsets.test(rejection.offset().orElseThrow())) {
      events.add(rejection);
    }
  }

  private static LoggedReading reading(ReadingColumns columns, int i) {
    return new LoggedReading(
        columns.deviceName(columns.device()[i]),
        new Reading(columns.at()[i], columns.seconds()[i], columns.milliwattHours()[i]),
        new Position(Instant.ofEpochMilli(columns.loggedAt()[i]), columns.partition()[i], columns.offset()[i]));
  }
}
