package io.meterline.bench;

import java.io.Serializable;
import java.nio.file.Path;
import java.util.function.BiConsumer;
import org.apache.flink.api.connector.source.SourceOutput;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.types.Row;

/** The log as rows of Flink's tables. */
final class SqlFeeds {
  private static final int AT_ONCE = 256;

  private SqlFeeds() {}

  /** Which rows of the settings. */
  interface Part extends BiConsumer<SqlSettings, SqlSettings.Sink>, Serializable {}

  /**
   * Readings, in the form that Flink's tables have inside: number of the meter, seconds, milliwatt-hours, start in
   * epoch milliseconds, which is their time too.
   */
  static LogSource<RowData> readings(String data) {
    return new LogSource<>((share, shares) -> new Readings(MergedPartitions.share(Path.of(data), share, shares)));
  }

  /** Rows of settings; the first subtask gives all of them. */
  static LogSource<Row> settings(String data, Part part) {
    return new LogSource<>((share, shares) -> new Settings(share == 0, data, part));
  }

  private record Readings(MergedPartitions merged) implements LogSource.Feed<RowData> {
    @Override
    public boolean give(SourceOutput<RowData> output) {
      for (var i = 0; i < AT_ONCE; i++) {
        if (!merged.hasNext()) {
          return false;
        }
        var reading = merged.next();
        var row = GenericRowData.of(reading.meter(), reading.seconds(), reading.milliwattHours(), reading.at());
        output.collect(row, reading.at());
      }
      return true;
    }

    @Override
    public void close() {
      merged.close();
    }
  }

  private record Settings(boolean mine, String data, Part part) implements LogSource.Feed<Row> {
    @Override
    public boolean give(SourceOutput<Row> output) {
      if (mine) {
        part.accept(SqlSettings.of(Path.of(data)), output::collect);
      }
      return false;
    }

    @Override
    public void close() {}
  }
}
