package io.meterline.connect.formats.csv;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.meterline.model.MeterlineException;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** CSV files of any shape, by what the user says and what the file shows. */
class CsvReadingsTest {
  private static final String FIRST = "m1 2024-01-01T00:00:00Z 1800 500000";

  @TempDir private Path folder;

  @Test
  void columnsHaveTheNamesThatTheUserSays() {
    var seen =
        CsvText.with("columns", "device=Meter,at=Start,kwh=Usage (kWh)", "interval", "PT30M")
            .read("Start,Meter,Usage (kWh),Cost", "2024-01-01T00:00:00Z,m1,0.5,1");
    assertEquals(List.of(FIRST), seen.lines());
    assertTrue(seen.notes.get(0).endsWith("file.csv: columns not used: Cost"), seen.notes::toString);
    assertEquals(List.of("kWh"), seen.units);
  }

  @Test
  void aFileWithoutAHeaderHasColumnsByNumber() {
    var seen = CsvText.with("columns", "at=1,kwh=3", "device", "m1", "interval", "PT30M").read("2024-01-01T00:00:00Z,x,0.5", "2024-01-01T00:30:00Z,y,1");
    assertEquals(List.of(FIRST, "m1 2024-01-01T00:30:00Z 1800 1000000"), seen.lines());
  }

  @Test
  void aNumberIsTheNameOfAColumnIfOthersHaveNames() {
    var seen = CsvText.with("columns", "at=Start,kwh=1", "device", "m1", "interval", "PT30M").read("Start,1", "2024-01-01T00:00:00Z,0.5");
    assertEquals(List.of(FIRST), seen.lines());
  }

  @Test
  void aColumnThatTheUserSaysTakesTheNameFromAnotherOne() {
    var seen = CsvText.with("columns", "at=begin").read("device,at,begin,seconds,kwh", "m1,x,2024-01-01T00:00:00Z,1800,0.5");
    assertEquals(List.of(FIRST), seen.lines());
  }

  @Test
  void everyFaultOfAHeaderIsSaidAtOnce() {
    assertEquals(
        "has no column 'Zeit' for at, no column 'device' (is 'devise' meant?), the column 'seconds' twice, more than one column of energy"
            + " (kwh, watts); it has devise, seconds, kwh, watts; say which column is which with --columns, such as --columns at=NAME, and"
            + " the meter of a file that names none with --device",
        fails(CsvText.with("columns", "at=Zeit"), "devise,seconds,seconds,kwh,watts"));
  }

  @Test
  void unknownNamesInTheMappingAreSaid() {
    var message = assertThrows(MeterlineException.class, () -> CsvText.with("columns", "start=a").read("a,b")).getMessage();
    assertTrue(message.startsWith("--columns: there is no 'start'; there are device, at, end, "), message);
  }

  @Test
  void mwhMayBeMegaOrMilli() {
    assertEquals(
        "has the column 'mWh', which may be megawatt-hours (mwh) or milliwatt_hours; it has device, at, seconds, mwh; say which column is"
            + " which with --columns, such as --columns at=NAME, and the meter of a file that names none with --device",
        fails(CsvText.with(), "device,at,seconds,mWh"));
    assertEquals(List.of("m1 2024-01-01T00:00:00Z 1800 500000000"), CsvText.with().read("device,at,seconds,MWh", "m1,2024-01-01T00:00:00Z,1800,0.5").lines());
  }

  @ParameterizedTest
  @ValueSource(strings = {",", ";", "\t", "|"})
  void theDelimiterIsWhatSplitsTheHeader(String delimiter) {
    var seen = CsvText.with().read("device,at,seconds,kwh".replace(",", delimiter), "m1,2024-01-01T00:00:00Z,1800,0.5".replace(",", delimiter));
    assertEquals(List.of(FIRST), seen.lines());
    assertEquals(delimiter.equals(",") ? 0 : 1, seen.notes.size());
  }

  @Test
  void aDelimiterThatIsSaidIsNotGuessed() {
    var seen = CsvText.with("delimiter", ";").read("device;at;seconds;kwh;a,b,c,d,e,f", "m1;2024-01-01T00:00:00Z;1800;0.5;");
    assertEquals(List.of(FIRST), seen.lines());
    assertTrue(seen.notes.get(0).endsWith("columns not used: a,b,c,d,e,f"), seen.notes::toString);
  }

