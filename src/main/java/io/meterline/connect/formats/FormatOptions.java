package io.meterline.connect.formats;

import java.time.Duration;
import java.time.ZoneId;
import java.util.Optional;
import java.util.Set;

/**
 * What the user says about the files to read. What is empty is taken from the file, or from the format.
 *
 * @param zone the zone of times without an offset
 * @param device the meter, for files that do not name one
 * @param interval the length of the intervals, for files that do not give it; whole seconds
 * @param registers whether the registers of a meter, such as day and night, are added up
 * @param export how energy sent back to the grid is imported
 * @param maxWatts the mean power above which the difference of two reads of a counter is rejected, in watts
 * @param csv how CSV files are written that are in no known format
 */
public record FormatOptions(
    Optional<ZoneId> zone,
    Optional<String> device,
    Optional<Duration> interval,
    Registers registers,
    Export export,
    long maxWatts,
    CsvOptions csv) {
  /** More than a connection of three phases of 100 A supplies. */
  public static final long DEFAULT_MAX_WATTS = 100_000;

  /** Nothing is said. */
  public static final FormatOptions NONE =
      new FormatOptions(
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Registers.SUM,
          Export.APART,
          DEFAULT_MAX_WATTS,
          CsvOptions.NONE);

  /**
   * The options that a format uses, as they are said here; all others as if nothing were said. The encoding is not among them: it is that
   * of the file, which is open when a format gets it.
   */
  public FormatOptions only(Set<FormatOption> used) {
    return new FormatOptions(
        used.contains(FormatOption.ZONE) ? zone : NONE.zone,
        used.contains(FormatOption.DEVICE) ? device : NONE.device,
        used.contains(FormatOption.INTERVAL) ? interval : NONE.interval,
        used.contains(FormatOption.REGISTERS) ? registers : NONE.registers,
        used.contains(FormatOption.EXPORT) ? export : NONE.export,
        used.contains(FormatOption.MAX_WATTS) ? maxWatts : NONE.maxWatts,
        csv.only(used));
  }

  /** The registers of a meter that count the same direction at different times. */
  public enum Registers {
    /** One device per meter. */
    SUM,
    /** One device per register, such as {@code METER/night}. */
    APART
  }

  /** Energy sent back to the grid. */
  public enum Export {
    /** As a device of its own, {@code METER/export}, with positive energy. */
    APART,
    /** As negative energy of the meter, in the same readings. */
    NEGATIVE
  }
}
