package io.meterline.bench;

import java.util.List;

/** DuckDB tuned to the end: as {@link DuckDbRanges}, and no window over all readings, nor a copy of them. */
public final class DuckDbProbes {
  static final List<String> FILES = List.of("duckdb-settings.sql", "duckdb-pieces.sql", "duckdb-probes.sql");

  private DuckDbProbes() {}

  /** {@code DATA OUT}. */
  public static void main(String[] args) {
    Contender.write(args, (data, out) -> DuckDbScript.run(data, out, FILES));
  }
}
