package io.meterline.exact;

import io.meterline.model.log.LoggedChange;
import io.meterline.model.log.LoggedReading;
import io.meterline.model.log.Position;
import io.meterline.model.log.Reading;
import io.meterline.oracle.Log;
import java.io.BufferedReader;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import org.apache.commons.csv.CSVFormat;

/**
 * A year of half-hourly readings of 50 Australian homes, stored beside the project and not in it (CC BY 3.0 AU).
 *
 * @param folder its folder
 */
record SgscData(Path folder) {
  private static final String FOLDER_VARIABLE = "METERLINE_SGSC";

  /** The location of the data: the system property or environment variable {@value #FOLDER_VARIABLE}, or else beside the project. */
  static SgscData find() {
    var named = Optional.ofNullable(System.getProperty(FOLDER_VARIABLE)).or(() -> Optional.ofNullable(System.getenv(FOLDER_VARIABLE)));
    return new SgscData(Path.of(named.orElse("../shared/data/sgsc")).toAbsolutePath().normalize());
  }

  boolean isThere() {
    return Files.isRegularFile(readings()) && Files.isRegularFile(settings());
  }

  /** The message if the data is missing. */
  String missing() {
    return "SKIPPED: the real data is not in " + folder + "; " + FOLDER_VARIABLE + " may name another folder";
  }

  Path readings() {
    return folder.resolve("readings_2013.csv.gz");
  }

  Path settings() {
    return folder.resolve("settings_2013.csv");
  }

  /** The events as an import should read them, read without any of its code. */
  Log log() throws IOException {
    return new Log(readReadings(), readChanges());
  }

  private List<LoggedReading> readReadings() throws IOException {
    var readings = new ArrayList<LoggedReading>();
    try (var lines = new BufferedReader(new InputStreamReader(
        new GZIPInputStream(new FileInputStream(readings().toFile())), StandardCharsets.UTF_8))) {
      requireHeader("device,at,seconds,kwh", lines.readLine());
      for (var line = lines.readLine(); line != null; line = lines.readLine()) {
        readings.add(reading(line.split(","), readings.size()));
      }
    }
    return readings;
  }

  private static LoggedReading reading(String[] cells, long offset) {
    var at = Instant.parse(cells[1]);
    var seconds = Integer.parseInt(cells[2]);
    var energy = new BigDecimal(cells[3]).movePointRight(6).longValueExact();
    var position = new Position(at.plusSeconds(seconds), 0, offset);
    return new LoggedReading(cells[0], new Reading(at.toEpochMilli(), seconds, energy), position);
  }

  private List<LoggedChange> readChanges() throws IOException {
    var changes = new ArrayList<LoggedChange>();
    var format = CSVFormat.DEFAULT.builder().setHeader().setSkipHeaderRecord(true).get();
    try (var rows = format.parse(Files.newBufferedReader(settings()))) {
      for (var row : rows) {
        changes.add(
            new LoggedChange(
                row.get("scope"),
                row.get("name"),
                row.get("op"),
                row.get("value"),
                Instant.parse(row.get("effective_at")),
                Optional.of(row.get("author")).filter(author -> !author.isEmpty()),
                Optional.of(row.get("reason")).filter(reason -> !reason.isEmpty()),
                new Position(Instant.parse(row.get("logged_at")), 0, changes.size())));
      }
    }
    return changes;
  }

  private static void requireHeader(String expected, String found) {
    if (!expected.equals(found)) {
      throw new IllegalStateException("readings start with '" + found + "', not '" + expected + "'");
    }
  }
}
