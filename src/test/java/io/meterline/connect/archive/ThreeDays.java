package io.meterline.connect.archive;

import io.meterline.connect.archive.ArchivedLog.Logged;
import io.meterline.connect.files.Folder;
import io.meterline.connect.kafka.log.RawEvents;
import io.meterline.model.log.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** A log of three days with two partitions of readings and one of settings, and its archive of a live run. */
final class ThreeDays {
  static final LogIdentity LOG = new LogIdentity("cluster", "readings", "settings");
  static final TimeSlices SLICES = new TimeSlices(Duration.ofHours(2));
  static final long START = Instant.parse("2026-11-20T00:00:00Z").toEpochMilli();

  private static final long STEP = Duration.ofMinutes(40).toMillis();
  private static final int STEPS = 3 * 36;

  private ThreeDays() {}

  /** Every event; some are malformed. */
  static List<Logged> events() {
    var events = new ArrayList<Logged>();
    for (var i = 0; i < STEPS; i++) {
      for (var partition = 0; partition < 2; partition++) {
        events.add(new Logged(Kind.READING, partition, i, START + i * STEP + partition, i % 11 == 3));
      }
      if (i % 5 == 0) {
        events.add(new Logged(Kind.SETTING, 0, i / 5, START + i * STEP, i == 50));
      }
    }
    return events;
  }

  /** What a reader must find of events, in any order. */
  static List<String> asRead(List<Logged> events) {
    return events.stream().map(event -> event.asRead().toString()).sorted().toList();
  }

  /** Creates or opens an archive. */
  static LiveArchive open(Folder folder) {
    return LiveArchive.open(folder, LOG, SLICES);
  }

  /** Writes events as a run that has reached the end of every slice. */
  static void write(LiveArchive archive, List<Logged> events) {
    var slices = new TreeMap<String, List<RawEvents>>();
    events.stream()
        .collect(Collectors.groupingBy(event -> event.kind() + "-" + event.partition(), TreeMap::new, Collectors.toList()))
        .values()
        .forEach(
            stream ->
                archive
                    .slices()
                    .split(
                        ArchivedLog.batch(stream),
                        (file, part) -> slices.computeIfAbsent(file, any -> new ArrayList<>()).add(part)));
    slices.forEach(archive::write);
  }

  /** The archive of all events in a folder. */
  static LiveArchive written(Folder folder) {
    var archive = open(folder);
    write(archive, events());
    return archive;
  }
}
