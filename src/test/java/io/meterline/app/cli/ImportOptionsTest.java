package io.meterline.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.meterline.connect.formats.CsvOptions;
import io.meterline.connect.formats.EnergyUnit;
import io.meterline.connect.formats.FormatOption;
import io.meterline.connect.formats.FormatOptions;
import io.meterline.model.MeterlineException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The options about readings, as the formats get them. */
class ImportOptionsTest {
  @TempDir private Path temp;

  @Command
  private static final class Parsed {
    @Mixin private ImportOptions options;
    @Mixin private ImportCsvOptions csv;

    private static FormatOptions of(String... args) {
      var parsed = new Parsed();
      Meterline.configured(new CommandLine(parsed)).parseArgs(args);
      return parsed.options.options(parsed.csv.options());
    }
  }

  @Test
  void whatIsNotSaidIsLeftToTheFormat() {
    assertEquals(FormatOptions.NONE, Parsed.of());
  }

  @Test
  void everythingThatIsSaidReachesTheFormat() {
    assertEquals(
        new FormatOptions(
            Optional.of(ZoneId.of("Europe/Brussels")),
            Optional.of("home"),
            Optional.of(Duration.ofMinutes(15)),
            FormatOptions.Registers.APART,
            FormatOptions.Export.NEGATIVE,
            25_000,
            new CsvOptions(
                Map.of("device", "Meter", "at", "Start time", "kwh", "Usage (kWh), net"),
                Optional.of(';'),
                Optional.of(','),
                3,
                Optional.of(StandardCharsets.ISO_8859_1),
                Optional.of("dd/MM/yyyy HH:mm"),
                Optional.of(CsvOptions.Stamp.END),
                Optional.of(EnergyUnit.KW),
                CsvOptions.Values.REGISTER)),
        Parsed.of(
            "--zone=Europe/Brussels",
            "--device=home",
            "--interval=PT15M",
            "--registers=apart",
            "--export=negative",
            "--max-watts=25000",
            "--columns",
            "device=Meter,at=Start time,kwh=Usage (kWh), net",
            "--delimiter=;",
            "--decimal=comma",
            "--skip-lines=3",
            "--encoding=ISO-8859-1",
            "--time-format=dd/MM/yyyy HH:mm",
            "--stamp=end",
            "--unit=kW",
            "--register"));
  }

  @Test
  void theStampThatIsTheDefaultIsSaidToo() {
    assertEquals(Optional.of(CsvOptions.Stamp.START), Parsed.of("--stamp=start").csv().stamp());
  }

  @Test
  void everyOptionOfAFormatIsOneOfTheImport() {
    var spec = Meterline.configured(new CommandLine(new Parsed())).getCommandSpec();
    for (var option : FormatOption.values()) {
      assertTrue(spec.optionsMap().containsKey(option.optionName()), option.optionName());
    }
  }

  @Test
  void anOptionThatOtherFormatsShareWithCsvDoesNotMakeAFileCsv() throws IOException {
    var folder = new ImportFolder(temp);
    var file = Files.writeString(temp.resolve("enedis.csv"), "Horodate;Valeur\n2024-01-01 00:30;1000\n2024-01-01 01:00;1000\n");
    for (var format : new String[] {"auto", "enedis"}) {
      var run = folder.run("--dry-run", "--readings", file, "--device=m", "--stamp=end", "--format=" + format);
      assertEquals("meterline: " + file + ": Enedis load curve CSV, 1 meter, 30 minutes, W\n", run.err());
      assertTrue(run.out().contains("2023-12-31T23:00:00Z"), run.out());
    }
  }

