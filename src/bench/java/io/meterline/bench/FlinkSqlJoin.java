package io.meterline.bench;

import io.meterline.bench.RowTotals.Sum;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.Map;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.table.api.DataTypes;
import org.apache.flink.table.api.Schema;
import org.apache.flink.table.api.bridge.java.StreamTableEnvironment;
import org.apache.flink.table.connector.ChangelogMode;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.runtime.typeutils.InternalTypeInfo;
import org.apache.flink.table.types.DataType;
import org.apache.flink.table.types.logical.BigIntType;
import org.apache.flink.table.types.logical.IntType;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.types.Row;
import org.apache.flink.types.RowKind;

/**
 * Flink SQL as it is meant for this: readings are joined with versioned tables as of their event time, then summed up
 * in daily windows; two of everything.
 *
 * <p>SQL cannot say an alert as a row that stays open: {@code MATCH_RECOGNIZE} gives only those that have closed, and
 * streams have no {@code LEAD}. So readings over the threshold are numbered by the readings at or below it before them,
 * and a number is grouped with the reading that ends it: the same rows, published anew with every reading.
 *
 * <p>In its favour: three joins do, as a device's own settings are made one versioned table, and everyone's are filled
 * in where a plan or cohort has none, before they come to SQL; settings are all there before the first watermark;
 * readings come in the form that tables have inside, in order, straight from the columns; devices are known by a
 * number; no checkpoints, state on the heap, object reuse; rows are summed up where they arise rather than written.
 */
public final class FlinkSqlJoin {
  private static final String READINGS_WITH_OWN =
      """
      SELECT r.device, r.`at`, r.at_millis, r.seconds, r.milliwatt_hours, o.threshold,
        COALESCE(o.plan, '') AS plan, COALESCE(o.cohort, '') AS cohort
      FROM readings AS r
      LEFT JOIN own FOR SYSTEM_TIME AS OF r.`at` AS o ON r.device = o.device
      """;

  private static final String READINGS_WITH_PRICE =
      """
      SELECT r.device, r.`at`, r.at_millis, r.seconds, r.milliwatt_hours, r.threshold, r.cohort, p.price
      FROM with_own AS r
      LEFT JOIN prices FOR SYSTEM_TIME AS OF r.`at` AS p ON r.plan = p.plan
      """;

  private static final String READINGS_WITH_ALL =
      """
      SELECT r.device, r.`at`, r.at_millis, r.seconds, r.milliwatt_hours, r.price,
        COALESCE(r.threshold, c.threshold) AS threshold
      FROM with_price AS r
      LEFT JOIN thresholds FOR SYSTEM_TIME AS OF r.`at` AS c ON r.cohort = c.cohort
      """;

  private static final String USAGE =
      """
      SELECT SUM(milliwatt_hours) AS milliwatt_hours,
        SUM(milliwatt_hours * price) / 1000000 AS cost_micros,
        COUNT(*) AS readings,
        MAX(milliwatt_hours * 18 / (seconds * 5)) AS peak_watts
      FROM TABLE(TUMBLE(TABLE settled, DESCRIPTOR(`time`), INTERVAL '1' DAY))
      GROUP BY device, window_start, window_end
      """;

  private static final String NUMBERED =
      """
      SELECT device, at_millis, milliwatt_hours, is_over,
        LAG(is_over) OVER w AS was_over,
        SUM(CASE WHEN is_over THEN 0 ELSE 1 END) OVER w - (CASE WHEN is_over THEN 0 ELSE 1 END) AS number
      FROM (
        SELECT device, `time`, at_millis, milliwatt_hours, milliwatt_hours * 36 > threshold * seconds * 10 AS is_over
        FROM settled)
      WINDOW w AS (PARTITION BY device ORDER BY `time`)
      """;

  private static final String ALERTS =
      """
      SELECT device, MIN(at_millis) AS opened_at,
        MAX(CASE WHEN is_over THEN CAST(NULL AS BIGINT) ELSE at_millis END) AS closed_at,
        SUM(CASE WHEN is_over THEN milliwatt_hours ELSE 0 END) AS milliwatt_hours,
        SUM(CASE WHEN is_over THEN 1 ELSE 0 END) AS readings
      FROM numbered
      WHERE is_over OR was_over
      GROUP BY device, number
      """;

  private FlinkSqlJoin() {}

  /** Works on the log: {@code DATA OUT}. */
  public static void main(String[] args) {
    Contender.run(args, FlinkSqlJoin::totals);
  }

  /** The sums of all rows that come of a log. */
  static RowTotals totals(Path data) throws Exception {
    var flink = StreamExecutionEnvironment.createLocalEnvironment(2, LoopbackFlink.configuration());
    flink.getConfig().enableObjectReuse();
    var sql = StreamTableEnvironment.create(flink);
    sql.getConfig().setLocalTimeZone(ZoneOffset.UTC);
    readings(flink, sql, data.toString());
    settings(flink, sql, data.toString());
    sql.createTemporaryView("with_own", sql.sqlQuery(READINGS_WITH_OWN));
    sql.createTemporaryView("with_price", sql.sqlQuery(READINGS_WITH_PRICE));
    share(sql);
    sql.toDataStream(sql.sqlQuery(USAGE)).addSink(new TotalsSink<>("usage", FlinkSqlJoin::addUsage));
    sql.createTemporaryView("numbered", sql.sqlQuery(NUMBERED));
    sql.toChangelogStream(sql.sqlQuery(ALERTS)).addSink(new TotalsSink<>("alerts", FlinkSqlJoin::addAlert));
    var result = flink.execute("sql");
    var totals = new RowTotals();
    totals.add(result.<RowTotals>getAccumulatorResult("usage"));
    totals.add(result.<RowTotals>getAccumulatorResult("alerts"));
    return totals;
  }

