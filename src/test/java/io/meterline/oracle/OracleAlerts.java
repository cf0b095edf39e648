package io.meterline.oracle;

import io.meterline.engine.analysis.Alerts;
import io.meterline.model.view.Row;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The view {@code alerts}. */
final class OracleAlerts {
  private static final BigInteger HUNDRED = BigInteger.valueOf(100);
  private static final BigInteger SECONDS_PER_MINUTE = BigInteger.valueOf(60);

  private final String device;
  private final List<Row> rows = new ArrayList<>();

  /** The readings of the open alert, or else the run of readings above the threshold that may open one. */
  private final List<ReadingWithSettings> span = new ArrayList<>();

  /** The total seconds of the run. */
  private long lasted;

  /** The threshold at which the open alert opened; empty while none is open. */
  private Optional<BigInteger> openedOver = Optional.empty();

  private OracleAlerts(String device) {
    this.device = device;
  }

  static List<Row> rows(String device, List<ReadingWithSettings> readings) {
    var alerts = new OracleAlerts(device);
    readings.forEach(alerts::take);
    if (alerts.openedOver.isPresent()) {
      alerts.write(Optional.empty());
    }
    return alerts.rows;
  }

  private void take(ReadingWithSettings reading) {
    if (openedOver.isEmpty()) {
      extendRun(reading);
    } else if (isLow(reading)) {
      write(Optional.of(reading.at()));
      openedOver = Optional.empty();
      endRun();
    } else {
      span.add(reading);
    }
  }

  private void extendRun(ReadingWithSettings reading) {
    if (!isOver(reading)) {
      endRun();
      return;
    }
    if (!span.isEmpty() && !span.get(span.size() - 1).end().equals(reading.at())) {
      endRun();
    }
    span.add(reading);
    lasted += reading.seconds();
    if (BigInteger.valueOf(lasted).compareTo(reading.sustain().multiply(SECONDS_PER_MINUTE)) >= 0) {
      openedOver = reading.threshold();
    }
  }

  private void endRun() {
    span.clear();
    lasted = 0;
  }

  private static boolean isOver(ReadingWithSettings reading) {
    return reading.threshold().filter(watts -> reading.compareMeanWatts(watts, HUNDRED) > 0).isPresent();
  }

  /** Whether the reading closes an open alert. */
  private static boolean isLow(ReadingWithSettings reading) {
    var percent = HUNDRED.subtract(reading.clear());
    return reading.threshold().filter(watts -> reading.compareMeanWatts(watts, percent) > 0).isEmpty();
  }

  private void write(Optional<Instant> closedAt) {
    rows.add(
        Alerts.VIEW.row(
            0,
            device,
            span.get(0).at(),
            closedAt,
            openedOver.orElseThrow().longValueExact(),
            OracleUsage.peak(span),
            OracleUsage.sum(span),
            (long) span.size()));
  }
}
