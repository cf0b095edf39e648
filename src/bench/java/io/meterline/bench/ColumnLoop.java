package io.meterline.bench;

import io.meterline.model.MeterlineException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;

/**
 * The limit: a loop written by hand over the four columns that the work needs, two threads, a partition each at a time.
 * It keeps its rows in arrays and writes their totals, not Parquet. It takes for granted what the data happens to be:
 * in order of time within a partition, without repeats, days in UTC, alerts without sustain and clear, settings that
 * are only ever {@code SET}.
 */
public final class ColumnLoop {
  private static final int THREADS = 2;

  private final LoopSettings settings;

  private ColumnLoop(LoopSettings settings) {
    this.settings = settings;
  }

  /** {@code DATA OUT}. */
  public static void main(String[] args) {
    Contender.write(args, ColumnLoop::run);
  }

  /** Does the work and writes its totals. */
  static void run(Path data, Path out) throws IOException {
    var loop = new ColumnLoop(LoopSettings.read(parquet(data.resolve("settings"))));
    var tasks = new ArrayList<Callable<Totals>>();
    for (var partition : byFolder(parquet(data.resolve("readings"))).values()) {
      tasks.add(() -> loop.partition(partition));
    }
    var threads = Executors.newFixedThreadPool(THREADS);
    try {
      var total = Totals.of(new long[Totals.NAMES.size()]);
      for (var done : threads.invokeAll(tasks)) {
        total = total.plus(done.get());
      }
      total.write(out);
    } catch (ExecutionException e) {
      throw new IOException(e.getCause());
    } catch (InterruptedException e) {
      throw new MeterlineException("interrupted", e);
    } finally {
      threads.shutdownNow();
    }
  }

  private static List<Path> parquet(Path folder) throws IOException {
    try (var files = Files.walk(folder)) {
      return files.filter(file -> file.toString().endsWith(".parquet")).sorted().toList();
    }
  }

  private static Map<Path, List<Path>> byFolder(List<Path> files) {
    var folders = new TreeMap<Path, List<Path>>();
    files.forEach(file -> folders.computeIfAbsent(file.getParent(), folder -> new ArrayList<>()).add(file));
    return folders;
  }

  private Totals partition(List<Path> files) throws IOException {
    var devices = new Devices(settings);
    for (var path : files) {
      try (var columns = new ReadingFile(path, devices::number)) {
        for (var count = columns.next(); count > 0; count = columns.next()) {
          devices.take(columns.device(), columns.at(), columns.seconds(), columns.milliwattHours(), count);
        }
      }
    }
    return devices.finish();
  }

  /** The state and the rows of the devices of a partition. */
  private static final class Devices {
    private static final long DAY = 86_400_000;

    /** The state of a device lies together, as the next reading is another device's. */
    private static final int UNTIL = 0;

    private static final int SECONDS = 1;
    private static final int LIMIT = 2;
    private static final int PRICE = 3;
    private static final int ENERGY = 4;
    private static final int COST = 5;
    private static final int READINGS = 6;
    private static final int PEAK = 7;
    private static final int DATE = 8;
    private static final int PEAK_WATTS = 9;
    private static final int OPENED_AT = 10;
    private static final int ALERT_ENERGY = 11;
    private static final int ALERT_READINGS = 12;
    private static final int ALERT_PEAK = 13;
    private static final int FIELDS = 16;

    private static final long NOT_OPEN = Long.MIN_VALUE;

    private final LoopSettings settings;
    private final Map<String, Integer> numbers = new HashMap<>();
    private final List<LoopSettings.OfDevice> inForce = new ArrayList<>();
    private final LoopRows usage = new LoopRows();
    private final LoopRows alerts = new LoopRows();
    private long[] state = new long[1024 * FIELDS];

    Devices(LoopSettings settings) {
      this.settings = settings;
    }

    long number(String device) {
      return numbers.computeIfAbsent(device, this::begin);
    }

