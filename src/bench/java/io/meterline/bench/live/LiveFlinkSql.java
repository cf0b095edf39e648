package io.meterline.bench.live;

import io.meterline.model.settings.Scope;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.table.api.DataTypes;
import org.apache.flink.table.api.Schema;
import org.apache.flink.table.api.bridge.java.StreamTableEnvironment;
import org.apache.flink.table.api.config.ExecutionConfigOptions;
import org.apache.flink.table.connector.ChangelogMode;
import org.apache.flink.types.Row;
import org.apache.flink.types.RowKind;

/**
 * Flink SQL, live, as it is meant for this: readings are joined with versioned tables of plans and prices as of their
 * event time, then summed up by device and day in mini-batches of a window.
 *
 * <p>In its favour: two joins do, as every plan has a price; no checkpoints, state on the heap, object reuse; settings
 * hold no watermark back. It does not remove readings that were sent twice: the SQL for it keeps every reading for
 * ever, or gives up those that are late.
 */
public final class LiveFlinkSql {
  private static final String ON_PLAN =
      """
      SELECT r.device, r.`at`, r.seconds, r.milliwatt_hours, p.plan
      FROM readings AS r
      LEFT JOIN plans FOR SYSTEM_TIME AS OF r.`at` AS p ON r.device = p.device
      """;

  private static final String PRICED =
      """
      SELECT r.device, r.`at`, r.seconds, r.milliwatt_hours, p.price
      FROM on_plan AS r
      LEFT JOIN prices FOR SYSTEM_TIME AS OF r.`at` AS p ON r.plan = p.plan
      """;

  private static final String USAGE =
      """
      SELECT device, DATE_FORMAT(`at`, 'yyyy-MM-dd') AS `date`,
        SUM(milliwatt_hours) AS milliwatt_hours,
        SUM(milliwatt_hours * CAST(price AS BIGINT)) AS exact_cost,
        COUNT(*) - COUNT(price) AS unpriced,
        COUNT(*) AS readings,
        MAX(milliwatt_hours * 18 / (seconds * 5)) AS peak_watts
      FROM priced
      GROUP BY device, DATE_FORMAT(`at`, 'yyyy-MM-dd')
      """;

  private static final int MOST_IN_A_BATCH = 100_000;

  private LiveFlinkSql() {}

  /** Runs until it is stopped: {@code BOOTSTRAP}. */
  public static void main(String[] args) throws Exception {
    var bootstrap = args[0];
    var flink = LiveFlink.environment();
    var sql = StreamTableEnvironment.create(flink);
    sql.getConfig().setLocalTimeZone(ZoneOffset.UTC);
    sql.getConfig().addConfiguration(batches());
    readings(flink, sql, bootstrap);
    versions("plans", new String[] {"device", "plan"}, Scope.Level.DEVICE, flink, sql, bootstrap);
    versions("prices", new String[] {"plan", "price"}, Scope.Level.PLAN, flink, sql, bootstrap);
    sql.createTemporaryView("on_plan", sql.sqlQuery(ON_PLAN));
    sql.createTemporaryView("priced", sql.sqlQuery(PRICED));
    sql.toChangelogStream(sql.sqlQuery(USAGE))
        .filter(row -> row.getKind() == RowKind.INSERT || row.getKind() == RowKind.UPDATE_AFTER)
        .map(LiveFlinkSql::usage)
        .returns(Types.GENERIC(UsageOfDay.class))
        .addSink(new RowSink(bootstrap));
    flink.execute("live, sql");
  }

  private static Configuration batches() {
    var batches = new Configuration();
    batches.set(ExecutionConfigOptions.TABLE_EXEC_MINIBATCH_ENABLED, true);
    batches.set(ExecutionConfigOptions.TABLE_EXEC_MINIBATCH_ALLOW_LATENCY, LiveContender.WINDOW);
    batches.set(ExecutionConfigOptions.TABLE_EXEC_MINIBATCH_SIZE, (long) MOST_IN_A_BATCH);
    return batches;
  }

  private static void readings(StreamExecutionEnvironment flink, StreamTableEnvironment sql, String bootstrap) {
    var type =
        Types.ROW_NAMED(
            new String[] {"device", "seconds", "milliwatt_hours"}, Types.STRING, Types.INT, Types.LONG);
    var rows =
        LogSources.readings(flink, bootstrap)
            .map(reading -> Row.of(reading.f0, reading.f2, reading.f3))
            .returns(type);
    var schema =
        Schema.newBuilder()
            .columnByMetadata("at", DataTypes.TIMESTAMP_LTZ(3), "rowtime", true)
            .watermark("at", "SOURCE_WATERMARK()")
            .build();
    sql.createTemporaryView("readings", rows, schema);
  }

  /** A table with versions, of which the first column is the key. */
  private static void versions(
      String name,
      String[] columns,
      Scope.Level level,
      StreamExecutionEnvironment flink,
      StreamTableEnvironment sql,
      String bootstrap) {
    TypeInformation<Row> type = Types.ROW_NAMED(columns, Types.STRING, Types.STRING);
    var rows =
        LogSources.versions(flink, bootstrap, level)
            .map(version -> Row.ofKind(RowKind.UPDATE_AFTER, version.f0, version.f3))
            .returns(type);
    var schema =
        Schema.newBuilder()
            .column(columns[0], DataTypes.STRING().notNull())
            .column(columns[1], DataTypes.STRING())
            .columnByMetadata("since", DataTypes.TIMESTAMP_LTZ(3), "rowtime", true)
            .watermark("since", "SOURCE_WATERMARK()")
            .primaryKey(columns[0])
            .build();
    sql.createTemporaryView(name, sql.fromChangelogStream(rows, schema, ChangelogMode.upsert()));
  }

  private static UsageOfDay usage(Row row) {
    var unpriced = number(row, "unpriced");
    var exact = row.getField("exact_cost") == null ? 0 : number(row, "exact_cost");
    return new UsageOfDay(
        (String) row.getField("device"),
        LocalDate.parse((String) row.getField("date")),
        number(row, "milliwatt_hours"),
        DaySums.cost(exact, unpriced),
        number(row, "readings"),
        number(row, "peak_watts"));
  }

  private static long number(Row row, String column) {
    return ((Number) row.getField(column)).longValue();
  }
}
