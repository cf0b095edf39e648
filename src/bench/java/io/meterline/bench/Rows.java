package io.meterline.bench;

/** Takes what comes of the work. */
interface Rows {
  void usage(UsageRow row);

  void alert(AlertRow row);
}
