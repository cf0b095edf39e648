package io.meterline.bench;

import java.util.List;

/** DuckDB as one would write it down: {@code ASOF JOIN} of readings and settings, aggregation, window functions. */
public final class DuckDbAsOf {
  static final List<String> FILES = List.of("duckdb-settings.sql", "duckdb-asof.sql", "duckdb-views.sql");

  private DuckDbAsOf() {}

  /** {@code DATA OUT}. */
  public static void main(String[] args) {
    Contender.write(args, (data, out) -> DuckDbScript.run(data, out, FILES));
  }
}
