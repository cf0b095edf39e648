package io.meterline.model.time;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;

/**
 * Finds the local day of instants that mostly come in order, and caches the last result. Not thread-safe. The cache never
 * changes a result.
 */
public final class LocalDays {
  private static final LocalDay SOME_DAY = LocalDay.of(LocalDate.EPOCH, ZoneId.of("UTC"));
  private static final long DAY = Duration.ofDays(1).toMillis();

  /** More than any clock change can move a midnight. */
  private static final long FAR = 3 * DAY;

  private LocalDay last = SOME_DAY;
  private long from = 0;
  private long until = 0;

  /** The span around the last day found, exclusive at both ends, in which the offset of its zone is constant. */
  private long steadyFrom = 0;

  private long steadyUntil = 0;

  /** The zone's offset over the span whose instants belong to the last day found, milliseconds. */
  private long offset = 0;

  /** The local day of an instant, given in epoch milliseconds UTC. */
  public LocalDay at(long atMillis, ZoneId zone) {
    if (atMillis < from || atMillis >= until || isOther(zone)) {
      find(atMillis, zone);
    }
    return last;
  }

  /** The end, exclusive, of the span whose instants belong to the last day found, epoch milliseconds UTC. */
  public long until() {
    return until;
  }

  /**
   * The time on the clock of the zone, in milliseconds since 1970-01-01T00:00 there.
   *
   * @param atMillis an instant of the last day found, before {@link #until}, epoch milliseconds UTC
   */
  public long localMillis(long atMillis) {
    return atMillis + offset;
  }

  private void find(long atMillis, ZoneId zone) {
    if (atMillis - FAR <= steadyFrom || atMillis + FAR >= steadyUntil || isOther(zone)) {
      findSteady(atMillis, zone);
    }
    if (atMillis - FAR > steadyFrom && atMillis + FAR < steadyUntil) {
      var date = Math.floorDiv(atMillis + offset, DAY);
      from = date * DAY - offset;
      until = from + DAY;
      last = new LocalDay(LocalDate.ofEpochDay(date), zone, from, until);
      return;
    }
    var date = LocalDate.ofInstant(Instant.ofEpochMilli(atMillis), zone);
    if (!last.date().equals(date) || !last.zone().equals(zone)) {
      last = LocalDay.of(date, zone);
    }
    from = atMillis;
    until = LocalDay.sameDateUntil(atMillis, zone);
  }

  /** Finds the span between the clock changes around an instant. */
  private void findSteady(long atMillis, ZoneId zone) {
    var at = Instant.ofEpochMilli(atMillis);
    var rules = zone.getRules();
    var before = rules.previousTransition(at.plusMillis(1));
    var after = rules.nextTransition(at);
    offset = rules.getOffset(at).getTotalSeconds() * 1000L;
    steadyFrom = before == null ? Long.MIN_VALUE : before.getInstant().toEpochMilli();
    steadyUntil = after == null ? Long.MAX_VALUE : after.getInstant().toEpochMilli();
  }

  private boolean isOther(ZoneId zone) {
    return last.zone() != zone && !last.zone().equals(zone);
  }
}
