package io.meterline.bench.harness;

import java.util.List;
import java.util.Optional;

/** Who takes part. The first is what the others are compared with. */
enum Contender {
  METERLINE_MEMORY("MeterlineMemory", "Meterline, in memory", Size.WHOLE),
  METERLINE_WARM("MeterlineWarm", "Meterline, in memory, warm", Size.WHOLE),
  METERLINE_FLINK("MeterlineFlink", "Meterline, Flink runner", Size.WHOLE),
  METERLINE_DIRECT("MeterlineDirect", "Meterline, Direct runner", Size.TENTH),
  DUCKDB_ALL_PLAIN("DuckDbAllPlain", "DuckDB, all views, plain", Size.WHOLE),
  DUCKDB_ALL_BEST("DuckDbAllBest", "DuckDB, all views, best", Size.WHOLE),
  DUCKDB_ASOF("DuckDbAsOf", "DuckDB, `ASOF JOIN`", Size.WHOLE),
  DUCKDB_RANGES("DuckDbRanges", "DuckDB, ranges and windows", Size.WHOLE),
  DUCKDB_PROBES("DuckDbProbes", "DuckDB, tuned to the end", Size.WHOLE),
  FLINK_BY_HAND("FlinkByHand", "Flink DataStream, by hand", Size.WHOLE),
  FLINK_SQL("FlinkSqlJoin", "Flink SQL, temporal join", Size.TENTH),
  BEAM_PER_READING("BeamPerReading", "Beam, an element a reading", Size.TENTH),
  KAFKA_STREAMS("KafkaStreamsJoin", "Kafka Streams, versioned table", Size.TENTH),
  COLUMN_LOOP("ColumnLoop", "a loop over columns: the limit", Size.WHOLE);

  private final String word;
  private final String label;
  private final Size largest;

  Contender(String word, String label, Size largest) {
    this.word = word;
    this.label = label;
    this.largest = largest;
  }

  /** What it is called in options. */
  String word() {
    return word;
  }

  /** What it is called in tables. */
  String label() {
    return label;
  }

  /** The most it can do in reasonable time. */
  Size largest() {
    return largest;
  }

  /** Less than that, to tell its start-up by. */
  Size smaller() {
    return switch (largest) {
      case WHOLE -> Size.TENTH;
      case TENTH, FIFTIETH -> Size.FIFTIETH;
    };
  }

  /**
   * What Meterline is told of its runner.
   *
   * @throws IllegalArgumentException if it is not Meterline
   */
  List<String> runner() {
    return switch (this) {
      case METERLINE_MEMORY, METERLINE_WARM -> List.of("--runner=InMemoryRunner");
      case METERLINE_FLINK -> List.of("--runner=FlinkRunner", "--parallelism=2");
      case METERLINE_DIRECT -> List.of("--runner=DirectRunner", "--targetParallelism=2");
      case DUCKDB_ALL_PLAIN, DUCKDB_ALL_BEST, DUCKDB_ASOF, DUCKDB_RANGES, DUCKDB_PROBES, FLINK_BY_HAND, FLINK_SQL,
              BEAM_PER_READING, KAFKA_STREAMS, COLUMN_LOOP ->
          throw new IllegalArgumentException(word + " has no runner");
    };
  }

  /** Those that compute all five views, of data with settings of all kinds. */
  static List<Contender> ofAllViews() {
    return List.of(METERLINE_MEMORY, METERLINE_WARM, METERLINE_FLINK, METERLINE_DIRECT, DUCKDB_ALL_PLAIN, DUCKDB_ALL_BEST);
  }

  /** Those of {@link #ofAllViews()} for a quick look: they take seconds. */
  static List<Contender> quickOfAllViews() {
    return List.of(METERLINE_MEMORY, METERLINE_WARM, DUCKDB_ALL_PLAIN, DUCKDB_ALL_BEST);
  }

  /** Those that compute usage and alerts of plainer data, or more. */
  static List<Contender> ofAPart() {
    return List.of(values()).stream().filter(one -> one != DUCKDB_ALL_PLAIN && one != DUCKDB_ALL_BEST).toList();
  }

  /** Those of {@link #ofAPart()} for a quick look. */
  static List<Contender> quickOfAPart() {
    return List.of(METERLINE_MEMORY, DUCKDB_ASOF, DUCKDB_RANGES, DUCKDB_PROBES, COLUMN_LOOP);
  }

  static Optional<Contender> named(String word) {
    return List.of(values()).stream().filter(one -> one.word.equalsIgnoreCase(word)).findFirst();
  }
}
