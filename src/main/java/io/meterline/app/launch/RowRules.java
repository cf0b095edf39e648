package io.meterline.app.launch;

import io.meterline.connect.versions.Base;
import io.meterline.connect.versions.Recipe;
import io.meterline.engine.analysis.Analyses;
import io.meterline.model.MeterlineException;
import io.meterline.model.time.DateRange;
import io.meterline.model.time.Known;
import io.meterline.pipeline.Rules;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Everything besides the log and the analyses that decides the rows of a version. The length of windows does not.
 *
 * @param rules what decides the views
 * @param dates which rows are written
 */
record RowRules(Rules rules, DateRange dates) {
  private static final String LATENESS = "lateness";
  private static final String FROM = "from";
  private static final String TO = "to";
  private static final String ANALYSES = "analyses";

  /**
   * The recipe of a version.
   *
   * @param contents identifies the contents of its log
   */
  static Recipe recipe(Rules rules, DateRange dates, Analyses analyses, String contents) {
    var entries = new TreeMap<String, String>();
    entries.put(Recipe.KNOWN, rules.known().toString().toLowerCase(Locale.ROOT));
    if (rules.known() == Known.THEN) {
      entries.put(LATENESS, rules.lateness().toString());
    }
    if (!dates.from().equals(DateRange.ALL.from())) {
      entries.put(FROM, dates.from().toString());
    }
    if (!dates.to().equals(DateRange.ALL.to())) {
      entries.put(TO, dates.to().toString());
    }
    entries.put(ANALYSES, names(analyses));
    entries.put(Recipe.LOG, contents);
    return Recipe.of(entries);
  }

  /**
   * The rules that a version was made with, {@code known=now}, with windows of the length of its periods of snapshots.
   *
   * @throws MeterlineException if it was made with {@code known=then}, or has no snapshots
   */
  static RowRules of(Base base) {
    var entries = base.recipe().entries();
    if (!Known.NOW.toString().equalsIgnoreCase(entries.get(Recipe.KNOWN))) {
      throw new MeterlineException(
          "version " + base.name() + " shows what was known then (--known=then), which a change made today cannot change;"
              + " plan from a version made with --known=now");
    }
    var snapshots = base.provenance().snapshots();
    if (snapshots.isNever()) {
      throw new MeterlineException(
          "version " + base.name() + " has no snapshots to plan from; make one with: meterline run --snapshot-every=P28D");
    }
    // Under known=now no reading is too late.
    var rules = new Rules(Known.NOW, Duration.ZERO, snapshots.periods());
    return new RowRules(
        rules.withSnapshots(snapshots),
        new DateRange(date(base, FROM).orElse(DateRange.ALL.from()), date(base, TO).orElse(DateRange.ALL.to())));
  }

  private static Optional<LocalDate> date(Base base, String entry) {
    try {
      return Optional.ofNullable(base.recipe().entries().get(entry)).map(LocalDate::parse);
    } catch (DateTimeException e) {
      throw new MeterlineException("version " + base.name() + " is damaged: its manifest has no date as '" + entry + "'", e);
    }
  }

  /** The name and version of each analysis, in the order of their names. */
  private static String names(Analyses analyses) {
    return analyses.all().stream()
        .map(analysis -> analysis.view().name() + " " + analysis.version())
        .sorted()
        .collect(Collectors.joining(", "));
  }
}
