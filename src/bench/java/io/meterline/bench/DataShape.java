package io.meterline.bench;

import io.meterline.model.MeterlineException;
import java.util.Locale;
import java.util.OptionalInt;

/**
 * What a log of the benchmark is like. The same shape gives the same bytes.
 *
 * @param kind how varied its readings are
 * @param devices how many devices, at least 1
 * @param halfHours how many readings of each, at least 1
 * @param changes how many settings changes, at least 10; empty for what the work calls for
 */
public record DataShape(Kind kind, int devices, int halfHours, OptionalInt changes) {
  /** Readings of a device and day. */
  static final int A_DAY = 48;

  /** How varied readings are. */
  public enum Kind {
    /** A daily shape and little else: takes under a byte a reading. */
    SMOOTH,
    /** Noise, homes of all sizes and things that are switched on: takes what real readings take. */
    VARIED,
    /**
     * Varied readings of which some are missing and some are corrected a day later, and settings of all kinds: relative ones,
     * at all scopes, time zones with clock changes, sustain and hysteresis.
     */
    WHOLE;

    /** Its name in words and in paths. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** The kind of that name. */
    public static Kind parse(String word) {
      for (var kind : values()) {
        if (kind.word().equals(word)) {
          return kind;
        }
      }
      throw new MeterlineException("the kind of data is smooth, varied or whole, not " + word);
    }
  }

  public DataShape {
    if (devices < 1 || devices > 9_999_999) {
      throw new MeterlineException("there are 1 to 9,999,999 devices, not " + devices);
    }
    if (halfHours < 1) {
      throw new MeterlineException("every device has at least one half hour");
    }
    if (changes.isPresent() && changes.getAsInt() < SettingsPlan.FEWEST) {
      throw new MeterlineException("there are at least " + SettingsPlan.FEWEST + " settings changes");
    }
  }

  /**
   * A shape of so many days, which may be a fraction: half hours are what is counted.
   *
   * @param days more than 0
   */
  public static DataShape ofDays(Kind kind, int devices, double days, OptionalInt changes) {
    return new DataShape(kind, devices, Math.toIntExact(Math.round(days * A_DAY)), changes);
  }

  /** Half hours of all devices: readings in all, except in {@link Kind#WHOLE}, which lacks and repeats some. */
  public long readings() {
    return (long) devices * halfHours;
  }

  /** Days begun. */
  public int days() {
    return (halfHours + A_DAY - 1) / A_DAY;
  }

  /** A name for the folder of such a log. */
  public String folder() {
    var counted = kind.word() + "-" + devices + "x" + halfHours;
    return changes.isPresent() ? counted + "-" + changes.getAsInt() : counted;
  }
}
