package io.meterline.oracle;

import io.meterline.model.log.Kind;
import io.meterline.model.log.LoggedReading;
import io.meterline.model.log.Reason;
import io.meterline.model.time.Known;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Determines the readings that count. */
final class OracleReadings {
  private static final long MAX_MILLIWATT_HOURS = 1_000_000_000_000_000L;

  private static final Comparator<LoggedReading> ORDER =
      Comparator.comparing(OracleReadings::at)
          .thenComparing(logged -> logged.position().loggedAt())
          .thenComparing(logged -> logged.position().partition())
          .thenComparing(logged -> logged.position().offset());

  private OracleReadings() {}

  /** The readings that count, by device, ordered by start. The others are added to {@code rejected}. */
  static SortedMap<String, List<LoggedReading>> used(
      List<LoggedReading> readings, Oracle.Run run, List<RejectedEvent> rejected) {
    var byDevice = new TreeMap<String, List<LoggedReading>>();
    for (var logged : readings) {
      fault(logged, run)
          .ifPresentOrElse(
              reason -> rejected.add(RejectedEvent.of(Kind.READING, reason, logged.position())),
              () -> byDevice.computeIfAbsent(logged.device(), unused -> new ArrayList<>()).add(logged));
    }
    byDevice.replaceAll((device, all) -> lastOfEachStart(all, rejected));
    return byDevice;
  }

  private static Optional<Reason> fault(LoggedReading logged, Oracle.Run run) {
    var loggedAt = logged.position().loggedAt();
    if (!isReadable(at(logged)) || !isReadable(loggedAt)) {
      return Optional.of(Reason.MALFORMED);
    }
    if (logged.reading().seconds() <= 0) {
      return Optional.of(Reason.BAD_SECONDS);
    }
    var energy = logged.reading().milliwattHours();
    if (energy > MAX_MILLIWATT_HOURS || energy < -MAX_MILLIWATT_HOURS) {
      return Optional.of(Reason.OUT_OF_BOUNDS);
    }
    if (at(logged).isAfter(loggedAt)) {
      return Optional.of(Reason.FROM_THE_FUTURE);
    }
    // An interval of more than a day counts as a day.
    var end = at(logged).plusSeconds(Math.min(logged.reading().seconds(), 86_400));
    if (run.known() == Known.THEN && Duration.between(end, loggedAt).compareTo(run.lateness()) > 0) {
      return Optional.of(Reason.TOO_LATE);
    }
    return Optional.empty();
  }

  private static List<LoggedReading> lastOfEachStart(List<LoggedReading> all, List<RejectedEvent> rejected) {
    var last = new TreeMap<Instant, LoggedReading>();
    for (var logged : all.stream().sorted(ORDER).toList()) {
      var earlier = last.put(at(logged), logged);
      if (earlier != null) {
        rejected.add(RejectedEvent.of(Kind.READING, Reason.SUPERSEDED, earlier.position()));
      }
    }
    return List.copyOf(last.values());
  }

  /** Whether the time is in the years 1 to 9999. */
  static boolean isReadable(Instant time) {
    var year = time.atOffset(ZoneOffset.UTC).getYear();
    return year >= 1 && year <= 9999;
  }

  private static Instant at(LoggedReading logged) {
    return Instant.ofEpochMilli(logged.reading().atMillis());
  }
}
