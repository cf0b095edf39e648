package io.meterline.bench.harness;

import io.meterline.bench.Growth;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** What range replays, full replays and DuckDB took, and the tables of it. All times are medians. */
final class RangeFigures {
  private static final String NOTHING = "nothing: start-up";

  private final Map<Work, List<Run>> runs = new HashMap<>();
  private final Map<Growth, RangeReport> reports = new EnumMap<>(Growth.class);
  private long snapshotBytes;
  private long archiveBytes;

  /** How something is computed. */
  enum Way {
    /** What differs, from a version with snapshots. */
    RANGE_MEMORY("range, in memory"),
    RANGE_FLINK("range, Flink"),
    /** All of the log, with snapshots. */
    FULL_FLINK("full, Flink"),
    /** All of the log, without snapshots. */
    PLAIN_FLINK("full, Flink, no snapshots"),
    ASOF("DuckDB, `ASOF JOIN`"),
    RANGES("DuckDB, ranges");

    private final String label;

    Way(String label) {
      this.label = label;
    }
  }

  /**
   * Something that is computed.
   *
   * @param log which log: the word of how it has grown, or another
   */
  record Work(Way way, String log) {}

  /** The log as it was before it grew. */
  static final String BASE = "base";

  /** A log with hardly anything, or nothing that was added. */
  static final String EMPTY = "empty";

  void add(Way way, String log, Run run) {
    runs.computeIfAbsent(new Work(way, log), any -> new ArrayList<>()).add(run);
  }

  void report(Growth growth, RangeReport report) {
    reports.put(growth, report);
  }

  void bytes(long ofSnapshots, long ofArchive) {
    snapshotBytes = ofSnapshots;
    archiveBytes = ofArchive;
  }

  String text() {
    return snapshots() + "\n" + changes() + "\n" + times() + "\n" + parts();
  }

  private String snapshots() {
    var table = new MarkdownTable("full replay, Flink", "time", "processor time", "snapshots", "of the archive");
    table.row(
        "without snapshots",
        Figures.seconds(seconds(Way.PLAIN_FLINK, BASE)),
        Figures.seconds(processor(Way.PLAIN_FLINK, BASE)),
        Figures.NOTHING,
        Figures.NOTHING);
    table.row(
        "with snapshots",
        Figures.seconds(seconds(Way.FULL_FLINK, BASE)),
        Figures.seconds(processor(Way.FULL_FLINK, BASE)),
        String.format(Locale.ROOT, "%.1f MB", snapshotBytes / 1e6),
        String.format(Locale.ROOT, "%.1f %%", 100.0 * snapshotBytes / archiveBytes));
    return table.toString();
  }

  private String changes() {
    var table = new MarkdownTable("added", "devices", "readings read", "rows added", "changed", "deleted", "files shared");
    reports.forEach(
        (growth, report) ->
            table.row(
                growth.label(),
                Figures.count(report.devices()),
                Figures.count(report.readings()) + " of " + Figures.count(report.ofReadings()),
                Figures.count(report.added()),
                Figures.count(report.changed()),
                Figures.count(report.deleted()),
                report.shared() + " of " + report.ofFiles()));
    return table.toString();
  }

  private String times() {
    var ways = List.of(Way.RANGE_MEMORY, Way.RANGE_FLINK, Way.FULL_FLINK, Way.ASOF, Way.RANGES);
    var headings = new ArrayList<>(List.of("time / processor time"));
    ways.forEach(way -> headings.add(way.label));
    var table = new MarkdownTable(headings.toArray(String[]::new));
    row(table, NOTHING, EMPTY, ways);
    reports.keySet().forEach(growth -> row(table, growth.label(), growth.word(), ways));
    return table.toString();
  }

  private void row(MarkdownTable table, String label, String log, List<Way> ways) {
    var cells = new ArrayList<>(List.of(label));
    for (var way : ways) {
      cells.add(
          runs.containsKey(new Work(way, log))
              ? Figures.seconds(seconds(way, log)) + " / " + Figures.seconds(processor(way, log))
              : Figures.NOTHING);
    }
    table.row(cells.toArray(String[]::new));
  }

  /** Times less those of nothing. */
  private String parts() {
    var table =
        new MarkdownTable(
            "time / processor time, less start-up", "range, in memory", "part", "range, Flink", "part", "full, Flink");
    for (var growth : reports.keySet()) {
      table.row(
          growth.label(),
          lessStartUp(Way.RANGE_MEMORY, growth),
          part(Way.RANGE_MEMORY, growth),
          lessStartUp(Way.RANGE_FLINK, growth),
          part(Way.RANGE_FLINK, growth),
          lessStartUp(Way.FULL_FLINK, growth));
    }
    return table.toString();
  }

  private String lessStartUp(Way way, Growth growth) {
    return Figures.seconds(secondsLessStartUp(way, growth)) + " / " + Figures.seconds(processorLessStartUp(way, growth));
  }

  /** Of the full replay on Flink. */
  private String part(Way way, Growth growth) {
    return String.format(
        Locale.ROOT,
        "%.0f %% / %.0f %%",
        100 * secondsLessStartUp(way, growth) / secondsLessStartUp(Way.FULL_FLINK, growth),
        100 * processorLessStartUp(way, growth) / processorLessStartUp(Way.FULL_FLINK, growth));
  }

  private double secondsLessStartUp(Way way, Growth growth) {
    return Math.max(0, seconds(way, growth.word()) - seconds(way, EMPTY));
  }

  private double processorLessStartUp(Way way, Growth growth) {
    return Math.max(0, processor(way, growth.word()) - processor(way, EMPTY));
  }

  private double seconds(Way way, String log) {
    return median(way, log, Run::seconds);
  }

  private double processor(Way way, String log) {
    return median(way, log, run -> run.processorSeconds().orElse(Double.NaN));
  }

  private double median(Way way, String log, ToDoubleFunction<Run> of) {
    return Measured.median(runs.get(new Work(way, log)), of);
  }
}
