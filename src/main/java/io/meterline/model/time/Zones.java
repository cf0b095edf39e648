package io.meterline.model.time;

import io.meterline.model.MeterlineException;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.zone.ZoneRulesProvider;

/** Time zones read back from state, which a JVM with other time zone data may have written. */
public final class Zones {
  private static final String KNOWN_EVERYWHERE = "UTC";

  private Zones() {}

  /**
   * Returns the time zone of a stored identifier, which was valid where it was written.
   *
   * @throws MeterlineException if this Java does not know the zone: it is better to fail than to write a row of the wrong day
   */
  public static ZoneId stored(String id) {
    try {
      return ZoneId.of(id);
    } catch (DateTimeException e) {
      throw new MeterlineException(
          "the state of this run has the time zone '%s', which Java %s with time zone data %s does not know; run every process on the same Java version, one that knows it"
              .formatted(id, Runtime.version().feature(), dataVersion()),
          e);
    }
  }

  /** The version of this Java's time zone data, such as {@code 2025a}. */
  public static String dataVersion() {
    return ZoneRulesProvider.getVersions(KNOWN_EVERYWHERE).lastKey();
  }
}
