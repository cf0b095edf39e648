package io.meterline.analysis;

import io.meterline.MeterlineException;
import io.meterline.time.Epochs;
import io.meterline.time.LocalDay;
import io.meterline.time.Waiting;
import io.meterline.view.Row;
import io.meterline.view.RowFormat;
import io.meterline.wire.WireFormat;
import io.meterline.wire.WireInput;
import io.meterline.wire.WireOutput;
import java.time.LocalDate;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * The devices of one date, compared anew whenever more is known of them.
 *
 * <p>Keeps the latest row of {@link DeviceDays} of each device that has readings on the date. These come no later than in the
 * epoch after the one in which the date is over everywhere; an epoch later the state is to be let go.
 */
public final class ComparedDate {
  private static final int VERSION = 1;
  private static final int DEVICE = DeviceDays.VIEW.indexOf("device");

  private final TreeMap<String, Row> latest = new TreeMap<>();
  private long revision;
  private OptionalLong waitsFor = OptionalLong.empty();

  /**
   * Takes what is known of a device; a row of a higher revision replaces one of a lower.
   *
   * @param epochEnd the end of the epoch in which it became known, epoch milliseconds UTC
   */
  public void add(Row deviceDay, long epochEnd) {
    latest.merge((String) deviceDay.get(DEVICE), deviceDay, (a, b) -> a.revision() >= b.revision() ? a : b);
    waitsFor = Waiting.first(waitsFor, OptionalLong.of(epochEnd));
  }

  /**
   * When {@link #compare} is to be called next, epoch milliseconds UTC: if nothing has changed since the last time, when the
   * state is to be let go.
   */
  public long waitsFor(LocalDate date, Epochs epochs) {
    return waitsFor.orElse(letGo(date, epochs));
  }

  /** Whether no more can become known of the date at a time, epoch milliseconds UTC, and its state is to be let go. */
  public boolean isOver(LocalDate date, long time, Epochs epochs) {
    return waitsFor.isEmpty() && time >= letGo(date, epochs);
  }

  private static long letGo(LocalDate date, Epochs epochs) {
    return epochs.endOf(LocalDay.overEverywhere(date)) + 2 * epochs.millis();
  }

  /**
   * Writes the rows of the date as they stand, if they may have changed since the last time.
   *
   * @throws MeterlineException if a sum does not fit in a long
   */
  public void compare(LocalDate date, Consumer<Row> out) {
    if (waitsFor.isEmpty()) {
      return;
    }
    waitsFor = OptionalLong.empty();
    revision++;
    try {
      Comparison.compare(date, latest.values(), new Rows(revision, out));
    } catch (ArithmeticException e) {
      throw new MeterlineException(
          "the energy of a cohort on " + date + " does not fit in 64 bits; correct the readings", e);
    }
  }

  /** The bytes of the state of a date. */
  public static final class Format implements WireFormat<ComparedDate> {
    private static final long serialVersionUID = 1;
    private static final RowFormat ROWS = new RowFormat(DeviceDays.VIEW);

    @Override
    public void write(ComparedDate compared, WireOutput out) {
      out.writeByte(VERSION);
      out.writeSigned(compared.revision);
      out.writeFlag(compared.waitsFor.isPresent());
      out.writeSigned(compared.waitsFor.orElse(0));
      out.writeCount(compared.latest.size());
      for (var row : compared.latest.values()) {
        ROWS.write(row, out);
      }
    }

    @Override
    public ComparedDate read(WireInput in) {
      in.expectVersion(VERSION);
      var compared = new ComparedDate();
      compared.revision = in.readSigned();
      var waits = in.readFlag();
      var waitsFor = in.readSigned();
      compared.waitsFor = waits ? OptionalLong.of(waitsFor) : OptionalLong.empty();
      for (var left = in.readCount(); left > 0; left--) {
        var row = ROWS.read(in);
        compared.latest.put((String) row.get(DEVICE), row);
      }
      return compared;
    }
  }
}
