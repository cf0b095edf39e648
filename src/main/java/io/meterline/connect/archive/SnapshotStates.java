package io.meterline.connect.archive;

import io.meterline.model.view.Bytes;
import java.io.Serializable;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.BiPredicate;

/** The snapshots of a version, as files that can be read in parallel. */
public interface SnapshotStates extends Serializable {
  /** The names of the files, in any order. */
  List<String> files();

  /**
   * Reads snapshots of a file.
   *
   * @param chosen whether to read the snapshot of a device at a time, the end of a period in epoch milliseconds UTC
   * @param states accepts the device and the state of each chosen snapshot
   * @throws io.meterline.model.MeterlineException if the file cannot be read
   */
  void read(String file, BiPredicate<String, Long> chosen, BiConsumer<String, Bytes> states);
}
