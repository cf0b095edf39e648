package io.meterline.connect.formats.greenbutton;

import io.meterline.connect.formats.FormatOptions;
import io.meterline.connect.formats.ReadingOutput;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Joins the entries of a feed of ESPI by their links, in whatever order they come. */
final class EspiFeed {
  private static final String METER_READING = "MeterReading";
  private static final String INTERVAL_BLOCK = "IntervalBlock";
  private static final String READING_TYPE = "ReadingType";

  private final ReadingOutput out;
  private final EspiDevices devices;
  private final EspiReadings readings;
  private final EspiIndex usagePoints = new EspiIndex();
  private final EspiIndex meterReadings = new EspiIndex();
  private final EspiIndex readingTypes = new EspiIndex();
  private final EspiOwners blockOwners = new EspiOwners();
  private final EspiOwners meterReadingOwners = new EspiOwners();
  private final EspiOwners typesOfOwners = new EspiOwners();
  private final List<EspiEntry> waiting = new ArrayList<>();

  EspiFeed(Path path, FormatOptions options, ReadingOutput out) {
    this.out = out;
    this.devices = new EspiDevices(path, options, out);
    this.readings = new EspiReadings(options, out);
  }

  /** Adds an entry, and passes its readings if all that it needs is known. */
  void add(EspiEntry entry) {
    if (entry.isUsagePoint()) {
      usagePoints.add(entry);
      entry.links().forEach(link -> meterReadingOwners.add(link, entry));
    }
    if (entry.isMeterReading()) {
      meterReadings.add(entry);
      entry.links().forEach(link -> blockOwners.add(link, entry));
    }
    if (entry.readingType().isPresent()) {
      readingTypes.add(entry);
      Stream.concat(Stream.of(EspiPaths.before(entry.self(), READING_TYPE)), entry.links().stream())
          .forEach(link -> typesOfOwners.add(link, entry));
    }
    if (entry.readings().size() > 0 && !pass(entry)) {
      waiting.add(entry);
    }
  }

  /** Passes the readings that wait: entries that nothing joins belong together if there is only one that can be meant. */
  void finish() {
    waiting.forEach(this::passLast);
    readings.finish();
  }

  private boolean pass(EspiEntry block) {
    var meterReading = meterReading(block);
    var type = type(block, meterReading);
    var point = usagePoint(block, meterReading);
    if (type.isEmpty() || point.isEmpty()) {
      return false;
    }
    pass(block, meterReading, type.get(), point.get());
    return true;
  }

  private void pass(EspiEntry block, Optional<EspiEntry> meterReading, EspiReadingType type, EspiDevices.Point point) {
    if (type.leftOut().isPresent()) {
      for (var i = 0; i < block.readings().size(); i++) {
        out.leftOut(type.leftOut().get());
      }
      return;
    }
    readings.pass(block, type, devices.device(point, meterReadingPath(block, meterReading), type));
  }

  private void passLast(EspiEntry block) {
    var meterReading = meterReading(block).or(() -> only(meterReadings.all()));
    var type = type(block, meterReading).or(() -> onlyType(meterReading));
    if (type.isEmpty()) {
      reject(block, "nothing says which of " + readingTypes.all().size() + " ReadingTypes of the file it has");
      return;
    }
    var point =
        usagePoint(block, meterReading)
            .or(() -> usagePointByPath(block, meterReading))
            .or(() -> only(usagePoints.all()).map(devices::point));
    if (point.isEmpty() && usagePoints.all().size() > 1) {
      reject(block, "nothing says which of " + usagePoints.all().size() + " UsagePoints of the file it is of");
      return;
    }
    pass(block, meterReading, type.get(), point.orElseGet(devices::unnamed));
  }

  private void reject(EspiEntry block, String reason) {
    for (var i = 0; i < block.readings().size(); i++) {
      out.rejected(block.readings().place(i), reason);
    }
  }

  private static Optional<EspiEntry> only(List<EspiEntry> entries) {
    return entries.size() == 1 ? Optional.of(entries.get(0)) : Optional.empty();
  }

  private Optional<EspiReadingType> onlyType(Optional<EspiEntry> meterReading) {
    var distinct = readingTypes.all().stream().map(one -> one.readingType().orElseThrow()).distinct().toList();
    return meterReading
        .flatMap(one -> typesOfOwners.find(one.self()))
        .flatMap(EspiEntry::readingType)
        .or(() -> distinct.size() == 1 ? Optional.of(distinct.get(0)) : Optional.empty());
  }

  private Optional<EspiEntry> meterReading(EspiEntry block) {
    if (block.isMeterReading()) {
      return Optional.of(block);
    }
    return meterReadings
        .find(block.links().stream())
        .or(() -> meterReadings.find(paths(block).map(path -> EspiPaths.before(path, INTERVAL_BLOCK))))
        .or(() -> blockOwners.find(paths(block)));
  }

  private Optional<EspiReadingType> type(EspiEntry block, Optional<EspiEntry> meterReading) {
    return block.readingType()
        .or(() -> readingTypes.find(block.links().stream()).flatMap(EspiEntry::readingType))
        .or(() -> meterReading.flatMap(EspiEntry::readingType))
        .or(() -> meterReading.flatMap(one -> readingTypes.find(one.links().stream())).flatMap(EspiEntry::readingType));
  }

  private Optional<EspiDevices.Point> usagePoint(EspiEntry block, Optional<EspiEntry> meterReading) {
    var paths = Stream.concat(meterReading.stream(), Stream.of(block)).flatMap(EspiFeed::paths).toList();
    return Optional.of(block)
        .filter(EspiEntry::isUsagePoint)
        .or(() -> usagePoints.find(paths.stream()))
        .or(() -> usagePoints.find(paths.stream().map(path -> EspiPaths.before(path, METER_READING))))
        .or(() -> meterReadingOwners.find(paths.stream()))
        .map(devices::point);
  }

  private Optional<EspiDevices.Point> usagePointByPath(EspiEntry block, Optional<EspiEntry> meterReading) {
    return Stream.concat(meterReading.stream(), Stream.of(block))
        .flatMap(EspiFeed::paths)
        .map(path -> EspiPaths.before(path, METER_READING))
        .filter(path -> path.contains("UsagePoint/"))
        .findFirst()
        .map(devices::point);
  }

  private static String meterReadingPath(EspiEntry block, Optional<EspiEntry> meterReading) {
    return meterReading
        .map(EspiEntry::self)
        .filter(Predicate.not(String::isEmpty))
        .or(
            () ->
                paths(block).map(path -> EspiPaths.before(path, INTERVAL_BLOCK)).filter(path -> path.contains(METER_READING)).findFirst())
        .orElse("");
  }

  private static Stream<String> paths(EspiEntry entry) {
    return Stream.concat(Stream.of(entry.self()), entry.links().stream()).filter(Predicate.not(String::isEmpty));
  }
}
