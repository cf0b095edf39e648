package io.meterline.time;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;

/**
 * Finds the local day of instants that mostly come in order, remembering the last answer. Not safe for several threads;
 * what it remembers never changes an answer.
 */
public final class LocalDays {
  private LocalDay last = LocalDay.of(LocalDate.EPOCH, ZoneId.of("UTC"));
  private long from = 0;
  private long until = 0;

  /** The local day of an instant, given in epoch milliseconds UTC. */
  public LocalDay at(long atMillis, ZoneId zone) {
    if (atMillis < from || atMillis >= until || isOther(zone)) {
      var date = LocalDate.ofInstant(Instant.ofEpochMilli(atMillis), zone);
      if (!last.date().equals(date) || !last.zone().equals(zone)) {
        last = LocalDay.of(date, zone);
      }
      from = atMillis;
      until = LocalDay.sameDateUntil(atMillis, zone);
    }
    return last;
  }

  /** Until when, exclusive, instants have the day that was found last, epoch milliseconds UTC. */
  public long until() {
    return until;
  }

  private boolean isOther(ZoneId zone) {
    return last.zone() != zone && !last.zone().equals(zone);
  }
}
