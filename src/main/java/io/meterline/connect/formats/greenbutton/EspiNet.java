package io.meterline.connect.formats.greenbutton;

import io.meterline.connect.formats.MeterReading;
import io.meterline.connect.formats.ReadingOutput;
import io.meterline.connect.formats.MeterReading.Quality;
import io.meterline.connect.formats.ReadingOutput.Place;
import io.meterline.model.log.Reading;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.IntStream;

/** The energy delivered to a device less that received from it, interval by interval. Holds its readings in columns. */
final class EspiNet {
  private static final int INITIAL = 64;

  private final String device;
  private final ReadingOutput out;
  private final Columns delivered = new Columns();
  private final Columns received = new Columns();

  EspiNet(String device, ReadingOutput out) {
    this.device = device;
    this.out = out;
  }

  /** Readings of one direction. */
  private static final class Columns {
    private long[] at = new long[INITIAL];
    private int[] seconds = new int[INITIAL];
    private long[] energy = new long[INITIAL];
    private long[] logged = new long[INITIAL];
    private boolean[] isEstimated = new boolean[INITIAL];
    private long[] lines = new long[INITIAL];
    private int size;

    private void add(MeterReading reading, long line) {
      if (size == at.length) {
        at = Arrays.copyOf(at, size * 2);
        seconds = Arrays.copyOf(seconds, size * 2);
        energy = Arrays.copyOf(energy, size * 2);
        logged = Arrays.copyOf(logged, size * 2);
        isEstimated = Arrays.copyOf(isEstimated, size * 2);
        lines = Arrays.copyOf(lines, size * 2);
      }
      at[size] = reading.reading().atMillis();
      seconds[size] = reading.reading().seconds();
      energy[size] = reading.reading().milliwattHours();
      logged[size] = reading.loggedAt().map(Instant::toEpochMilli).orElse(Long.MIN_VALUE);
      isEstimated[size] = reading.quality() == Quality.ESTIMATED;
      lines[size++] = line;
    }

    /**
     * The indexes in the order of time. Of readings that begin at one time only the last logged is there, and of those the last in the
     * file.
     */
    private int[] inOrder(ReadingOutput out) {
      var sorted =
          IntStream.range(0, size)
              .boxed()
              .sorted(Comparator.<Integer>comparingLong(index -> at[index]).thenComparingLong(this::logged))
              .mapToInt(Integer::intValue)
              .toArray();
      var count = 0;
      for (var i = 0; i < sorted.length; i++) {
        if (i + 1 < sorted.length && at[sorted[i]] == at[sorted[i + 1]]) {
          out.leftOut("value that a later one of its interval replaces");
        } else {
          sorted[count++] = sorted[i];
        }
      }
      return Arrays.copyOf(sorted, count);
    }

    private long logged(int index) {
      return Math.max(logged[index], at[index] + seconds[index] * 1000L);
    }
  }

  /** Adds a reading of energy delivered or received. */
  void add(MeterReading reading, boolean isReceived, long line) {
    (isReceived ? received : delivered).add(reading, line);
  }

  /** Passes the net readings. */
  void finish() {
    var in = delivered.inOrder(out);
    var back = received.inOrder(out);
    for (int i = 0, j = 0; i < in.length || j < back.length; ) {
      var order = i == in.length ? 1 : j == back.length ? -1 : Long.compare(delivered.at[in[i]], received.at[back[j]]);
      if (order == 0) {
        both(in[i++], back[j++]);
      } else if (order < 0) {
        one(delivered, in[i++], 1);
      } else {
        one(received, back[j++], -1);
      }
    }
  }

  private void both(int in, int back) {
    if (delivered.seconds[in] != received.seconds[back]) {
      one(delivered, in, 1);
      out.rejected(
          place(received, back),
          "has another length than the reading of energy delivered that begins with it, so it cannot be subtracted; import export apart");
      return;
    }
    var logged = Math.max(delivered.logged[in], received.logged[back]);
    var isEstimated = delivered.isEstimated[in] || received.isEstimated[back];
    try {
      pass(delivered, in, Math.subtractExact(delivered.energy[in], received.energy[back]), logged, isEstimated);
    } catch (ArithmeticException e) {
      out.rejected(place(received, back), "energy delivered less that received is too large for 64 bits");
    }
  }

  private void one(Columns columns, int index, int sign) {
    pass(columns, index, sign * columns.energy[index], columns.logged[index], columns.isEstimated[index]);
  }

  private void pass(Columns columns, int index, long energy, long logged, boolean isEstimated) {
    out.reading(
        new MeterReading(
            device,
            new Reading(columns.at[index], columns.seconds[index], energy),
            isEstimated ? Quality.ESTIMATED : Quality.MEASURED,
            logged == Long.MIN_VALUE ? Optional.empty() : Optional.of(Instant.ofEpochMilli(logged)),
            OptionalInt.empty(),
            OptionalLong.empty()),
        place(columns, index));
  }

  private static Place place(Columns columns, int index) {
    return new Place(
        columns.lines[index],
        () -> "start " + columns.at[index] / 1000 + ", duration " + columns.seconds[index] + ", mWh " + columns.energy[index]);
  }
}