  @Test
  void quotedDecimalCommasAreFoundUnlessTheyMayBeThousands() {
    var header = "device,at,seconds,kwh";
    assertEquals(List.of(FIRST), CsvText.with().read(header, "m1,2024-01-01T00:00:00Z,1800,\"0,5\"").lines());
    assertEquals(List.of(), CsvText.with().read(header, "m1,2024-01-01T00:00:00Z,1800,\"1,250\"").lines());
    assertEquals(
        List.of("m1 2024-01-01T00:00:00Z 1800 1250000"),
        CsvText.with("decimal", ",").read(header, "m1,2024-01-01T00:00:00Z,1800,\"1,250\"").lines());
  }

  @Test
  void aDotInAFileOfDecimalCommasIsNeverTakenForOne() {
    var seen = CsvText.with("decimal", ",").read("device;at;seconds;kwh", "m1;2024-01-01T00:00:00Z;1800;1.250", "m1;2024-01-01T00:30:00Z;1800;1.250,5");
    assertEquals(List.of(), seen.lines());
    assertEquals("2: kwh is '1.250', not a decimal number such as 0,125", seen.rejects.get(0));
  }

  @Test
  void linesBeforeTheHeaderAreSkipped() {
    var seen = CsvText.with("skip-lines", "2").read("Report, of a meter", "\"unclosed", "", "# note", "#x,\"open", "device,at,seconds,kwh", "m1,2024-01-01T00:00:00Z,1800,0.5");
    assertEquals(List.of(FIRST), seen.lines());
  }

  @Test
  void delimitersAtTheEndOfRowsAreIgnored() {
    assertEquals(List.of(FIRST), CsvText.with().read("device,at,seconds,kwh", "m1,2024-01-01T00:00:00Z,1800,0.5,,").lines());
    assertEquals(List.of(FIRST), CsvText.with().read("device,at,seconds,kwh,,", "m1,2024-01-01T00:00:00Z,1800,0.5,,").lines());
  }

  @ParameterizedTest
  @ValueSource(strings = {"\" m1\"", " m1 ", "m1\u00a0", "\"m1\" "})
  void spacesAroundTextAreNoPartOfItQuotedOrNot(String device) {
    assertEquals(List.of(FIRST), CsvText.with().read("device,at,seconds,kwh", device + ",2024-01-01T00:00:00Z,1800,0.5").lines());
  }

