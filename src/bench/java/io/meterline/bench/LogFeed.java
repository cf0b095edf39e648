package io.meterline.bench;

import java.nio.file.Path;
import org.apache.flink.api.connector.source.SourceOutput;

/**
 * The log as a source of Flink gives it: the first subtask gives all settings changes, before its readings; the
 * partitions of readings are shared out.
 */
final class LogFeed implements LogSource.Feed<LogEvent> {
  /** Readings in a row before Flink may do something else, such as send a watermark. */
  private static final int AT_ONCE = 256;

  private final MergedPartitions readings;
  private final Path data;
  private boolean settingsLeft;

  private LogFeed(Path data, int share, int shares) {
    this.data = data;
    this.settingsLeft = share == 0;
    this.readings = MergedPartitions.share(data, share, shares);
  }

  static LogSource<LogEvent> source(String data) {
    return new LogSource<>((share, shares) -> new LogFeed(Path.of(data), share, shares));
  }

  @Override
  public boolean give(SourceOutput<LogEvent> output) {
    if (settingsLeft) {
      // Without a time: the watermark begins with the first reading, when all settings have been given.
      LogData.changes(data, output::collect, output::collect);
      settingsLeft = false;
    }
    for (var i = 0; i < AT_ONCE; i++) {
      if (!readings.hasNext()) {
        return false;
      }
      var reading = readings.next();
      output.collect(reading, reading.at());
    }
    return true;
  }

  @Override
  public void close() {
    readings.close();
  }
}
