package io.meterline.connect.imports;

import java.time.Duration;
import java.util.function.Supplier;

/** What a person should look at in the readings of an import. */
public final class ReadingFindings {
  private Finding unusable = Finding.NONE;
  private Finding overlaps = Finding.NONE;
  private Finding otherValues = Finding.NONE;
  private Finding repeated = Finding.NONE;
  private Finding gaps = Finding.NONE;
  private Duration missing = Duration.ZERO;
  private final ReadingTotals totals;

  /** Nothing is found yet in readings with these totals. */
  ReadingFindings(ReadingTotals totals) {
    this.totals = totals;
  }

  void unusable(Supplier<String> example) {
    unusable = unusable.and(example);
  }

  void overlap(Supplier<String> example) {
    overlaps = overlaps.and(example);
  }

  void otherValue(Supplier<String> example) {
    otherValues = otherValues.and(example);
  }

  void repeated(Supplier<String> example) {
    repeated = repeated.and(example);
  }

  void gap(Duration length, Supplier<String> example) {
    gaps = gaps.and(example);
    missing = missing.plus(length);
  }

  /** Readings that a run would reject, such as those without a length. They count for nothing else here. */
  public Finding unusable() {
    return unusable;
  }

  /** Intervals that begin before an earlier one of their device has ended, such as hours beside the total of their day. */
  public Finding overlaps() {
    return overlaps;
  }

  /** Readings with the device and start of another one, and other energy: only one of them counts. */
  public Finding otherValues() {
    return otherValues;
  }

  /** Readings with the device, start and energy of another one. */
  public Finding repeated() {
    return repeated;
  }

  /** Spans without readings between the first and the last reading of a device. */
  public Finding gaps() {
    return gaps;
  }

  /** The length of all gaps together. */
  public Duration missing() {
    return missing;
  }

  /** Their span and energy. */
  public ReadingTotals totals() {
    return totals;
  }
}
