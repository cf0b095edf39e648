package io.meterline.connect.archive;

import io.meterline.connect.files.Claim;
import io.meterline.connect.files.Digest;
import io.meterline.connect.files.Folder;
import io.meterline.connect.parquet.ChannelInputFile;
import io.meterline.connect.parquet.Footer;
import io.meterline.connect.parquet.ViewReader;
import io.meterline.connect.parquet.ViewWriter;
import io.meterline.engine.analysis.Analyses;
import io.meterline.engine.device.Snapshots;
import io.meterline.model.MeterlineException;
import io.meterline.model.view.Bytes;
import io.meterline.model.view.Row;
import io.meterline.model.view.Table;
import io.meterline.pipeline.Rules;
import java.io.IOException;
import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * The snapshots of devices that live runs write into an archive, see {@link Snapshots}: {@code snapshots/ID/TIME-bN.parquet}, where
 * ID stands for the rules, the timing and the analyses of the runs, which the file {@code rules} there lists.
 *
 * <p>The rows of a time are complete once the file {@code TIME.complete} exists. It has the time that was complete before, the name,
 * size and footer of each file, and a digest of all this. So a file that is missing, or that another run has replaced, is noticed. A
 * device has a row at the end of each period in which it has
 * readings, so its newest row up to a complete time is its state at that time.
 *
 * @param folder the folder of these rules
 * @param id identifies the rules
 */
public record DeviceSnapshots(Folder folder, String id, Map<String, String> rules) implements Serializable {
  private static final String FOLDER = "snapshots";
  private static final String RULES = "rules";
  private static final String BUCKET = "-b";
  private static final String COMPLETE = ".complete";
  private static final String PREVIOUS = "previous";
  private static final String NONE = "none";
  private static final String DIGEST = "digest";
  private static final DateTimeFormatter NAME =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss.SSS", Locale.ROOT).withZone(ZoneOffset.UTC);

  private static final int DEVICE = Snapshots.VIEW.indexOf("device");
  private static final int STATE = Snapshots.VIEW.indexOf("state");

  /**
   * The snapshots of runs with the same rules. The windows and the timing are among the rules, as rows that were published and are
   * to be deleted are known only to a run with the same.
   *
   * @param wait how long results wait for readings in transit
   * @param slack how far the broker's clock may be behind
   */
  public static DeviceSnapshots of(Folder archive, Rules rules, Duration wait, Duration slack, Analyses analyses) {
    var all = new LinkedHashMap<String, String>();
    all.put("known", rules.known().name().toLowerCase(Locale.ROOT));
    all.put("lateness", rules.lateness().toString());
    all.put("snapshot-every", Duration.ofMillis(rules.snapshots().everyMillis()).toString());
    all.put("window", Duration.ofMillis(rules.windows().millis()).toString());
    all.put("compare-every", Duration.ofMillis(rules.comparing().millis()).toString());
    all.put("wait", wait.toString());
    all.put("slack", slack.toString());
    all.put("engine", String.valueOf(Snapshots.ENGINE));
    all.put("format", String.valueOf(Snapshots.FORMAT));
    analyses.all().forEach(analysis -> all.put("analysis " + analysis.view().name(), "version " + analysis.version()));
    var id = Digest.of(all.entrySet().stream().map(entry -> entry.getKey() + "=" + entry.getValue()).toList());
    return new DeviceSnapshots(archive.absolute().in(FOLDER).in(id), id, all);
  }

  /**
   * The complete snapshots of the newest time.
   *
   * @param time the time, epoch milliseconds UTC
   * @param files the files with the rows up to that time, those of later times first
   */
  public record Newest(DeviceSnapshots all, long time, List<String> files) implements Serializable {
    /**
     * Reads the newest row of each device.
     *
     * @throws MeterlineException if a file cannot be read
     */
    public void read(Consumer<Row> rows) {
      var known = new HashSet<String>();
      files.forEach(
          file ->
              all.read(
                  file,
                  row -> {
                    if (known.add((String) row.get(DEVICE))) {
                      rows.accept(row);
                    }
                  }));
    }
  }

  /**
   * Records the rules.
   *
   * @throws MeterlineException if the folder cannot be written
   */
  public void begin() {
    try {
      if (!folder.has(RULES)) {
        new Claim(rules).write(folder, RULES);
      }
    } catch (IOException e) {
      throw failure(e);
    }
  }

  /**
   * Adds rows of a time to its file. Rows that are there already are kept, so it may be repeated.
   *
   * @param time their time, epoch milliseconds UTC
   */
  void write(long time, int bucket, Collection<Row> rows) {
    var name = name(time) + BUCKET + bucket + ".parquet";
    var merged = new TreeMap<String, Row>();
    try {
      if (folder.has(name)) {
        existing(name).forEach(row -> merged.put((String) row.get(DEVICE), row));
      }
      var isChanged = false;
      for (var row : rows) {
        var before = merged.put((String) row.get(DEVICE), row);
        isChanged |= before == null || !state(before).equals(state(row));
      }
      if (isChanged) {
        try (var out = folder.create(name)) {
          ViewWriter.write(out, Table.of(Snapshots.VIEW, List.copyOf(merged.values())));
        }
      }
    } catch (IOException e) {
      throw failure(e);
    }
  }