  @ParameterizedTest
  @CsvSource({"ISO-8859-1, false", "windows-1252, false", "UTF-16LE, false", "UTF-16BE, true", "UTF-16LE, true", "UTF-8, true"})
  void textIsInTheEncodingThatIsSaidOrMarked(String encoding, boolean isMarked) throws IOException {
    var file = folder.resolve("e.csv");
    var text = (isMarked ? "\uFEFF" : "") + "Z\u00e4hler,at,seconds,kwh\nK\u00fcche,2024-01-01T00:00:00Z,1800,0.5\n";
    Files.write(file, text.getBytes(Charset.forName(encoding)));
    var seen = (isMarked ? CsvText.with("columns", "device=Z\u00e4hler") : CsvText.with("columns", "device=Z\u00e4hler", "encoding", encoding)).read(file);
    assertEquals(List.of("K\u00fcche 2024-01-01T00:00:00Z 1800 500000"), seen.lines());
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-16LE", "UTF-16BE"})
  void utf16WithoutAMarkIsRecognised(String encoding) throws IOException {
    var file = Files.write(folder.resolve("e.csv"), "device,at,seconds,kwh\n".getBytes(Charset.forName(encoding)));
    var failure = assertThrows(MeterlineException.class, () -> CsvText.with().read(file));
    assertEquals(file + ": is in UTF-16 without a byte order mark; say --encoding=" + encoding, failure.getMessage());
  }

  @Test
  void aHeaderInAnotherEncodingIsSaid() throws IOException {
    var file = Files.write(folder.resolve("e.csv"), "Z\u00e4hler,at,seconds,kwh\n".getBytes(StandardCharsets.ISO_8859_1));
    var failure = assertThrows(MeterlineException.class, () -> CsvText.with("columns", "device=Z\u00e4hler").read(file));
    assertTrue(failure.getMessage().contains("; it is not UTF-8: say --encoding, such as ISO-8859-1"), failure.getMessage());
  }

  @ParameterizedTest
  @CsvSource({"wh, 500", "kwh, 0.5", "mwh, 0.0005", "watts, 1000", "kw, 1", "milliwatt_hours, 500000"})
  void unitsAreConverted(String column, String number) {
    var seen = CsvText.with("columns", column + "=v").read("device,at,seconds,v", "m1,2024-01-01T00:00:00Z,1800," + number);
    assertEquals(List.of(FIRST), seen.lines());
  }

  @Test
  void aValueIsInTheUnitThatIsSaidElseKilowattHoursAndThatIsSaid() {
    var rows = new String[] {"device,at,seconds,value", "m1,2024-01-01T00:00:00Z,1800,0.5"};
    assertEquals(List.of("m1 2024-01-01T00:00:00Z 1800 500"), CsvText.with("unit", "WH").read(rows).lines());
    var seen = CsvText.with().read(rows);
    assertEquals(List.of(FIRST), seen.lines());
    assertTrue(seen.notes.get(0).endsWith(": value is taken as kWh; if it is not, say --unit"), seen.notes::toString);
  }

  @Test
  void aUnitThatTheColumnContradictsIsRefused() {
    assertEquals(
        "--unit is Wh, but the column is kwh; say --columns value=NAME for a column in another unit",
        fails(CsvText.with("unit", "WH"), "device,at,seconds,kwh"));
    assertEquals(
        "a counter counts energy, not W; say --unit Wh, kWh or MWh", fails(CsvText.with("unit", "W"), "device,at,register"));
  }

  @Test
  void anIntervalMayBeFixedOrGivenByItsEnd() {
    assertEquals(List.of(FIRST), CsvText.with("interval", "PT30M").read("device,at,kwh", "m1,2024-01-01T00:00:00Z,0.5").lines());
    var both = CsvText.with("columns", "end=to").read("device,at,to,kwh", "m1,2024-01-01T00:00:00Z,2024-01-01T00:30:00Z,0.5", "m1,2024-01-01T00:30:00Z,2024-01-01T00:30:00Z,1");
    assertEquals(List.of(FIRST), both.lines());
    assertEquals(List.of("3: end is 2024-01-01T00:30:00Z, not some whole seconds after 2024-01-01T00:30:00Z"), both.rejects);
    assertEquals(List.of(FIRST), CsvText.with("columns", "end=to").read("device,to,seconds,kwh", "m1,2024-01-01T00:30:00Z,1800,0.5").lines());
  }

  @Test
  void aTimeMayBeTheEndAndMidnightThenBelongsToTheDayBefore() {
    var seen =
        CsvText.with("stamp", "END", "interval", "PT30M", "zone", "UTC")
            .read("device,at,kwh", "m1,2024-01-01 00:30,0.5", "m1,2024-01-01 24:00,1", "m1,2024-01-03 00:00,2");
    assertEquals(List.of(FIRST, "m1 2024-01-01T23:30:00Z 1800 1000000", "m1 2024-01-02T23:30:00Z 1800 2000000"), seen.lines());
  }

  @Test
  void aStampThatTheColumnsContradictIsRefused() {
    assertEquals(
        "--stamp is start, but the column is end; say --columns at=NAME for a column of starts",
        fails(CsvText.with("columns", "end=to", "stamp", "START"), "device,to,seconds,kwh"));
    assertEquals(
        "--stamp is end, but there are columns of both, at and end; leave out --stamp",
        fails(CsvText.with("columns", "end=to", "stamp", "END"), "device,at,to,kwh"));
  }

  @Test
  void dateAndTimeMayBeApart() {
    var seen = CsvText.with("columns", "date=Datum,time=Zeit", "zone", "UTC", "time-format", "dd.MM.yyyy HH:mm", "interval", "PT30M").read("device;Datum;Zeit;kwh", "m1;01.01.2024;00:00;0,5");
    assertEquals(List.of(FIRST), seen.lines());
  }

  @ParameterizedTest
  @CsvSource({
    "dd/MM/yyyy HH:mm, 01/01/2024 00:00",
    "d.M.yy H:mm, 1.1.24 0:00",
    "MMM d uuuu h:mm a, Jan 1 2024 12:00 AM",
    "dd/MM/yyyy HH:mm, 31/12/2023 24:00",
    "yyyy-MM-dd HH:mm xx, 2024-01-01 01:00 +0100",
    "yyyyMMdd, 20240101",
    "epoch-seconds, 1704067200",
    "epoch-seconds, 1704067200.0",
    "epoch-millis, 1704067200000"
  })
  void timesAreWrittenAsIsSaid(String format, String text) {
    var seen = CsvText.with("time-format", format, "zone", "UTC").read("device,at,seconds,kwh", "m1," + text + ",1800,0.5");
    assertEquals(List.of(), seen.rejects);
    assertEquals(List.of(FIRST), seen.lines());
  }

  @ParameterizedTest
  @CsvSource({
    "dd/MM/yyyy HH:mm, 30/02/2024 00:00, not a time as in --time-format 'dd/MM/yyyy HH:mm'",
    "dd/MM/yyyy HH:mm, 01/13/2024 00:00, not a time as in --time-format 'dd/MM/yyyy HH:mm'",
    "dd/MM/yyyy HH:mm, 01/01/2024 24:30, not a time as in --time-format 'dd/MM/yyyy HH:mm'",
    "epoch-seconds, today, not seconds since 1970 (--time-format is epoch-seconds)",
    "epoch-millis, 99999999999999.5, not a whole number of milliseconds"
  })
  void timesWrittenInAnotherWayAreRejected(String format, String text, String why) {
    var seen = CsvText.with("time-format", format, "zone", "UTC").read("device,at,seconds,kwh", "m1," + text + ",1800,0.5");
    assertEquals(List.of("2: at is '" + text + "', " + why), seen.rejects);
  }

  @Test
  void aTimeFormatThatIsNoneIsSaid() {
    var failure = assertThrows(MeterlineException.class, () -> CsvText.with("time-format", "DD/jj").read("device,at,seconds,kwh"));
    assertTrue(failure.getMessage().startsWith("--time-format 'DD/jj': "), failure.getMessage());
  }

  @Test
  void aCounterMayBeARegisterColumnOrSaid() {
    var expected = List.of("m1 2024-01-01T00:00:00Z 1800 500000");
    assertEquals(expected, CsvText.with().read("device,at,register", "m1,2024-01-01T00:30:00Z,7.5", "m1,2024-01-01T00:00:00Z,7").lines());
    assertEquals(expected, CsvText.with("values", "REGISTER").read("device,at,wh", "m1,2024-01-01T00:00:00Z,7000", "m1,2024-01-01T00:30:00Z,7500").lines());
  }

  @ParameterizedTest
  @ValueSource(strings = {"2024-01-01 00:00,1.5", "m1;01.01.2024 00:00;1,5", "1704067200,7"})
  void aFileWithoutAHeaderIsReadByNumbersAsItsMessageSays(String row) {
    var why = fails(CsvText.with(), row);
    assertTrue(why.endsWith("; if it has no header row, say the columns by their numbers, such as --columns at=1,kwh=2"), why);
    assertFalse(fails(CsvText.with(), "m,at2,x").contains("no header row"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          PK\u0003\u0004x  | is a ZIP file, as spreadsheets (.xlsx) are: unpack it, or save it as CSV
          <!DOCTYPE html>    | is a web page; download the file again
          <HTML><body>       | is a web page; download the file again
          %PDF-1.7           | is a PDF; get the readings as CSV
          """)
  void whatIsNoTableSaysSo(String header, String why) {
    assertEquals(why, fails(CsvText.with(), header));
  }

  @Test
  void separatorsOfThousandsAreSaid() {
    var comma = CsvText.with().read("device,at,seconds,kwh", "m1,2024-01-01T00:00:00Z,1800,\"1,234.5\"");
    assertEquals(List.of("2: kwh is '1,234.5', not a decimal number such as 0.125; leave out the separators of thousands"), comma.rejects);
    var dot = CsvText.with().read("device;at;seconds;kwh", "m1;2024-01-01T00:00:00Z;1800;0,5", "m1;2024-01-01T00:30:00Z;1800;1.234,5");
    assertEquals(List.of("3: kwh is '1.234,5', not a decimal number such as 0,125; leave out the separators of thousands"), dot.rejects);
  }

  private String fails(CsvText options, String header) {
    var message = assertThrows(MeterlineException.class, () -> options.read(header, "x")).getMessage();
    return message.substring(message.indexOf("file.csv: ") + "file.csv: ".length());
  }
}
