package io.meterline.app.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.meterline.connect.formats.MeterReading;
import io.meterline.connect.formats.YearFiles;
import io.meterline.connect.parquet.DuckDb;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A year of a meter in each format, imported and replayed under a tariff with rates, ends in the same views as the same readings in the
 * columns of the log. The year has both days of changed clocks.
 */
@TestInstance(Lifecycle.PER_CLASS)
class ImportYearTest {
  private static final String ZONE = "Europe/Brussels";
  private static final DateTimeFormatter FOREIGN_TIME = DateTimeFormatter.ofPattern("dd/MM/yyyy HH.mm");

  @TempDir private static Path temp;

  /** The views of readings in the columns of the log, by the length of their intervals. */
  private final Map<Integer, Path> expected = new HashMap<>();

  @ParameterizedTest
  @EnumSource(YearFiles.class)
  void aYearInEachFormatEndsInTheViewsOfTheSameReadingsInOurColumns(YearFiles files) throws Exception {
    var path = temp.resolve(files.name());
    try (var out = Files.newBufferedWriter(path)) {
      files.write(readings(files.seconds()), out);
    }
    var options = new ArrayList<String>();
    files.options().zone().ifPresent(zone -> options.add("--zone=" + zone));
    files.options().device().ifPresent(device -> options.add("--device=" + device));
    assertSameViews(path, files.format().title(), files.seconds(), options);
  }

  @Test
  void aYearInAForeignCsvEndsInThemByOptionsOnly() throws Exception {
    var text = new StringBuilder("Export of the meter\n\nZähler;Bis;Mittel [kW];Zustand\n");
    for (var reading : readings(1800)) {
      var end = FOREIGN_TIME.format(Instant.ofEpochMilli(reading.reading().endMillis()).atZone(ZoneId.of(ZONE)));
      var kilowatts = BigDecimal.valueOf(reading.reading().meanWatts(), 3).toPlainString().replace('.', ',');
      text.append(reading.device()).append(';').append(end).append(';').append(kilowatts).append(";ok\n");
    }
    var path = Files.writeString(temp.resolve("foreign.csv"), text, UTF_8);
    assertSameViews(
        path,
        "CSV",
        1800,
        List.of(
            "--skip-lines=2", "--columns=device=Zähler,end=Bis,value=Mittel [kW]", "--unit=kW", "--interval=PT30M", "--zone=" + ZONE,
            "--time-format=dd/MM/yyyy HH.mm"));
  }

  private static List<MeterReading> readings(int seconds) {
    return YearFiles.readings(seconds, YearFiles.DAYS);
  }

  private void assertSameViews(Path file, String title, int seconds, List<String> options) throws Exception {
    var views = views(file, title, options);
    var verified = CommandRun.of("verify", views, expected(seconds));
    assertTrue(verified.out().endsWith("identical\n"), verified.out());
    assertEquals(0, verified.exitCode());
  }

  private Path expected(int seconds) throws Exception {
    if (!expected.containsKey(seconds)) {
      var text = new StringBuilder(ImportFolder.READINGS);
      for (var reading : readings(seconds)) {
        text.append(reading.device()).append(',').append(reading.reading().at()).append(',').append(seconds).append(',');
        text.append(YearFiles.kwh(reading)).append('\n');
      }
      var views = views(Files.writeString(temp.resolve("ours-" + seconds), text), "CSV", List.of());
      var energy = readings(seconds).stream().mapToLong(reading -> reading.reading().milliwattHours()).sum();
      assertEquals(
          List.of("367 367 " + energy + " true"),
          DuckDb.query(
              "SELECT concat_ws(' ', count(*), count(cost_micros), sum(milliwatt_hours), sum(cost_micros) <> sum(milliwatt_hours) * 310000 / 1e6)"
                  + " FROM '" + views + "/current/usage/*.parquet'"));
      expected.put(seconds, views);
    }
    return expected.get(seconds);
  }

  /** Imports a file, whose format is found out, and replays it. */
  private Path views(Path file, String title, List<String> options) throws IOException {
    var folder = new ImportFolder(Files.createDirectory(temp.resolve(file.getFileName() + "-run")));
    var settings =
        folder.settings(
            "settings.csv",
            "everyone,timezone,SET," + ZONE + ",2023-12-01T00:00:00Z",
            "everyone,price.micros.per.kwh,SET,310000; 00:30-05:30 75000; Mo-Fr 16:00-19:00 420000,2023-12-01T00:00:00Z",
            "everyone,standing.micros.per.day,SET,450000,2023-12-01T00:00:00Z");
    var all = new ArrayList<Object>(List.of("--readings", file, "--settings", settings));
    all.addAll(options);
    var imported = folder.run(all.toArray());
    assertEquals(0, imported.exitCode(), imported.out() + imported.err());
    assertTrue(imported.err().contains(file + ": " + title + ", 1 meter, "), imported.err());
    var views = folder.folder().resolve("views");
    var run = CommandRun.of("run", "--archive", folder.archive(), "--views", views, "--runner=DirectRunner", "--targetParallelism=1");
    assertEquals(0, run.exitCode(), run.err());
    return views;
  }
}
