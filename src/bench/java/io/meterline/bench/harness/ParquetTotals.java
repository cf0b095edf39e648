package io.meterline.bench.harness;

import io.meterline.bench.Totals;
import io.meterline.model.MeterlineException;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;

/** What a contender's output adds up to, by DuckDB where it is Parquet. */
public final class ParquetTotals {
  private static final String USAGE =
      "SELECT count(*), sum(milliwatt_hours), sum(cost_micros), sum(readings) FROM '%s/usage/*.parquet'";

  private static final String READINGS = "SELECT count(*) FROM '%s/readings/**/*.parquet'";

  private static final String ALERTS =
      "SELECT count(*), count(closed_at), sum(epoch_ms(opened_at)), sum(epoch_ms(closed_at)), sum(milliwatt_hours),"
          + " sum(readings) FROM '%s/alerts/*.parquet'";

  private ParquetTotals() {}

  /**
   * The totals of an output.
   *
   * @throws MeterlineException if it has none
   */
  public static Totals of(Path out) {
    try {
      var summed = out.resolve(Totals.FILE);
      var current = out.resolve("current");
      return Files.exists(summed) ? Totals.read(summed) : query(Files.exists(current) ? current : out);
    } catch (IOException | SQLException e) {
      throw new MeterlineException("cannot read what was written to " + out + ": " + e.getMessage(), e);
    }
  }

  /**
   * How many readings a log has.
   *
   * @throws MeterlineException if there is no such log
   */
  static long readings(Path data) {
    try (var connection = DriverManager.getConnection("jdbc:duckdb:");
        var statement = connection.createStatement();
        var row = statement.executeQuery(String.format(READINGS, data))) {
      row.next();
      return row.getLong(1);
    } catch (SQLException e) {
      throw new MeterlineException("cannot count the readings of " + data + ": " + e.getMessage(), e);
    }
  }

  private static Totals query(Path out) throws SQLException {
    var sums = new long[Totals.NAMES.size()];
    var found = 0;
    try (var connection = DriverManager.getConnection("jdbc:duckdb:");
        var statement = connection.createStatement()) {
      for (var sql : new String[] {USAGE, ALERTS}) {
        try (var row = statement.executeQuery(String.format(sql, out))) {
          row.next();
          for (var column = 1; column <= row.getMetaData().getColumnCount(); column++) {
            var sum = row.getString(column);
            sums[found++] = sum == null ? 0 : new BigInteger(sum).longValue();
          }
        }
      }
    }
    return Totals.of(sums);
  }
}
