package io.meterline.bench;

import java.util.List;

/** DuckDB tuned by hand: settings folded into from/to ranges, hash joins, aggregation, window functions. */
public final class DuckDbRanges {
  static final List<String> FILES =
      List.of("duckdb-settings.sql", "duckdb-pieces.sql", "duckdb-ranges.sql", "duckdb-views.sql");

  private DuckDbRanges() {}

  /** {@code DATA OUT}. */
  public static void main(String[] args) {
    Contender.write(args, (data, out) -> DuckDbScript.run(data, out, FILES));
  }
}
