package io.meterline.bench;

import java.io.Serializable;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.ByteBuffer;

/** The work on the readings of one device, in order of time: the fold that several contenders have in common. */
final class MeterFold implements Serializable {
  private static final long serialVersionUID = 1;

  /** What its state takes. */
  static final int BYTES = 10 * Long.BYTES;

  private static final long DAY_MILLIS = 86_400_000;
  private static final long EXACT = 1_000_000;

  private long day;
  private long milliwattHours;
  private long exactCost;
  private long readings;
  private long peakWatts;

  private long openedAt;
  private long thresholdWatts;
  private long alertPeakWatts;
  private long alertMilliwattHours;
  private long alertReadings;

  /** Takes the next reading, and gives the rows that it completes. */
  void add(MeterReading reading, long price, long threshold, Rows rows) {
    var itsDay = Math.floorDiv(reading.at(), DAY_MILLIS);
    if (itsDay != day) {
      endDay(reading.meter(), rows);
      day = itsDay;
    }
    var watts = reading.watts();
    milliwattHours += reading.milliwattHours();
    exactCost += reading.milliwattHours() * price;
    peakWatts = readings == 0 ? watts : Math.max(peakWatts, watts);
    readings++;
    if (reading.isOver(threshold)) {
      open(reading, threshold, watts);
    } else if (alertReadings > 0) {
      endAlert(reading.meter(), reading.at(), rows);
    }
  }

  /** Gives the rows that are not complete: there are no more readings. */
  void end(long meter, Rows rows) {
    endDay(meter, rows);
    if (alertReadings > 0) {
      endAlert(meter, AlertRow.OPEN, rows);
    }
  }

  private void endDay(long meter, Rows rows) {
    if (readings > 0) {
      rows.usage(new UsageRow(meter, day, milliwattHours, rounded(exactCost), readings, peakWatts));
      milliwattHours = 0;
      exactCost = 0;
      readings = 0;
    }
  }

  private void open(MeterReading reading, long threshold, long watts) {
    if (alertReadings == 0) {
      openedAt = reading.at();
      thresholdWatts = threshold;
      alertPeakWatts = watts;
    }
    alertPeakWatts = Math.max(alertPeakWatts, watts);
    alertMilliwattHours += reading.milliwattHours();
    alertReadings++;
  }

  private void endAlert(long meter, long closedAt, Rows rows) {
    rows.alert(
        new AlertRow(
            meter, openedAt, closedAt, thresholdWatts, alertPeakWatts, alertMilliwattHours, alertReadings));
    alertMilliwattHours = 0;
    alertReadings = 0;
  }

  /** Writes its state, {@link #BYTES} of them. */
  void write(ByteBuffer out) {
    out.putLong(day).putLong(milliwattHours).putLong(exactCost).putLong(readings).putLong(peakWatts);
    out.putLong(openedAt).putLong(thresholdWatts).putLong(alertPeakWatts).putLong(alertMilliwattHours);
    out.putLong(alertReadings);
  }

  /** Reads what {@link #write} wrote. */
  static MeterFold read(ByteBuffer in) {
    var fold = new MeterFold();
    fold.day = in.getLong();
    fold.milliwattHours = in.getLong();
    fold.exactCost = in.getLong();
    fold.readings = in.getLong();
    fold.peakWatts = in.getLong();
    fold.openedAt = in.getLong();
    fold.thresholdWatts = in.getLong();
    fold.alertPeakWatts = in.getLong();
    fold.alertMilliwattHours = in.getLong();
    fold.alertReadings = in.getLong();
    return fold;
  }

  private static long rounded(long exact) {
    return exact % EXACT == 0
        ? exact / EXACT
        : BigDecimal.valueOf(exact, 6).setScale(0, RoundingMode.HALF_EVEN).longValueExact();
  }
}