  /** The rows of a file; none if it is damaged, as it is then replaced. */
  private List<Row> existing(String name) {
    var rows = new ArrayList<Row>();
    try {
      read(name, rows::add);
      return rows;
    } catch (MeterlineException e) {
      return List.of();
    }
  }

  private static Bytes state(Row row) {
    return (Bytes) row.get(STATE);
  }

  /** The period and the {@code id}. */
  @Override
  public String toString() {
    return rules.get("snapshot-every") + " (" + id + ")";
  }

  /** Marks a time as complete: every row of it, and of every time before, is in a file. */
  void complete(long time) {
    try {
      var files = folder.files();
      var content = new LinkedHashMap<String, String>();
      content.put(
          PREVIOUS,
          files.stream()
              .map(file -> file.name())
              .filter(name -> name.endsWith(COMPLETE) && name.compareTo(name(time) + COMPLETE) < 0)
              .reduce((first, second) -> second)
              .orElse(NONE));
      files.stream()
          .filter(file -> file.name().startsWith(name(time) + BUCKET))
          .forEach(file -> content.put(file.name(), identity(file.name(), file.bytes())));
      content.put(DIGEST, digest(content));
      new Claim(content).write(folder, name(time) + COMPLETE);
    } catch (IOException e) {
      throw failure(e);
    }
  }

  /** Identifies the content of a file. */
  private String identity(String file, long bytes) {
    return bytes + " bytes, " + Footer.digest(folder, file);
  }

  private static String digest(Map<String, String> content) {
    return Digest.of(content.entrySet().stream().map(entry -> entry.getKey() + "=" + entry.getValue()).toList());
  }

  /**
   * The complete snapshots of the newest time; empty if there are none.
   *
   * @throws MeterlineException if a file is missing or damaged
   */
  public Optional<Newest> newest() {
    try {
      if (folder.isMissing()) {
        return Optional.empty();
      }
      var sizes = folder.files().stream().collect(Collectors.toMap(file -> file.name(), file -> file.bytes()));
      var last = sizes.keySet().stream().filter(name -> name.endsWith(COMPLETE)).max(String::compareTo);
      if (last.isEmpty()) {
        return Optional.empty();
      }
      var files = new ArrayList<String>();
      for (var marker = last.get(); !marker.equals(NONE); ) {
        marker = files(marker, sizes, files);
      }
      var name = last.get().substring(0, last.get().length() - COMPLETE.length());
      var newest = new Newest(this, NAME.parse(name, Instant::from).toEpochMilli(), files);
      // Reads everything, so that damage is noticed before the run starts.
      newest.read(row -> {});
      return Optional.of(newest);
    } catch (IOException e) {
      throw new MeterlineException("the snapshots in " + folder + " cannot be read: " + e.getMessage(), e);
    }
  }

  /** Adds the files of a marker, and returns the name of the marker before it. */
  private String files(String marker, Map<String, Long> sizes, List<String> files) throws IOException {
    var claim = Claim.read(folder, marker).orElseThrow(() -> new IOException(marker + " is missing"));
    var content = new LinkedHashMap<>(claim.identity());
    var digest = content.remove(DIGEST);
    if (!digest(content).equals(digest)) {
      throw new IOException(marker + " is damaged");
    }
    var previous = content.remove(PREVIOUS);
    var bucket = marker.substring(0, marker.length() - COMPLETE.length()) + BUCKET;
    for (var file : sizes.keySet()) {
      if (file.startsWith(bucket) && !content.containsKey(file)) {
        throw new IOException(file + " was not there when the time was complete");
      }
    }
    for (var entry : content.entrySet()) {
      requireSame(entry.getKey(), entry.getValue(), sizes);
      files.add(entry.getKey());
    }
    return previous;
  }

  private void requireSame(String file, String identity, Map<String, Long> sizes) throws IOException {
    if (!sizes.containsKey(file)) {
      throw new IOException(file + " is missing");
    }
    if (!identity.equals(identity(file, sizes.get(file)))) {
      throw new IOException(file + " is not the one that was complete");
    }
  }

  private void read(String file, Consumer<Row> rows) {
    ViewReader.read(new ChannelInputFile(folder.path(file), () -> folder.open(file)), folder.path(file), Snapshots.VIEW, rows);
  }

  private static String name(long time) {
    return NAME.format(Instant.ofEpochMilli(time));
  }

  private MeterlineException failure(IOException e) {
    return new MeterlineException("cannot write the snapshots in " + folder + ": " + e.getMessage(), e);
  }
}
