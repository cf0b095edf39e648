package io.meterline.bench.harness;

import java.nio.file.Path;

/** Says whether what a contender made of a log is right. */
@FunctionalInterface
interface Judge {
  /**
   * Checks an output.
   *
   * @param data the log
   * @param out what was made of it
   * @throws io.meterline.model.MeterlineException if it is not right, with what differs
   */
  void check(Path data, Path out);
}
