package io.meterline.bench;

import java.util.List;

/** All five views by DuckDB, in the fastest form we know: two scans, half hours as bits, sums of four hours in one number. */
public final class DuckDbAllBest {
  static final List<String> FILES = List.of("duckdb-all-settings.sql", "duckdb-all-best.sql", "duckdb-all-views.sql");

  private DuckDbAllBest() {}

  /** {@code DATA OUT}. */
  public static void main(String[] args) {
    Contender.write(args, (data, out) -> DuckDbScript.run(data, out, FILES));
  }
}
