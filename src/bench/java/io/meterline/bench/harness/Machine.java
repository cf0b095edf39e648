package io.meterline.bench.harness;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What was measured on, and with what. */
final class Machine {
  /** What of the class path is told, by what it is called there. */
  private static final Map<String, String> LIBRARIES = libraries();

  private Machine() {}

  /** A line on the machine and a line on versions. */
  static String text() {
    var cores = Runtime.getRuntime().availableProcessors();
    var pinned = Child.isPinned() ? "each run kept to 2 of them" : "runs not kept to 2 of them";
    return String.format(
        Locale.ROOT,
        "%s; %s, %d cores%s, %s of memory, %s %s.%nJava %s%s.%n",
        LocalDate.now(ZoneOffset.UTC),
        found("/proc/cpuinfo", "model name\\s*:\\s*(.*)").orElse(System.getProperty("os.arch")),
        cores,
        cores > 2 ? " (" + pinned + ")" : "",
        found("/proc/meminfo", "MemTotal:\\s*(\\d+) kB").map(Machine::gigabytes).orElse("unknown size"),
        System.getProperty("os.name"),
        System.getProperty("os.version"),
        System.getProperty("java.version"),
        LIBRARIES.entrySet().stream()
            .map(library -> version(library.getKey()).map(version -> ", " + library.getValue() + " " + version).orElse(""))
            .collect(Collectors.joining()));
  }

  private static Map<String, String> libraries() {
    var libraries = new LinkedHashMap<String, String>();
    libraries.put("beam-sdks-java-core", "Beam");
    libraries.put("flink-runtime", "Flink");
    libraries.put("kafka-streams", "Kafka Streams");
    libraries.put("duckdb_jdbc", "DuckDB");
    libraries.put("parquet-hadoop", "parquet-java");
    return libraries;
  }

  private static Optional<String> version(String library) {
    var jar = Pattern.quote(File.separator + library) + "-([0-9][^" + Pattern.quote(File.pathSeparator) + "]*)\\.jar";
    return first(Pattern.compile(jar).matcher(System.getProperty("java.class.path")));
  }

  private static String gigabytes(String kibibytes) {
    return String.format(Locale.ROOT, "%.0f GB", Long.parseLong(kibibytes) * 1024 / 1e9);
  }

  private static Optional<String> found(String file, String pattern) {
    try {
      return first(Pattern.compile(pattern).matcher(Files.readString(Path.of(file))));
    } catch (IOException e) {
      // Not Linux.
      return Optional.empty();
    }
  }

  private static Optional<String> first(Matcher matcher) {
    return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
  }
}
