package io.meterline.oracle;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.meterline.model.log.LoggedChange;
import io.meterline.model.time.DateRange;
import io.meterline.model.time.Known;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** If the settings are only prices of devices and the zone is UTC, a DuckDB query returns the oracle's result. */
class OracleDuckDbTest {
  private record Day(String device, String date, long energy, Optional<Long> cost, long readings) {}

  /** Not the log's names, because {@code at} and {@code offset} are reserved content in SQL. */
  private static final String TABLES =
      """
      CREATE TABLE readings(
        device VARCHAR, starts BIGINT, seconds INT, energy BIGINT, logged_at BIGINT, part INT, place BIGINT);
      CREATE TABLE prices(
        device VARCHAR, effective_at BIGINT, price BIGINT, logged_at BIGINT, part INT, place BIGINT);
      """;

  private static final String DAYS =
      """
      WITH years AS (
        SELECT epoch_ms(TIMESTAMP '0001-01-01') AS first, epoch_ms(TIMESTAMP '9999-12-31 23:59:59.999') AS last),
      used AS (
        SELECT readings.* FROM readings, years
        WHERE starts BETWEEN first AND last AND logged_at BETWEEN first AND last
          AND seconds > 0 AND energy BETWEEN -1000000000000000 AND 1000000000000000 AND starts <= logged_at
        QUALIFY row_number() OVER (PARTITION BY device, starts ORDER BY logged_at DESC, part DESC, place DESC) = 1),
      steps AS (
        SELECT prices.* FROM prices, years
        WHERE effective_at BETWEEN first AND last AND logged_at BETWEEN first AND last
        QUALIFY row_number() OVER (
          PARTITION BY device, effective_at ORDER BY logged_at DESC, part DESC, place DESC) = 1)
      SELECT
        used.device,
        CAST(CAST(make_timestamp_ms(starts) AS DATE) AS VARCHAR) AS day,
        CAST(sum(energy) AS BIGINT),
        CAST(CASE WHEN count(price) = count(*) THEN sum(CAST(energy AS HUGEINT) * price) END AS VARCHAR),
        count(*)
      FROM used ASOF LEFT JOIN steps ON used.device = steps.device AND used.starts >= steps.effective_at
      GROUP BY used.device, day
      ORDER BY used.device, day
      """;

  @Provide
  Arbitrary<Log> pricedLogs() {
    return RandomLogs.logs()
        .map(log -> new Log(log.readings(), log.changes().stream().map(OracleDuckDbTest::devicePrice).toList()));
  }

  /** A change of the price of some device, at the same time and position. */
  private static LoggedChange devicePrice(LoggedChange change) {
    var content = change.scope() + change.name() + change.value();
    var device = "ABCDE".charAt(Math.floorMod(content.hashCode(), 5));
    var price = Math.floorMod(content.hashCode() / 5, 300_000) - 50_000;
    return new LoggedChange(
        "device:" + device,
        "price.micros.per.kwh",
        "SET",
        "" + price,
        change.effectiveAt(),
        change.author(),
        change.reason(),
        change.position());
  }

  @Property(tries = 50)
  void energyAndCostOfEveryDayAreThoseOfAnAsOfJoin(@ForAll("pricedLogs") Log log) throws SQLException {
    var run = new Oracle.Run(Known.NOW, Duration.ZERO, DateRange.ALL);
    var ours =
        Oracle.compute(log.readings(), log.changes(), run).of("usage").stream()
            .map(
                row ->
                    new Day(
                        (String) row.get(0),
                        row.get(1).toString(),
                        (Long) row.get(3),
                        row.find(4).map(cost -> (Long) cost),
                        (Long) row.get(5)))
            .toList();

    assertEquals(query(log), ours);
  }

  private static List<Day> query(Log log) throws SQLException {
    try (var connection = DriverManager.getConnection("jdbc:duckdb:")) {
      load(connection, log);
      try (var statement = connection.createStatement();
          var days = statement.executeQuery(DAYS)) {
        var result = new ArrayList<Day>();
        while (days.next()) {
          var cost = Optional.ofNullable(days.getString(4)).map(OracleDuckDbTest::micros);
          result.add(new Day(days.getString(1), days.getString(2), days.getLong(3), cost, days.getLong(5)));
        }
        return result;
      }
    }
  }

  private static long micros(String exact) {
    return new BigDecimal(exact).movePointLeft(6).setScale(0, RoundingMode.HALF_EVEN).longValueExact();
  }

  private static void load(Connection connection, Log log) throws SQLException {
    try (var create = connection.createStatement()) {
      create.execute(TABLES);
    }
    try (var insert = connection.prepareStatement("INSERT INTO readings VALUES (?, ?, ?, ?, ?, ?, ?)")) {
      for (var logged : log.readings()) {
        insert.setString(1, logged.device());
        insert.setLong(2, logged.reading().atMillis());
        insert.setInt(3, logged.reading().seconds());
        insert.setLong(4, logged.reading().milliwattHours());
        insert.setLong(5, logged.position().loggedAt().toEpochMilli());
        insert.setInt(6, logged.position().partition());
        insert.setLong(7, logged.position().offset());
        insert.execute();
      }
    }
    try (var insert = connection.prepareStatement("INSERT INTO prices VALUES (?, ?, ?, ?, ?, ?)")) {
      for (var change : log.changes()) {
        insert.setString(1, change.scope().substring("device:".length()));
        insert.setLong(2, change.effectiveAt().toEpochMilli());
        insert.setLong(3, Long.parseLong(change.value()));
        insert.setLong(4, change.position().loggedAt().toEpochMilli());
        insert.setInt(5, change.position().partition());
        insert.setLong(6, change.position().offset());
        insert.execute();
      }
    }
  }
}
