package io.meterline.bench;

import java.util.List;

/** All five views by DuckDB, as an expert writes it down: one {@code ASOF JOIN}, aggregation, window functions. */
public final class DuckDbAllPlain {
  static final List<String> FILES = List.of("duckdb-all-settings.sql", "duckdb-all-plain.sql", "duckdb-all-views.sql");

  private DuckDbAllPlain() {}

  /** {@code DATA OUT}. */
  public static void main(String[] args) {
    Contender.write(args, (data, out) -> DuckDbScript.run(data, out, FILES));
  }
}
