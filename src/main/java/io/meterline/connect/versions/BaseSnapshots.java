package io.meterline.connect.versions;

import io.meterline.engine.device.Snapshots;
import io.meterline.model.view.Bytes;
import io.meterline.model.view.Column.Type;
import io.meterline.model.view.GroupKey;
import io.meterline.model.view.Row;
import io.meterline.model.view.View;
import java.io.Serializable;
import java.time.Instant;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.BiPredicate;

/** The snapshots of devices in the files of a version, see {@link Snapshots}. */
public final class BaseSnapshots implements Serializable {
  private static final long serialVersionUID = 1;

  private static final View TIMES =
      View.named(Snapshots.VIEW.name())
          .key("device", Type.STRING)
          .key("time", Type.TIMESTAMP)
          .column("last_reading", Type.TIMESTAMP)
          .datedBy("time");

  private static final int DEVICE = Snapshots.VIEW.indexOf("device");
  private static final int TIME = Snapshots.VIEW.indexOf("time");
  private static final int LAST_READING = Snapshots.VIEW.indexOf("last_reading");
  private static final int STATE = Snapshots.VIEW.indexOf("state");

  private final ViewFiles files;

  BaseSnapshots(ViewFiles files) {
    this.files = files.of(List.of(Snapshots.VIEW));
  }

  /** Receives the time of a snapshot. */
  @FunctionalInterface
  public interface Times {
    /**
     * Receives the time of a snapshot.
     *
     * @param device the device
     * @param time the end of its period, epoch milliseconds UTC
     * @param lastReading the start of the last reading that it covers, before {@code time}, epoch milliseconds UTC
     */
    void snapshot(String device, long time, long lastReading);
  }

  /** The names of the files, sorted. A file has the snapshots of some devices in a month, sorted by device and time. */
  public List<String> files() {
    return List.copyOf(files.places().keySet());
  }

  /**
   * Reads the times of all snapshots, without the states: those of a device in the order of time.
   *
   * @throws io.meterline.model.MeterlineException if a file cannot be read
   */
  public void times(Times times) {
    // The name of a file begins with its month, so those of a device are read in the order of time.
    files().forEach(file -> files.read(file, TIMES, row -> times.snapshot(device(row), millis(row, TIME), millis(row, LAST_READING))));
  }

  /**
   * The name of the file that has a snapshot, if it exists.
   *
   * @param time the end of its period, epoch milliseconds UTC
   */
  public String fileOf(String device, long time) {
    var at = Instant.ofEpochMilli(time);
    return ParquetViews.file(GroupKey.ofShard(TIMES.row(0, device, at, at)));
  }

  /**
   * Reads snapshots of a file.
   *
   * @param file one of {@link #files()}
   * @param chosen whether to read the snapshot of a device at a time, the end of a period in epoch milliseconds UTC
   * @param states receives the device and the state of each chosen snapshot
   * @throws io.meterline.model.MeterlineException if the file cannot be read
   */
  public void read(String file, BiPredicate<String, Long> chosen, BiConsumer<String, Bytes> states) {
    files.read(
        file,
        Snapshots.VIEW,
        row -> {
          if (chosen.test(device(row), millis(row, TIME))) {
            states.accept(device(row), (Bytes) row.get(STATE));
          }
        });
  }

  private static String device(Row row) {
    return (String) row.get(DEVICE);
  }

  private static long millis(Row row, int column) {
    return ((Instant) row.get(column)).toEpochMilli();
  }
}
