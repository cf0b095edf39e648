package io.meterline.connect.versions;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.meterline.connect.parquet.OffsetRanges.Range;
import io.meterline.engine.device.SnapshotTimes;
import io.meterline.model.log.Kind;
import java.io.IOException;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;

/** The provenance of a version as two optional fields of its manifest. */
final class ProvenanceJson {
  private static final String LOG = "log";
  private static final String FILES = "files";
  private static final String NAME = "name";
  private static final String BYTES = "bytes";
  private static final String FOOTER = "footer";
  private static final String OFFSETS = "offsets";
  private static final String SNAPSHOTS = "snapshots";
  private static final String ENGINE = "engine";

  private ProvenanceJson() {}

  /** Adds the fields to a manifest. */
  static void write(Provenance provenance, ObjectNode manifest) {
    if (!provenance.snapshots().isNever()) {
      manifest.put(ENGINE, provenance.engine());
      manifest.put(SNAPSHOTS, provenance.snapshots().toString());
    }
    if (provenance.log().isKnown()) {
      write(provenance.log(), manifest.putObject(LOG));
    }
  }

  private static void write(LogExtent log, ObjectNode object) {
    var files = object.putArray(FILES);
    log.files().forEach(file -> files.addObject().put(NAME, file.name()).put(BYTES, file.bytes()).put(FOOTER, file.footer()));
    if (!log.offsets().isEmpty()) {
      var kinds = object.putObject(OFFSETS);
      log.offsets().forEach((kind, partitions) -> write(partitions, kinds.putObject(name(kind))));
    }
  }

  private static void write(SortedMap<Integer, List<Range>> partitions, ObjectNode object) {
    partitions.forEach(
        (partition, ranges) -> {
          var array = object.putArray(partition.toString());
          ranges.forEach(range -> array.addArray().add(range.first()).add(range.last()));
        });
  }

  private static String name(Kind kind) {
    return kind.name().toLowerCase(Locale.ROOT);
  }

  /**
   * Reads the fields of a manifest.
   *
   * @throws IOException if one of them is invalid
   */
  static Provenance read(JsonNode manifest) throws IOException {
    var log = manifest.has(LOG) ? log(manifest.get(LOG)) : LogExtent.UNKNOWN;
    if (!manifest.has(SNAPSHOTS)) {
      return new Provenance(log, SnapshotTimes.NEVER);
    }
    var engine = VersionJson.number(manifest, ENGINE);
    return new Provenance(log, snapshots(VersionJson.text(manifest, SNAPSHOTS)), (int) Math.min(engine, Integer.MAX_VALUE));
  }

  private static SnapshotTimes snapshots(String period) throws IOException {
    try {
      return SnapshotTimes.every(Duration.parse(period));
    } catch (DateTimeParseException | IllegalArgumentException | ArithmeticException e) {
      throw new IOException("'" + SNAPSHOTS + "' is not a period", e);
    }
  }

  private static LogExtent log(JsonNode log) throws IOException {
    var files = new ArrayList<LogExtent.LogFile>();
    for (var file : VersionJson.field(log, FILES)) {
      files.add(new LogExtent.LogFile(VersionJson.text(file, NAME), VersionJson.number(file, BYTES), VersionJson.text(file, FOOTER)));
    }
    var offsets = new TreeMap<Kind, SortedMap<Integer, List<Range>>>();
    for (var kind : Kind.values()) {
      if (log.path(OFFSETS).has(name(kind))) {
        offsets.put(kind, partitions(log.get(OFFSETS).get(name(kind))));
      }
    }
    return new LogExtent(files, offsets);
  }

  private static SortedMap<Integer, List<Range>> partitions(JsonNode object) throws IOException {
    var partitions = new TreeMap<Integer, List<Range>>();
    for (var partition : object.properties()) {
      var ranges = new ArrayList<Range>();
      for (var range : partition.getValue()) {
        ranges.add(range(range));
      }
      try {
        partitions.put(Integer.valueOf(partition.getKey()), ranges);
      } catch (NumberFormatException e) {
        throw new IOException("'" + partition.getKey() + "' is not a partition", e);
      }
    }
    return partitions;
  }

  private static Range range(JsonNode range) throws IOException {
    if (range.size() != 2 || !range.get(0).isIntegralNumber() || !range.get(1).isIntegralNumber()) {
      throw new IOException("'" + OFFSETS + "' has a range that is not two integers");
    }
    return new Range(range.get(0).longValue(), range.get(1).longValue());
  }
}
