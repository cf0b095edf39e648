package io.meterline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonFactory;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How the code is cut: what is plain Java, what may use what, and what never asks how it is run. */
class ArchitectureTest {
  private static final Path SOURCES = Path.of("src/main/java/io/meterline");

  /** What knows nothing of Beam, of files or of a command line. */
  private static final List<String> PLAIN =
      List.of("time", "wire", "log", "settings", "view", "block", "analysis", "device");

  /** What each package may use of the others, in an order in which each uses only those before it. */
  private static final List<Map.Entry<String, Set<String>>> MAY_USE =
      List.of(
          Map.entry("time", Set.of()),
          Map.entry("wire", Set.of()),
          Map.entry("log", Set.of("time")),
          Map.entry("settings", Set.of("log", "time", "wire")),
          Map.entry("view", Set.of("log", "time", "wire")),
          Map.entry("block", Set.of("log", "settings", "time", "wire")),
          Map.entry("analysis", Set.of("log", "settings", "time", "view", "wire")),
          Map.entry("device", Set.of("analysis", "block", "log", "settings", "time", "view", "wire")),
          Map.entry("pipeline", Set.of("analysis", "block", "device", "log", "settings", "time", "view", "wire")),
          Map.entry("event", Set.of("log")),
          Map.entry("files", Set.of()),
          Map.entry("parquet", Set.of("event", "files", "log", "view")),
          Map.entry("csv", Set.of("log", "parquet")),
          Map.entry("broker", Set.of()),
          Map.entry("kafka", Set.of("analysis", "block", "event", "log", "pipeline", "time", "view", "wire")),
          Map.entry("archive", Set.of("event", "files", "kafka", "log", "parquet", "time")),
          Map.entry("live", Set.of("files", "kafka", "log", "pipeline")),
          Map.entry("simulate", Set.of("log", "settings")),
          Map.entry("versions", Set.of("analysis", "files", "parquet", "view")),
          Map.entry("replay", Set.of("analysis", "block", "files", "log", "parquet", "pipeline", "time", "versions", "view")),
          Map.entry("demo", Set.of("analysis", "log", "parquet", "settings", "time", "view")),
          Map.entry(
              "cli",
              Set.of(
                  "analysis", "archive", "broker", "csv", "demo", "event", "files", "kafka", "live", "log", "parquet", "pipeline",
                  "replay", "settings", "simulate", "time", "versions", "view")));

  @Test
  void thePlainPackagesCompileWithNothingButAWriterOfJson(@TempDir Path classes) throws IOException, URISyntaxException {
    var compiler = ToolProvider.getSystemJavaCompiler();
    var sources = new ArrayList<Path>(List.of(SOURCES.resolve("MeterlineException.java")));
    for (var name : PLAIN) {
      sources.addAll(sources(name));
    }
    var jackson = Path.of(JsonFactory.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    var options = List.of("-proc:none", "--release", "17", "-d", classes.toString(), "-cp", jackson.toString());
    var problems = new StringWriter();
    try (var files = compiler.getStandardFileManager(null, null, null)) {
      var units = files.getJavaFileObjectsFromPaths(sources);
      assertTrue(compiler.getTask(problems, files, null, options, null, units).call(), problems::toString);
    }
    assertTrue(Files.exists(classes.resolve("io/meterline/device/InOrder.class")));
  }

  @Test
  void thePlainPackagesNameNoPartOfARunner() {
    for (var name : PLAIN) {
      assertEquals(
          Set.of(), found(name, Pattern.compile("org\\.(apache|joda)\\.[a-z]+"), MatchResult::group), name);
    }
  }

  @Test
  void eventsAreWrittenWithAvroAndNothingElseOfApache() {
    assertEquals(
        Set.of("org.apache.avro"), found("event", Pattern.compile("org\\.(apache|joda)\\.[a-z]+"), MatchResult::group));
  }

  @Test
  void everyPackageUsesOnlyWhatItMay() throws IOException {
    for (var entry : MAY_USE) {
      var used = found(entry.getKey(), Pattern.compile("(?m)^import (?:static )?io\\.meterline\\.([a-z]+)\\."), one -> one.group(1));
      used.remove(entry.getKey());
      used.removeAll(entry.getValue());
      assertEquals(Set.of(), used, entry.getKey() + " may not use these");
    }
    try (var folders = Files.list(SOURCES).filter(Files::isDirectory)) {
      var known = MAY_USE.stream().map(Map.Entry::getKey).collect(Collectors.toSet());
      assertEquals(known, folders.map(folder -> folder.getFileName().toString()).collect(Collectors.toSet()));
    }
  }

  @Test
  void whatEachPackageMayUseComesBeforeIt() {
    var before = new HashSet<String>();
    for (var entry : MAY_USE) {
      assertTrue(before.containsAll(entry.getValue()), entry.getKey());
      before.add(entry.getKey());
    }
  }

  @Test
  void nothingAsksWhetherTheRunIsStreaming() {
    for (var entry : MAY_USE) {
      assertEquals(
          Set.of(), found(entry.getKey(), Pattern.compile("\\b[a-z]+Streaming\\b|StreamingOptions"), MatchResult::group), entry.getKey());
    }
  }

  /** What a pattern finds in the sources of a package. */
  private static Set<String> found(String name, Pattern pattern, Function<MatchResult, String> part) {
    return sources(name).stream()
        .flatMap(file -> pattern.matcher(read(file)).results())
        .map(part)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static List<Path> sources(String name) {
    try (Stream<Path> files = Files.walk(SOURCES.resolve(name))) {
      return files.filter(file -> file.toString().endsWith(".java")).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
