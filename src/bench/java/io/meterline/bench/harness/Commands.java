package io.meterline.bench.harness;

import io.meterline.app.cli.WarmReplays;
import io.meterline.bench.LargePages;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * How each contender is run: all of them with the same heap, collector and size of pages.
 *
 * @param home where Meterline and its launcher are
 */
record Commands(Path home) {
  private static final String HEAP = "-Xmx4g";

  /** The first loads and compiles code, the others are what is told. */
  private static final int WARM_REPLAYS = 3;

  private static final List<String> OPENED = List.of("java.lang", "java.util", "java.lang.invoke", "java.util.concurrent");

  /** What is set for the launcher, and, for all that use it, how Flink is configured. */
  Map<String, String> environment() {
    return Map.of("METERLINE_JAVA_OPTS", HEAP, "FLINK_CONF_DIR", home.resolve("src/main/flink").toString());
  }

  List<String> command(Contender contender, Path data, Path out, List<String> more) {
    return switch (contender) {
      case METERLINE_MEMORY, METERLINE_FLINK, METERLINE_DIRECT -> replay(contender, data, out, more);
      case METERLINE_WARM -> warm(contender, data, out);
      case DUCKDB_ALL_PLAIN, DUCKDB_ALL_BEST, DUCKDB_ASOF, DUCKDB_RANGES, DUCKDB_PROBES, FLINK_BY_HAND, FLINK_SQL,
              BEAM_PER_READING, KAFKA_STREAMS, COLUMN_LOOP ->
          java(contender.word(), Stream.concat(Stream.of(data.toString(), out.toString()), more.stream()).toList());
    };
  }

  /**
   * A replay by Meterline itself.
   *
   * @param contender Meterline on one of its runners
   * @param more further options of the run
   * @throws IllegalArgumentException if the contender is not Meterline
   */
  List<String> replay(Contender contender, Path archive, Path views, List<String> more) {
    var arguments = new ArrayList<>(List.of("run", "--archive", archive.toString(), "--views", views.toString()));
    arguments.addAll(contender.runner());
    arguments.addAll(more);
    return meterline(arguments);
  }

  private List<String> warm(Contender contender, Path archive, Path views) {
    var arguments = new ArrayList<>(List.of(Integer.toString(WARM_REPLAYS), archive.toString(), views.toString()));
    arguments.addAll(contender.runner());
    return program(WarmReplays.class.getName(), arguments);
  }

  /** Any command of Meterline. */
  List<String> meterline(List<String> arguments) {
    var command = new ArrayList<>(List.of(home.resolve("meterline").toString()));
    command.addAll(arguments);
    return command;
  }

  /** A program of the benchmark with the given arguments. */
  List<String> java(String program, List<String> arguments) {
    return program("io.meterline.bench." + program, arguments);
  }

  private static List<String> program(String main, List<String> arguments) {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    OPENED.forEach(name -> command.add("--add-opens=java.base/" + name + "=ALL-UNNAMED"));
    command.addAll(LargePages.options());
    command.addAll(List.of(HEAP, "-XX:+UseParallelGC", "-cp", System.getProperty("java.class.path")));
    command.add(main);
    command.addAll(arguments);
    return command;
  }
}
