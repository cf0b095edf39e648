package io.meterline.connect.archive;

import io.meterline.connect.parquet.ChannelInputFile;
import io.meterline.connect.parquet.OffsetRanges;
import io.meterline.connect.parquet.ReadingReader;
import io.meterline.connect.parquet.SettingsReader;
import io.meterline.connect.versions.LogExtent;
import io.meterline.connect.versions.LogExtent.LogFile;
import io.meterline.engine.range.Span;
import io.meterline.model.log.LoggedChange;
import io.meterline.model.log.ReadingColumns;
import io.meterline.model.log.ReadingRules;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * What an archive has besides the events that it had when a version was made from it.
 *
 * @param readings which rows of the files of readings it had, and which were added
 * @param settings the same of the files of settings changes
 */
public record LogDelta(List<LogSlice> readings, List<LogSlice> settings) {
  /** What an archive is, compared with what it was. */
  public sealed interface Compared {
    /** It has every event that it had, and maybe more. */
    record Grown(LogDelta delta) implements Compared {}

    /**
     * It is another log, or has lost events.
     *
     * @param difference the first difference, as a clause
     */
    record Other(String difference) implements Compared {}
  }

  /**
   * Compares an archive with what it had. Names, lengths and footers of files decide. Where files of the
   * archive of a live run are gone, as compaction has merged them, the offsets of the events decide.
   *
   * @param before what it had, see {@link Archive#extent}
   * @throws io.meterline.model.MeterlineException if a file cannot be read
   */
  public static Compared between(LogExtent before, Archive now) {
    var files = new HashMap<String, LogFile>();
    before.files().forEach(file -> files.put(file.name(), file));
    var found = new HashMap<String, LogFile>();
    for (var kind : List.of(now.readingFiles(), now.settingsFiles())) {
      kind.extent().forEach(file -> found.put(file.name(), file));
    }
    var changed = before.files().stream().filter(file -> !file.equals(found.get(file.name()))).toList();
    if (changed.isEmpty()) {
      return new Compared.Grown(
          new LogDelta(byName(now.readingFiles(), files.keySet()::contains), byName(now.settingsFiles(), files.keySet()::contains)));
    }
    var first = changed.stream().filter(file -> !now.isLive() || before.offsets().isEmpty() || !isOfLiveRun(file.name())).findFirst();
    if (first.isPresent()) {
      return new Compared.Other(difference(first.get(), Optional.ofNullable(found.get(first.get().name()))));
    }
    return byOffsets(before, now, files);
  }

  private static boolean isOfLiveRun(String name) {
    return CompactedFile.stream(name.substring(name.lastIndexOf('/') + 1)).isPresent();
  }

  private static String difference(LogFile file, Optional<LogFile> found) {
    return found
        .map(
            other ->
                other.bytes() == file.bytes()
                    ? file.name() + " has other contents"
                    : file.name() + " has " + other.bytes() + " bytes, and had " + file.bytes())
        .orElseGet(() -> file.name() + " is not there any more");
  }

  private static List<LogSlice> byName(Archive.Files files, Predicate<String> had) {
    return files.all().stream()
        .map(
            file ->
                new LogSlice(
                    files.folder().path(file.name()),
                    had.test(files.nameInArchive(file.name())) ? LogSlice.Part.BASE : LogSlice.Part.ADDED,
                    LogSlice.Rows.ALL))
        .toList();
  }

  private static Compared byOffsets(LogExtent before, Archive now, Map<String, LogFile> files) {
    var base = LogOffsets.of(before);
    var listings = now.offsets();
    var lacked = base.lackedBy(LogOffsets.of(listings));
    if (lacked.isPresent()) {
      return new Compared.Other(lacked.get());
    }
    var repeated = LogOffsets.firstRepeated(listings);
    if (repeated.isPresent()) {
      return new Compared.Other(repeated.get() + " has events that another file has, too");
    }
    var slices = new ArrayList<List<LogSlice>>();
    for (var i = 0; i < listings.size(); i++) {
      var listing = listings.get(i);
      var some = new ArrayList<LogSlice>();
      var live = new HashSet<String>();
      for (var file : listing.files()) {
        live.add(file.name());
        some.addAll(slices(listing.folder().path(file.name()), file.offsets(), base.of(listing.kind(), file.partition())));
      }
      var kind = List.of(now.readingFiles(), now.settingsFiles()).get(i);
      var others = kind.all().stream().filter(file -> !live.contains(file.name())).toList();
      some.addAll(byName(new Archive.Files(kind.kind(), kind.folder(), others), files.keySet()::contains));
      slices.add(some);
    }
    return new Compared.Grown(new LogDelta(slices.get(0), slices.get(1)));
  }