  @Test
  void theLastOfARepeatedOptionCountsAlsoAfterAFileOfOptions() throws IOException {
    var file = Files.writeString(temp.resolve("my.args"), "# my meter\n--zone=Europe/Brussels\n--delimiter=tab --columns at=Time\n");
    var options = Parsed.of("@" + file, "--zone=Europe/Paris", "--columns=device=Meter");
    assertEquals(Optional.of(ZoneId.of("Europe/Paris")), options.zone());
    assertEquals(Optional.of('\t'), options.csv().delimiter());
    assertEquals(Map.of("at", "Time", "device", "Meter"), options.csv().columns());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          --interval=PT0S         | --interval is PT0S, must be PT1S to PT8784H
          --interval=PT0.5S       | --interval is PT0.5S, must be PT1S to PT8784H
          --interval=P367D        | --interval is PT8808H, must be PT1S to PT8784H
          --interval=PT90.5S      | --interval is PT1M30.5S, must be whole seconds
          --max-watts=0           | --max-watts is 0, must be at least 1
          --skip-lines=-1         | --skip-lines is -1, must be at least 0
          --delimiter=tabs        | --delimiter is 'tabs', must be a character, or one of: \\t, comma, pipe, semicolon, space, tab
          --decimal=x             | --decimal is 'x', must be a dot or a comma
          --encoding=latin-9000   | --encoding is 'latin-9000', not an encoding such as UTF-8, UTF-16LE or ISO-8859-1
          --unit=mWh              | --unit is 'mWh', must be one of: Wh, kWh, MWh, W, kW
          """)
  void whatIsOutOfBoundsIsOneLine(String option, String message) {
    assertEquals(message, assertThrows(MeterlineException.class, () -> Parsed.of(option)).getMessage());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          --readings=R --dry-run --format=nem13               | --format is 'nem13', must be auto or one of:
          --readings=R --dry-run --format=nem12 --columns=at=x | --columns is for CSV files, not for --format=nem12
          --readings=R --dry-run --zone=Belgium               | 'Belgium' is not a time zone such as Europe/Brussels, UTC or +10:00
          --readings=R --dry-run --split=PT10S                | --split is PT10S, must be PT1M to PT24H
          --readings=R --dry-run --split=P2D                  | --split is PT48H, must be PT1M to PT24H
          --readings=R --dry-run --columns=at                 | --columns is 'at', must be NAME=COLUMN, such as at=Start
          --readings=R --dry-run --registers=both             | --registers is 'both', must be one of: sum, apart
          --readings=R --dry-run --time-format=DD/jj          | --time-format 'DD/jj': Unknown pattern letter: j; write a pattern such as dd/MM/yyyy HH:mm, epoch-seconds or epoch-millis
          --settings=R --dry-run --device=x                   | --device is about readings: add --readings
          --readings=R                                        | Missing required option: '--out=ARCHIVE'
          --out=x                                             | Missing required option: --readings or --settings
          --readings=R --dry-run --append                     | --dry-run compares with no archive: leave out --append
          """)
  void whatCannotBeMeantIsRefused(String options, String message) throws IOException {
    var file = new ImportFolder(temp).readings("r.csv", "m1,2024-01-01T00:00:00Z,3600,1");
    var run = CommandRun.of((Object[]) ("import " + options.strip().replace("R", file.toString())).split(" +"));
    assertEquals(2, run.exitCode());
    assertTrue(run.err().contains(message), run.err());
    assertEquals(1, run.err().lines().count(), run.err());
  }

  @ParameterizedTest
  @CsvSource({"epoch-seconds, 1704067200", "epoch-millis, 1704067200000"})
  void numbersSince1970AreTimesAsMessagesSay(String format, String text) throws IOException {
    var file = new ImportFolder(temp).readings("r.csv", "m1," + text + ",3600,1");
    assertTrue(CommandRun.of("import", "--dry-run", "--readings", file).out().contains("say --time-format=" + format));
    var run = CommandRun.of("import", "--dry-run", "--readings", file, "--time-format=" + format);
    assertEquals(0, run.exitCode(), run.err());
    assertTrue(run.out().contains("first          2024-01-01T00:00:00Z"), run.out());
  }

  @Test
  void anOptionWithoutEffectOnTheFormatIsSaid() throws IOException {
    var folder = new ImportFolder(temp);
    var file = folder.readings("r.csv", "m1,2024-01-01T00:00:00Z,3600,1");
    var run = folder.run("--dry-run", "--readings", file, "--registers=apart", "--export=negative");
    assertEquals(
        "meterline: --registers has no effect on CSV\nmeterline: --export has no effect on CSV\nmeterline: " + file + ": CSV, 1 meter, 1 hour, kWh\n",
        run.err());
  }
}
