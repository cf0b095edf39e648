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
  private static final Path PAGE = Path.of("src/page/java/io/meterline/page");

  /** The wings, each of which uses only those before it. */
  private static final List<String> WINGS = List.of("model", "engine", "pipeline", "connect", "app");

  /** What knows nothing of Beam, of files or of a command line. */
  private static final List<String> PLAIN = List.of("model", "engine");

  /** What each package may use of its own wing, in an order in which each uses only those before it. */
  private static final List<Map.Entry<String, Set<String>>> MAY_USE =
      List.of(
          Map.entry("model", Set.of()),
          Map.entry("model.time", Set.of("model")),
          Map.entry("model.wire", Set.of("model")),
          Map.entry("model.log", Set.of("model", "model.time")),
          Map.entry("model.settings", Set.of("model", "model.log", "model.time", "model.wire")),
          Map.entry("model.view", Set.of("model", "model.log", "model.time", "model.wire")),
          Map.entry("engine", Set.of()),
          Map.entry("engine.block", Set.of()),
          Map.entry("engine.analysis", Set.of()),
          Map.entry("engine.device", Set.of("engine.analysis", "engine.block")),
          Map.entry("engine.effect", Set.of("engine.analysis")),
          Map.entry("engine.range", Set.of()),
          Map.entry("pipeline", Set.of()),
          Map.entry("connect", Set.of()),
          Map.entry("connect.event", Set.of()),
          Map.entry("connect.files", Set.of()),
          Map.entry("connect.parquet", Set.of("connect.event", "connect.files")),
          Map.entry("connect.csv", Set.of()),
          Map.entry("connect.formats", Set.of("connect.csv")),
          Map.entry("connect.formats.csv", Set.of("connect.csv", "connect.formats", "connect.parquet")),
          Map.entry("connect.formats.greenbutton", Set.of("connect.csv", "connect.formats")),
          Map.entry("connect.formats.nem", Set.of("connect.csv", "connect.formats")),
          Map.entry("connect.formats.portal", Set.of("connect.csv", "connect.formats")),
          Map.entry("connect.versions", Set.of("connect.files", "connect.parquet")),
          Map.entry("connect.kafka", Set.of()),
          Map.entry("connect.kafka.topics", Set.of("connect.kafka")),
          Map.entry("connect.kafka.log", Set.of("connect.event", "connect.kafka", "connect.kafka.topics")),
          Map.entry("connect.kafka.views", Set.of("connect.kafka", "connect.kafka.topics")),
          Map.entry(
              "connect.archive",
              Set.of(
                  "connect.event",
                  "connect.files",
                  "connect.kafka",
                  "connect.kafka.log",
                  "connect.kafka.topics",
                  "connect.parquet",
                  "connect.versions")),
          Map.entry(
              "connect.imports",
              Set.of(
                  "connect.archive",
                  "connect.csv",
                  "connect.files",
                  "connect.formats",
                  "connect.formats.csv",
                  "connect.formats.greenbutton",
                  "connect.formats.nem",
                  "connect.formats.portal",
                  "connect.parquet")),
          Map.entry("app", Set.of()),
          Map.entry("app.process", Set.of()),
          Map.entry("app.terminal", Set.of()),
          Map.entry("app.verify", Set.of()),
          Map.entry("app.flink", Set.of()),
          Map.entry("app.memory", Set.of()),
          Map.entry("app.launch", Set.of("app.flink", "app.memory", "app.process", "app.terminal")),
          Map.entry("app.plan", Set.of("app.launch", "app.process", "app.terminal", "app.verify")),
          Map.entry("app.serve", Set.of("app.process")),
          Map.entry("app.users", Set.of()),
          Map.entry("app.simulate", Set.of("app.process", "app.terminal")),
          Map.entry("app.demo", Set.of("app.launch", "app.process", "app.simulate", "app.terminal")),
          Map.entry(
              "app.cli",
              Set.of(
                  "app.demo", "app.flink", "app.launch", "app.plan", "app.process", "app.serve", "app.simulate", "app.terminal", "app.users", "app.verify")));

  @Test
  void thePlainPackagesCompileWithNothingButAWriterOfJson(@TempDir Path classes) throws IOException, URISyntaxException {
    var compiler = ToolProvider.getSystemJavaCompiler();
    var sources = new ArrayList<Path>();
    for (var wing : PLAIN) {
      sources.addAll(sourcesBelow(wing));
    }
    var jackson = Path.of(JsonFactory.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    var options = List.of("-proc:none", "--release", "17", "-d", classes.toString(), "-cp", jackson.toString());
    var problems = new StringWriter();
    try (var files = compiler.getStandardFileManager(null, null, null)) {
      var units = files.getJavaFileObjectsFromPaths(sources);
      assertTrue(compiler.getTask(problems, files, null, options, null, units).call(), problems::toString);
    }
    assertTrue(Files.exists(classes.resolve("io/meterline/engine/device/InOrder.class")));
  }

  @Test
  void thePlainPackagesNameNoPartOfARunner() {
    for (var wing : PLAIN) {
      assertEquals(Set.of(), found(sourcesBelow(wing), Pattern.compile("org\\.(apache|joda)\\.[a-z]+"), MatchResult::group), wing);
    }
  }

  @Test
  void eventsAreWrittenWithAvroAndNothingElseOfApache() {
    assertEquals(
        Set.of("org.apache.avro"),
        found(sources("connect.event"), Pattern.compile("org\\.(apache|joda)\\.[a-z]+"), MatchResult::group));
  }

  @Test
  void everyWingUsesOnlyThoseBeforeIt() {
    for (var wing : WINGS) {
      var used = packagesUsed(sourcesBelow(wing)).stream().map(ArchitectureTest::wing).collect(Collectors.toSet());
      used.removeAll(WINGS.subList(0, WINGS.indexOf(wing) + 1));
      assertEquals(Set.of(), used, wing + " may not use these");
    }
  }

  @Test
  void everyPackageUsesOnlyWhatItMayOfItsWing() {
    for (var entry : MAY_USE) {
      var name = entry.getKey();
      var used = packagesUsed(sources(name));
      used.removeIf(other -> !wing(other).equals(wing(name)) || other.equals(name) || entry.getValue().contains(other));
      assertEquals(Set.of(), used, name + " may not use these");
    }
  }

  /** The packages of the page, each with those of the page that it may use. */
  private static final Map<String, Set<String>> PAGE_MAY_USE =
      Map.of(
          "query", Set.of("page"),
          "ask", Set.of("page", "page.query"),
          "dial", Set.of("page", "page.query"),
          "access", Set.of("page"),
          "live", Set.of("page", "page.query"));

  @Test
  void everyPartOfThePageUsesOnlyWhatItMayAndNobodyUsesThePage() {
    PAGE_MAY_USE.forEach(
        (name, may) -> {
          var used = packagesUsed(sources(PAGE.resolve(name), 1));
          used.removeIf(other -> !wing(other).equals("page") || other.equals("page." + name) || may.contains(other));
          assertEquals(Set.of(), used, name + " may not use these");
        });
    for (var wing : WINGS) {
      assertTrue(packagesUsed(sourcesBelow(wing)).stream().noneMatch(other -> wing(other).equals("page")), wing);
    }
  }

  @Test
  void thePageKnowsNothingOfBeamsPipelines() {
    assertEquals(Set.of(), found(sources(PAGE, Integer.MAX_VALUE), Pattern.compile("org\\.apache\\.beam\\.[a-z]+"), MatchResult::group));
  }

  @Test
  void everyPackageIsNamedHere() throws IOException {
    try (var files = Files.walk(SOURCES)) {
      var names =
          files
              .filter(file -> file.endsWith("package-info.java") && !file.getParent().equals(SOURCES))
              .map(file -> SOURCES.relativize(file.getParent()).toString().replace('/', '.'))
              .collect(Collectors.toCollection(TreeSet::new));
      assertEquals(MAY_USE.stream().map(Map.Entry::getKey).collect(Collectors.toCollection(TreeSet::new)), names);
    }
  }

  @Test
  void everyFolderWithSourcesSaysWhatItIs() throws IOException {
    try (var files = Files.walk(SOURCES)) {
      var without = files.filter(Files::isDirectory).filter(folder -> !Files.exists(folder.resolve("package-info.java"))).toList();
      assertEquals(List.of(), without);
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
    for (var wing : WINGS) {
      assertEquals(
          Set.of(), found(sourcesBelow(wing), Pattern.compile("\\b[a-z]+Streaming\\b|StreamingOptions"), MatchResult::group), wing);
    }
  }

  private static String wing(String name) {
    return name.split("\\.")[0];
  }

  /** The packages of the project that sources import from. */
  private static Set<String> packagesUsed(List<Path> sources) {
    return found(sources, Pattern.compile("(?m)^import (?:static )?io\\.meterline\\.([a-z.]+)\\.[A-Z]"), one -> one.group(1));
  }

  /** What a pattern finds in sources. */
  private static Set<String> found(List<Path> sources, Pattern pattern, Function<MatchResult, String> part) {
    return sources.stream()
        .flatMap(file -> pattern.matcher(read(file)).results())
        .map(part)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static List<Path> sources(String name) {
    return sources(folder(name), 1);
  }

  private static List<Path> sourcesBelow(String name) {
    return sources(folder(name), Integer.MAX_VALUE);
  }

  private static Path folder(String name) {
    return SOURCES.resolve(name.replace('.', '/'));
  }

  private static List<Path> sources(Path folder, int depth) {
    try (Stream<Path> files = Files.walk(folder, depth)) {
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