  private static void readings(StreamExecutionEnvironment flink, StreamTableEnvironment sql, String data) {
    var type =
        InternalTypeInfo.ofFields(
            new LogicalType[] {new BigIntType(), new IntType(), new BigIntType(), new BigIntType()},
            new String[] {"device", "seconds", "milliwatt_hours", "at_millis"});
    var stream =
        flink.fromSource(SqlFeeds.readings(data), WatermarkStrategy.forMonotonousTimestamps(), "readings", type);
    var schema =
        Schema.newBuilder()
            .columnByMetadata("at", DataTypes.TIMESTAMP_LTZ(3), "rowtime", true)
            .watermark("at", "SOURCE_WATERMARK()")
            .build();
    sql.createTemporaryView("readings", stream, schema);
  }

  private static void settings(StreamExecutionEnvironment flink, StreamTableEnvironment sql, String data) {
    var changes =
        Map.of(
            "own",
            new Versioned(
                SqlSettings::own,
                new String[] {"device", "plan", "cohort", "threshold"},
                Types.LONG,
                Types.STRING,
                Types.STRING,
                Types.LONG),
            "prices",
            new Versioned(SqlSettings::prices, new String[] {"plan", "price"}, Types.STRING, Types.LONG),
            "thresholds",
            new Versioned(SqlSettings::thresholds, new String[] {"cohort", "threshold"}, Types.STRING, Types.LONG));
    changes.forEach((name, table) -> table.create(name, flink, sql, data));
  }

  /** A table with versions, of which the first column is the key. */
  private record Versioned(SqlFeeds.Part part, String[] columns, TypeInformation<?>... types) {
    void create(String name, StreamExecutionEnvironment flink, StreamTableEnvironment sql, String data) {
      // No watermark but that of the end: by then all of it is there.
      var stream =
          flink.fromSource(
              SqlFeeds.settings(data, part), WatermarkStrategy.noWatermarks(), name, Types.ROW_NAMED(columns, types));
      var schema =
          Schema.newBuilder()
              .column(columns[0], type(types[0]).notNull())
              .columnByMetadata("since", DataTypes.TIMESTAMP_LTZ(3), "rowtime", true)
              .watermark("since", "SOURCE_WATERMARK()")
              .primaryKey(columns[0]);
      for (var i = 1; i < columns.length; i++) {
        schema.column(columns[i], type(types[i]));
      }
      sql.createTemporaryView(name, sql.fromChangelogStream(stream, schema.build(), ChangelogMode.upsert()));
    }

    /** In which there may be null: what Flink derives says that there is none. */
    private static DataType type(TypeInformation<?> type) {
      return type.equals(Types.LONG) ? DataTypes.BIGINT() : DataTypes.STRING();
    }
  }

  /** Makes what is joined a stream, so that it is joined once for both of its uses. */
  private static void share(StreamTableEnvironment sql) {
    var joined = sql.sqlQuery(READINGS_WITH_ALL);
    var inside = joined.getResolvedSchema().toPhysicalRowDataType().bridgedTo(RowData.class);
    var schema =
        Schema.newBuilder()
            .columnByMetadata("time", DataTypes.TIMESTAMP_LTZ(3), "rowtime", true)
            .watermark("time", "SOURCE_WATERMARK()")
            .build();
    sql.createTemporaryView("settled", sql.toDataStream(joined, inside), schema);
  }

  private static void addUsage(RowTotals totals, Row row) {
    totals.add(Sum.USAGE_ROWS, 1);
    totals.add(Sum.USAGE_MILLIWATT_HOURS, number(row, "milliwatt_hours"));
    totals.add(Sum.USAGE_COST_MICROS, number(row, "cost_micros"));
    totals.add(Sum.USAGE_READINGS, number(row, "readings"));
  }

  /** Adds a row, or takes away what it was. */
  private static void addAlert(RowTotals totals, Row row) {
    var sign = row.getKind() == RowKind.UPDATE_BEFORE || row.getKind() == RowKind.DELETE ? -1 : 1;
    totals.add(Sum.ALERTS_ROWS, sign);
    totals.add(Sum.ALERTS_OPENED_AT, sign * number(row, "opened_at"));
    if (row.getField("closed_at") != null) {
      totals.add(Sum.ALERTS_CLOSED, sign);
      totals.add(Sum.ALERTS_CLOSED_AT, sign * number(row, "closed_at"));
    }
    totals.add(Sum.ALERTS_MILLIWATT_HOURS, sign * number(row, "milliwatt_hours"));
    totals.add(Sum.ALERTS_READINGS, sign * number(row, "readings"));
  }

  private static long number(Row row, String column) {
    return ((Number) row.getField(column)).longValue();
  }
}
