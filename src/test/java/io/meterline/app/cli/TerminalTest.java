package io.meterline.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever a file contains, no command prints an escape sequence from it. */
class TerminalTest {
  private static final String RED = "\u001b[31m";
  private static final String DEVICE = "m" + RED + "1\nm2\u009b2J";
  private static final String SHOWN = "m\\u001b[31m1\\u000am2\\u009b2J";

  @TempDir Path temp;

  @Test
  void namesOfUnusedColumns() throws IOException {
    var readings = write("r.csv", "device,at,seconds,kwh,no" + RED + "te\nm1,2013-01-01T00:00:00Z,1800,1,x\n");
    var run = plain(0, "import", "--readings", readings, "--out", temp.resolve("log"));
    assertEquals(
        "meterline: " + readings + ": columns not used: no\\u001b[31mte\nmeterline: " + readings + ": CSV, 1 meter, 30 minutes, kWh\n",
        run.err());
  }

  @Test
  void namesOfUnexpectedColumns() throws IOException {
    var run = plain(2, "import", "--settings", write("s.csv", "sc" + RED + "ope\n"), "--out", temp.resolve("log"));
    assertTrue(run.err().contains("it has sc\\u001b[31mope\n"), run.err());
    plain(2, "import", "--settings", write("s.csv", RED + "," + RED + "\n"), "--out", temp.resolve("log"));
  }

  @Test
  void namesOfFilesAndCommandLineArguments() {
    assertTrue(plain(2, "import", "--readings", temp.resolve("no" + RED + "ne"), "--out", "x").err().contains("no\\u001b[31mne: there is no"));
    plain(2, "views", "list", temp.resolve(RED));
    plain(2, "run", RED);
    plain(2, RED);
  }

  @Test
  void devicesZonesScopesAuthorsAndReasons() throws IOException {
    var readings = write("r.csv", "device,at,seconds,kwh\n\"" + DEVICE + "\",2013-01-01T00:00:00Z,1800,1\n");
    var settings =
        write(
            "s.csv",
            "scope,name,op,value,effective_at,author,reason\n"
                + "everyone,price.micros.per.kwh,SET,1,2013-01-01T00:00:00Z,an" + RED + "n,\"be\n" + RED + "cause\"\n"
                + "everyone,timezone,SET,Mars/" + RED + ",2013-01-01T00:00:00Z,,\n"
                + "everyone," + RED + ",SET,1,2013-01-01T00:00:00Z,,\n");
    var log = temp.resolve("log");
    plain(0, "import", "--readings", readings, "--settings", settings, "--out", log);
    var explained = plain(0, "explain", "--archive", log, "--device", DEVICE, "--at", "2013-01-01T01:00:00Z");
    assertTrue(explained.out().startsWith("device " + SHOWN + " at "), explained.out());
    assertTrue(explained.out().contains(", by an\\u001b[31mn: be \\u001b[31mcause\n"), explained.out());

    plain(0, "run", "--archive", log, "--views", temp.resolve("views"));
    plain(0, "import", "--settings", settings, "--readings", write("r.csv", "device,at,seconds,kwh\n"), "--out", temp.resolve("empty"));
    plain(0, "run", "--archive", temp.resolve("empty"), "--views", temp.resolve("other"));
    var compared = plain(1, "verify", temp.resolve("views"), temp.resolve("other"));
    assertTrue(compared.out().contains("device=" + SHOWN + " "), compared.out());
  }

  @Test
  void helpIsPlain() {
    plain(0, "--help");
    plain(0, "import", "--help");
  }

  private Path write(String name, String text) throws IOException {
    return Files.writeString(temp.resolve(name), text);
  }

  private static CommandRun plain(int exitCode, Object... words) {
    var run = CommandRun.of(words);
    assertEquals(exitCode, run.exitCode(), run.err());
    var all = run.out() + run.err();
    assertTrue(all.chars().noneMatch(c -> Character.isISOControl(c) && c != '\n'), all);
    return run;
  }
}
