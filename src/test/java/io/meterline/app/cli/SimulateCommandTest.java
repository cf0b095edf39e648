package io.meterline.app.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.meterline.app.process.ExitCode;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SimulateCommandTest {
  @TempDir Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void writesAnArchiveAndReportsItsContents() {
    assertEquals(ExitCode.OK, simulate("one"));

    var summary = "(?s).*one: 2,[0-9]{3} readings and [0-9]+ settings changes in 2 files, .*";
    assertTrue(out.toString().matches(summary), out::toString);
    assertTrue(Files.exists(folder.resolve("one/readings/part-00000.parquet")));
    assertTrue(Files.exists(folder.resolve("one/settings/part-00000.parquet")));
  }

  @Test
  void theSameSeedProducesTheSameBytesAndAnotherSeedOthers() throws IOException {
    simulate("one", "--seed", "5");
    simulate("two", "--seed", "5");
    simulate("other", "--seed", "6");

    for (var file : List.of("readings/part-00000.parquet", "settings/part-00000.parquet")) {
      assertArrayEquals(bytes("one", file), bytes("two", file));
      assertFalse(Arrays.equals(bytes("one", file), bytes("other", file)), file);
    }
  }

  @Test
  void anArchiveThatExistsIsRefusedInOneLine() throws IOException {
    simulate("one");
    var before = bytes("one", "readings/part-00000.parquet");

    assertEquals(ExitCode.FAILED, simulate("one", "--seed", "2"));

    assertTrue(err.toString().matches("meterline: the archive .*one already exists.*\\R"), err::toString);
    assertArrayEquals(before, bytes("one", "readings/part-00000.parquet"));
  }

  @Test
  void badOptionsAreRefusedInOneLineAndNothingIsWritten() throws IOException {
    refused("devices must be 1 to 1000000, not 0", "--devices", "0");
    refused("days must be 1 to 36525, not -1", "--days", "-1");
    refused("'abc' is not a long", "--seed", "abc");
    refused("'tomorrow' is not a date such as 2024-03-31", "--start", "tomorrow");
    refused("'30m' is not a duration such as PT30M", "--interval", "30m");
    refused("interval must be PT1M to PT24H and divide a day into equal parts, not PT7M", "--interval", "PT7M");

    try (var entries = Files.list(folder)) {
      assertEquals(0, entries.count());
    }
  }

  private void refused(String why, String... options) {
    err.getBuffer().setLength(0);
    var arguments = new ArrayList<>(List.of("simulate", "--out", folder.resolve("refused").toString()));
    arguments.addAll(List.of(options));

    assertEquals(ExitCode.FAILED, execute(arguments));

    assertTrue(err.toString().contains(why), err::toString);
    assertEquals(1, err.toString().lines().count(), err::toString);
  }

  @Test
  void helpTeachesByExample() {
    assertEquals(ExitCode.OK, execute(List.of("simulate", "--help")));

    assertTrue(out.toString().contains("meterline simulate --devices 500"), out::toString);
  }

  private int simulate(String name, String... options) {
    var arguments = new ArrayList<>(List.of("simulate", "--devices", "5", "--days", "10"));
    arguments.addAll(List.of("--out", folder.resolve(name).toString()));
    arguments.addAll(List.of(options));
    return execute(arguments);
  }

  private int execute(List<String> arguments) {
    return Meterline.commandLine(out, err).execute(arguments.toArray(String[]::new));
  }

  private byte[] bytes(String name, String file) throws IOException {
    return Files.readAllBytes(folder.resolve(name).resolve(file));
  }
}
