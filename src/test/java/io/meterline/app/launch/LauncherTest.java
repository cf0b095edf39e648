package io.meterline.app.launch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With which options the launcher starts Java. It is copied to a folder that looks built, and finds a Java there that prints them. */
class LauncherTest {
  private static final String ONLY_C1 = "-XX:TieredStopAtLevel=1";

  @TempDir private Path home;
  private Path archive;

  @BeforeEach
  void looksBuilt() throws IOException {
    Files.copy(Path.of("meterline"), home.resolve("meterline"));
    Files.createFile(home.resolve("pom.xml"));
    Files.createDirectories(home.resolve("src/main"));
    Files.createDirectories(home.resolve("target"));
    for (var built : List.of("meterline.jar", "classpath.txt", "profiles.txt")) {
      Files.createFile(home.resolve("target").resolve(built));
    }
    var java = Files.createDirectories(home.resolve("jdk/bin")).resolve("java");
    Files.writeString(java, "#!/bin/sh\nprintf '%s\\n' \"$@\"\n");
    Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwxr-xr-x"));
    archive = Files.createDirectories(home.resolve("an archive"));
  }

  @Test
  void aReplayOfASmallLogStartsWithoutC2() throws Exception {
    write(1_000_000);
    assertTrue(options("run", "--archive", archive.toString(), "--views=v").contains(ONLY_C1));
    assertTrue(options("run", "--views", "v", "--archive=" + archive).contains(ONLY_C1));
  }

  @Test
  void aReplayOfALargeLogHasC2() throws Exception {
    write(70_000_000);
    assertEquals(List.of(), onlyC1("run", "--archive", archive.toString(), "--views=v"));
  }

  @Test
  void aLiveRunHasC2HoweverSmallItsArchiveIs() throws Exception {
    write(1_000_000);
    assertEquals(List.of(), onlyC1("run", "--kafka=localhost:9092", "--archive", archive.toString()));
    assertEquals(List.of(), onlyC1("run", "--archive=" + archive, "--kafka", "localhost:9092"));
    assertEquals(List.of(), onlyC1("run", "@live.args", "--archive=" + archive));
  }

  @Test
  void aRunWhoseLogIsElsewhereHasC2() throws Exception {
    assertEquals(List.of(), onlyC1("run", "--archive=gs://bucket/log", "--views=v"));
    assertEquals(List.of(), onlyC1("run", "--archive"));
    assertEquals(List.of(), onlyC1("verify", "--archive", archive.toString(), "v"));
  }

  @Test
  void whatTheUserSaysComesLast() throws Exception {
    var options = options("run", "--archive", archive.toString());
    assertTrue(options.contains(ONLY_C1), options::toString);
    assertTrue(options.indexOf("-Xmx3g") > options.indexOf(ONLY_C1), options::toString);
  }

  private void write(int bytes) throws IOException {
    Files.write(Files.createDirectories(archive.resolve("readings")).resolve("part-0.parquet"), new byte[bytes]);
  }

  private List<String> onlyC1(String... arguments) throws Exception {
    return options(arguments).stream().filter(ONLY_C1::equals).toList();
  }

  private List<String> options(String... arguments) throws Exception {
    var command = new ArrayList<>(List.of(home.resolve("meterline").toString()));
    command.addAll(List.of(arguments));
    var builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("JAVA_HOME", home.resolve("jdk").toString());
    builder.environment().put("METERLINE_JAVA_OPTS", "-Xmx3g");
    builder.environment().remove("METERLINE_PROFILES");
    var process = builder.start();
    var lines = new String(process.getInputStream().readAllBytes()).lines().toList();
    assertTrue(process.waitFor(20, TimeUnit.SECONDS));
    assertEquals(0, process.exitValue(), lines::toString);
    return lines;
  }
}