  /** A file as one slice or, if it has both, as one for each part. */
  private static List<LogSlice> slices(String path, OffsetRanges offsets, OffsetRanges base) {
    if (offsets.all().stream().allMatch(base::containsAll)) {
      return List.of(new LogSlice(path, LogSlice.Part.BASE, LogSlice.Rows.ALL));
    }
    if (offsets.all().stream().noneMatch(base::containsAny)) {
      return List.of(new LogSlice(path, LogSlice.Part.ADDED, LogSlice.Rows.ALL));
    }
    var had = LogSlice.Rows.with(base, offsets.first(), offsets.last());
    return List.of(new LogSlice(path, LogSlice.Part.BASE, had), new LogSlice(path, LogSlice.Part.ADDED, had.others()));
  }

  /** Whether no event was added. */
  public boolean isEmpty() {
    return Stream.concat(readings.stream(), settings.stream()).noneMatch(slice -> slice.part() == LogSlice.Part.ADDED);
  }

  /**
   * Reads the settings changes of the archive. Rows that cannot be read are left out.
   *
   * @param base accepts each change that the archive had
   * @param added accepts each change that was added
   * @throws io.meterline.model.MeterlineException if a file cannot be read
   */
  public void readChanges(Consumer<LoggedChange> base, Consumer<LoggedChange> added) {
    for (var slice : settings) {
      var into =
          switch (slice.part()) {
            case BASE -> base;
            case ADDED -> added;
          };
      SettingsReader.read(
          ChannelInputFile.at(slice.path()),
          slice.path(),
          change -> {
            if (slice.rows().hold(change.position().offset())) {
              into.accept(change);
            }
          },
          rejection -> {});
    }
  }

  /** The earliest start of a reading of the archive, as far as its footers say. */
  public Optional<Instant> firstStart() {
    var first = OptionalLong.empty();
    for (var slice : readings) {
      try (var file = ReadingReader.open(ChannelInputFile.at(slice.path()), slice.path())) {
        for (var group = 0; group < file.groups(); group++) {
          var start = file.firstStart(group);
          first = first.isEmpty() || start.isPresent() && start.getAsLong() < first.getAsLong() ? start : first;
        }
      }
    }
    return first.isPresent() ? Optional.of(Instant.ofEpochMilli(first.getAsLong())) : Optional.empty();
  }

  /**
   * Reads the added readings, for the span of the starts of those of each device.
   *
   * @param rules which readings are used; the others are left out
   * @throws io.meterline.model.MeterlineException if a file cannot be read
   */
  public Map<String, Span> addedReadings(ReadingRules rules) {
    var spans = new HashMap<String, Span>();
    var columns = new ReadingColumns();
    for (var slice : readings) {
      if (slice.part() == LogSlice.Part.ADDED) {
        try (var file = ReadingReader.open(ChannelInputFile.at(slice.path()), slice.path())) {
          for (var group = 0; group < file.groups(); group++) {
            columns.clear();
            file.read(group, columns, rejection -> {});
            addSpans(columns, slice.rows(), rules, spans);
          }
        }
      }
    }
    return spans;
  }

  private static void addSpans(ReadingColumns readings, LogSlice.Rows rows, ReadingRules rules, Map<String, Span> spans) {
    var first = new long[readings.devices()];
    var last = new long[readings.devices()];
    Arrays.fill(first, Long.MAX_VALUE);
    Arrays.fill(last, Long.MIN_VALUE);
    for (var i = 0; i < readings.size(); i++) {
      var at = readings.at()[i];
      var device = readings.device()[i];
      if ((at < first[device] || at > last[device])
          && rows.hold(readings.offset()[i])
          && rules.check(at, readings.seconds()[i], readings.milliwattHours()[i], readings.loggedAt()[i]).isEmpty()) {
        first[device] = Math.min(first[device], at);
        last[device] = Math.max(last[device], at);
      }
    }
    for (var device = 0; device < first.length; device++) {
      if (first[device] <= last[device]) {
        spans.merge(readings.deviceName(device), new Span(first[device], last[device] + 1), Span::and);
      }
    }
  }
}
