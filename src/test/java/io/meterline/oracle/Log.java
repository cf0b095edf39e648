package io.meterline.oracle;

import io.meterline.model.log.LoggedChange;
import io.meterline.model.log.LoggedReading;
import io.meterline.model.log.Position;
import io.meterline.model.log.Reading;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * A log small enough to print. Its printed form can be parsed, to reproduce a failure.
 *
 * @param readings in any order
 * @param changes in any order
 */
public record Log(List<LoggedReading> readings, List<LoggedChange> changes) {
  private static final CSVFormat FORMAT = CSVFormat.DEFAULT.builder().setRecordSeparator('\n').get();

  private static final List<Object> READING_COLUMNS =
      List.of("device", "at", "seconds", "milliwatt_hours", "logged_at", "partition", "offset");

  private static final List<Object> CHANGE_COLUMNS =
      List.of("scope", "name", "op", "value", "effective_at", "logged_at", "author", "reason", "partition", "offset");

  public Log {
    readings = List.copyOf(readings);
    changes = List.copyOf(changes);
  }

  /** Parses the output of {@link #readingsCsv} and {@link #settingsCsv}; columns in any order. */
  public static Log parse(String readingsCsv, String settingsCsv) {
    return new Log(
        records(readingsCsv).stream().map(Log::reading).toList(),
        records(settingsCsv).stream().map(Log::change).toList());
  }

  /** The readings as CSV with a header. */
  public String readingsCsv() {
    return csv(
        READING_COLUMNS,
        readings.stream()
            .map(
                logged ->
                    List.of(
                        logged.device(),
                        Instant.ofEpochMilli(logged.reading().atMillis()),
                        logged.reading().seconds(),
                        logged.reading().milliwattHours(),
                        logged.position().loggedAt(),
                        logged.position().partition(),
                        logged.position().offset())));
  }

  /** The settings changes as CSV with a header. A missing author or reason is an empty field. */
  public String settingsCsv() {
    return csv(
        CHANGE_COLUMNS,
        changes.stream()
            .map(
                change ->
                    List.of(
                        change.scope(),
                        change.name(),
                        change.op(),
                        change.value(),
                        change.effectiveAt(),
                        change.position().loggedAt(),
                        change.author().orElse(""),
                        change.reason().orElse(""),
                        change.position().partition(),
                        change.position().offset())));
  }

  /** Both texts. */
  public String asCsv() {
    return readingsCsv() + "\n" + settingsCsv();
  }

  @Override
  public String toString() {
    return "\n" + asCsv();
  }

  private static LoggedReading reading(CSVRecord line) {
    var at = Instant.parse(line.get("at")).toEpochMilli();
    var seconds = Integer.parseInt(line.get("seconds"));
    var energy = Long.parseLong(line.get("milliwatt_hours"));
    return new LoggedReading(line.get("device"), new Reading(at, seconds, energy), position(line));
  }

  private static LoggedChange change(CSVRecord line) {
    return new LoggedChange(
        line.get("scope"),
        line.get("name"),
        line.get("op"),
        line.get("value"),
        Instant.parse(line.get("effective_at")),
        Optional.of(line.get("author")).filter(author -> !author.isEmpty()),
        Optional.of(line.get("reason")).filter(reason -> !reason.isEmpty()),
        position(line));
  }

  private static Position position(CSVRecord line) {
    return new Position(
        Instant.parse(line.get("logged_at")),
        Integer.parseInt(line.get("partition")),
        Long.parseLong(line.get("offset")));
  }

  private static String csv(List<Object> columns, Stream<List<? extends Object>> lines) {
    var text = new StringBuilder();
    Stream.concat(Stream.of(columns), lines)
        .forEach(line -> text.append(FORMAT.format(line.toArray())).append('\n'));
    return text.toString();
  }

  private static List<CSVRecord> records(String csv) {
    var format = FORMAT.builder().setHeader().setSkipHeaderRecord(true).get();
    try (var parser = CSVParser.parse(new StringReader(csv), format)) {
      return parser.getRecords();
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }
}
