package io.meterline.model.time;

import io.meterline.model.MeterlineException;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.zone.ZoneRulesProvider;

/** Time zones that were written down, perhaps by a program on another Java, which may know others. */
public final class Zones {
  private static final String KNOWN_EVERYWHERE = "UTC";

  private Zones() {}

  /**
   * The time zone of an identifier that was one where it was written down.
   *
   * @throws MeterlineException if this Java does not know it: no row is better than one of the wrong day
   */
  public static ZoneId stored(String id) {
    try {
      return ZoneId.of(id);
    } catch (DateTimeException e) {
      throw new MeterlineException(
          "the state of this run has the time zone '%s', which Java %s with time zone data %s does not know; run all of it on one Java that does"
              .formatted(id, Runtime.version().feature(), dataVersion()),
          e);
    }
  }

  /** The version of this Java's time zone data, such as {@code 2025a}. */
  public static String dataVersion() {
    return ZoneRulesProvider.getVersions(KNOWN_EVERYWHERE).lastKey();
  }
}
