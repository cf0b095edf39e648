package io.meterline.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A command line with a typing error, or with an option that does nothing. */
class UsageErrorsTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          imprt --readings x --out y                 | there is no command 'imprt'; did you mean import? (see 'meterline --help')
          frobnicate                                 | there is no command 'frobnicate' (see 'meterline --help')
          run --knwon=then --archive x --views y     | there is no option --knwon of 'run', or of Beam; did you mean --known? (see 'meterline run --help')
          run --paralelism=2 --archive x --views y   | there is no option --paralelism of 'run', or of Beam; did you mean --parallelism? (see 'meterline run --help')
          run --targetParalelism=2 --archive x --views y | there is no option --targetParalelism of 'run', or of Beam; did you mean --targetParallelism? (see 'meterline run --help')
          run --frobnicate=2 --archive x --views y   | there is no option --frobnicate of 'run', or of Beam (see 'meterline run --help')
          import --reading x --out y                 | there is no option --reading; did you mean --readings? (see 'meterline import --help')
          import --readings x --out y --zoen=UTC     | there is no option --zoen; did you mean --zone? (see 'meterline import --help')
          import @none.args --readings x             | there is no file none.args to read options from (see 'meterline import --help')
          settings lst                               | there is no command 'lst'; did you mean list? (see 'meterline settings --help')
          """)
  void oneLineNamesWhatWasProbablyMeant(String words, String message) {
    var run = CommandRun.of((Object[]) words.strip().split(" +"));
    assertEquals(2, run.exitCode());
    assertEquals("meterline: " + message + "\n", run.err());
  }

  @Test
  void helpIsACommand() {
    assertEquals(CommandRun.of("import", "--help").out(), CommandRun.of("help", "import").out());
    assertEquals(CommandRun.of("--help").out(), CommandRun.of("help").out());
    assertEquals(0, CommandRun.of("help", "import").exitCode());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          --lateness=P2D                             | --lateness has no effect on --known=now: it is for --known=then
          --wait=PT1M --slack=PT2S --known=then      | --wait, --slack has no effect on a replay: it is for live runs (--kafka)
          --checkpoints=c --known=then --lateness=P2D| --checkpoints has no effect on a replay: it is for live runs (--kafka)
          """)
  void anOptionWithoutEffectOnAReplayIsSaid(String options, String message, @TempDir Path temp) {
    var words = ("run --archive " + temp.resolve("none") + " --views " + temp.resolve("views") + " " + options.strip()).split(" +");
    var err = CommandRun.of((Object[]) words).err().lines().toList();
    assertEquals("meterline: " + message, err.get(0));
    assertTrue(err.get(1).contains("there is no such folder"), err.get(1));
    assertEquals(2, err.size(), err::toString);
  }
}