    private int begin(String device) {
      var number = inForce.size();
      inForce.add(settings.of(device));
      if ((number + 1) * FIELDS > state.length) {
        state = Arrays.copyOf(state, state.length * 2);
      }
      state[number * FIELDS + UNTIL] = Long.MIN_VALUE;
      state[number * FIELDS + DATE] = Long.MIN_VALUE;
      state[number * FIELDS + OPENED_AT] = NOT_OPEN;
      return number;
    }

    void take(long[] places, long[] times, long[] lengths, long[] energies, int count) {
      var s = state;
      for (var index = 0; index < count; index++) {
        var d = (int) places[index] * FIELDS;
        var at = times[index];
        var energy = energies[index];
        if (at >= s[d + UNTIL] || lengths[index] != s[d + SECONDS]) {
          turn(d, at, lengths[index]);
        }
        s[d + ENERGY] += energy;
        s[d + COST] += energy * s[d + PRICE];
        s[d + READINGS]++;
        if (energy > s[d + PEAK]) {
          s[d + PEAK] = energy;
        }
        if (energy > s[d + LIMIT]) {
          if (s[d + OPENED_AT] == NOT_OPEN) {
            s[d + OPENED_AT] = at;
            s[d + ALERT_ENERGY] = 0;
            s[d + ALERT_READINGS] = 0;
            s[d + ALERT_PEAK] = Long.MIN_VALUE;
          }
          s[d + ALERT_ENERGY] += energy;
          s[d + ALERT_READINGS]++;
          if (energy > s[d + ALERT_PEAK]) {
            s[d + ALERT_PEAK] = energy;
          }
        } else if (s[d + OPENED_AT] != NOT_OPEN) {
          close(d, at);
        }
      }
    }

    /** A new day, other settings, or intervals of another length. */
    private void turn(int d, long at, long seconds) {
      var date = Math.floorDiv(at, DAY);
      keepPeak(d);
      if (date != state[d + DATE]) {
        endDay(d);
        state[d + DATE] = date;
      }
      var device = inForce.get(d / FIELDS);
      device.to(at);
      var price = device.price(at);
      var threshold = device.threshold(at);
      state[d + UNTIL] = Math.min(device.until(), (date + 1) * DAY);
      state[d + SECONDS] = seconds;
      state[d + PRICE] = price;
      // Energy of so many seconds at the threshold: over is what is more, and both are whole numbers.
      state[d + LIMIT] = threshold == Timeline.NOTHING ? Long.MAX_VALUE : threshold * seconds * 5 / 18;
    }

    private void keepPeak(int d) {
      if (state[d + PEAK] != Long.MIN_VALUE && state[d + SECONDS] > 0) {
        var watts = Math.floorDiv(state[d + PEAK] * 18, state[d + SECONDS] * 5);
        state[d + PEAK_WATTS] = Math.max(state[d + PEAK_WATTS], watts);
      }
      state[d + PEAK] = Long.MIN_VALUE;
    }

    private void endDay(int d) {
      if (state[d + READINGS] > 0) {
        var cost = state[d + COST] / 1_000_000;
        usage.add(d / FIELDS, state[d + DATE], state[d + ENERGY], cost, state[d + READINGS], state[d + PEAK_WATTS]);
      }
      state[d + ENERGY] = 0;
      state[d + COST] = 0;
      state[d + READINGS] = 0;
      state[d + PEAK_WATTS] = Long.MIN_VALUE;
    }

    private void close(int d, long at) {
      alerts.add(
          d / FIELDS, state[d + OPENED_AT], at, state[d + ALERT_ENERGY], state[d + ALERT_READINGS], state[d + ALERT_PEAK]);
      state[d + OPENED_AT] = NOT_OPEN;
    }

    Totals finish() {
      var open = 0;
      for (var d = 0; d < inForce.size() * FIELDS; d += FIELDS) {
        keepPeak(d);
        endDay(d);
        if (state[d + OPENED_AT] != NOT_OPEN) {
          open++;
          // It adds nothing to the times of closing.
          close(d, 0);
        }
      }
      return Totals.of(
          usage.rows(), usage.sum(2), usage.sum(3), usage.sum(4),
          alerts.rows(), alerts.rows() - open, alerts.sum(1), alerts.sum(2), alerts.sum(3), alerts.sum(4));
    }
  }
}
