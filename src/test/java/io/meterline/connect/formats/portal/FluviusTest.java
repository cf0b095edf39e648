package io.meterline.connect.formats.portal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.meterline.connect.formats.FormatOptions;
import io.meterline.connect.formats.Found;
import io.meterline.connect.formats.MeterReading;
import io.meterline.connect.formats.FormatOptions.Export;
import io.meterline.connect.formats.FormatOptions.Registers;
import io.meterline.model.MeterlineException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Files as mijn.fluvius.be hands them out. */
class FluviusTest {
  private static final String DUTCH =
      "Van (datum);Van (tijdstip);Tot (datum);Tot (tijdstip);EAN-code;Meter;Metertype;Register;Volume;Eenheid;Validatiestatus;Omschrijving\n";
  private static final String ENGLISH =
      "From (date);From (time);Until (date);Until (time);EAN code;Meter;Meter type;Register;Volume;Unit;Validation status;Description\n";

  private static String row(String from, String to, String register, String volume) {
    return row(from, to, register, volume, "kWh", "Uitgelezen");
  }

  private static String row(String from, String to, String register, String volume, String unit, String status) {
    return String.join(
        ";", from.substring(0, 10), from.substring(11), to.substring(0, 10), to.substring(11), "=\"540000000000000001\"", "1SAG1", "Digitale meter",
        register, volume, unit, status, "\n");
  }

  private static Found read(String rows) {
    return read(FormatOptions.NONE, rows);
  }

  private static Found read(FormatOptions options, String rows) {
    return Found.of(new Fluvius(), DUTCH + rows, options);
  }

  @Test
  void dayAndNightAreOneMeterAndInjectionIsAnother() {
    var run =
        read(
            row("01-06-2024 06:45:00", "01-06-2024 07:00:00", "Afname Nacht", "0,18")
                + row("01-06-2024 06:45:00", "01-06-2024 07:00:00", "Injectie Nacht", "0,000")
                + row("01-06-2024 07:00:00", "01-06-2024 07:15:00", "Afname Dag", "0,2")
                + row("01-06-2024 07:00:00", "01-06-2024 07:15:00", "Injectie Dag", "0,034"));
    assertEquals(
        List.of(
            "540000000000000001 2024-06-01T04:45:00Z 900 180000",
            "540000000000000001 2024-06-01T05:00:00Z 900 200000",
            "540000000000000001/export 2024-06-01T04:45:00Z 900 0",
            "540000000000000001/export 2024-06-01T05:00:00Z 900 34000"),
        run.lines());
    assertEquals(List.of("kWh"), run.units);
    assertEquals(List.of(), run.rejects);
  }

  @Test
  void registersOfOneIntervalAreAddedUpInAnyOrder() {
    var run =
        read(
            row("01-06-2024 06:45:00", "01-06-2024 07:00:00", "Afname Nacht", "0,1")
                + row("01-06-2024 07:00:00", "01-06-2024 07:15:00", "Afname Nacht", "0")
                + row("01-06-2024 06:45:00", "01-06-2024 07:00:00", "Afname Dag", "0")
                + row("01-06-2024 07:00:00", "01-06-2024 07:15:00", "Afname Dag", "0,25"));
    assertEquals(
        List.of("540000000000000001 2024-06-01T04:45:00Z 900 100000", "540000000000000001 2024-06-01T05:00:00Z 900 250000"), run.lines());
  }

  @Test
  void aRepeatedRowIsRejectedAndNotAddedUp() {
    var row = row("01-06-2024 06:45:00", "01-06-2024 07:00:00", "Afname Dag", "0,1");
    var run = read(row + row);
    assertEquals(List.of("540000000000000001 2024-06-01T04:45:00Z 900 100000"), run.lines());
    assertEquals(1, run.rejects.size());
    assertTrue(run.rejects.get(0).startsWith("3: ") && run.rejects.get(0).contains("is there already"), run.rejects.get(0));
  }

  @Test
  void registersCanBeKeptApart() {
    var run =
        read(
            OptionsFor.registers(Registers.APART, Export.APART),
            row("01-06-2024 06:45:00", "01-06-2024 07:00:00", "Afname Nacht", "0,1")
                + row("01-06-2024 07:00:00", "01-06-2024 07:15:00", "Afname Dag", "0,2")
                + row("01-06-2024 07:00:00", "01-06-2024 07:15:00", "Injectie Dag", "0,3"));
    assertEquals(
        List.of(
            "540000000000000001/night 2024-06-01T04:45:00Z 900 100000",
            "540000000000000001/day 2024-06-01T05:00:00Z 900 200000",
            "540000000000000001/export/day 2024-06-01T05:00:00Z 900 300000"),
        run.lines());
  }

  @Test
  void injectionCanBeNegativeEnergyOfTheMeter() {
    var run =
        read(
            OptionsFor.registers(Registers.SUM, Export.NEGATIVE),
            row("01-06-2024 12:00:00", "01-06-2024 12:15:00", "Afname Dag", "0,1")
                + row("01-06-2024 12:00:00", "01-06-2024 12:15:00", "Injectie Dag", "0,35"));
    assertEquals(List.of("540000000000000001 2024-06-01T10:00:00Z 900 -250000"), run.lines());
  }

  @Test
  void rowsWithoutAVolumeAreCountedAndNotZero() {
    var run =
        read(
            row("01-06-2024 06:45:00", "01-06-2024 07:00:00", "Afname Dag", "", "kWh", "Geen verbruik")
                + row("01-06-2024 07:00:00", "01-06-2024 07:15:00", "Afname Dag", "0,000"));
    assertEquals(List.of("540000000000000001 2024-06-01T05:00:00Z 900 0"), run.lines());
    assertEquals(Map.of("rows without a volume, 'Geen verbruik'", 1), run.leftOut);
  }

  @Test
  void estimatesAreMarked() {
    var run =
        read(
            row("01-06-2024 06:45:00", "01-06-2024 07:00:00", "Afname Dag", "0,1", "kWh", "Geschat")
                + row("01-06-2024 07:00:00", "01-06-2024 07:15:00", "Afname Dag", "0,1", "kWh", "Estimated")
                + row("01-06-2024 07:15:00", "01-06-2024 07:30:00", "Afname Dag", "0,1", "kWh", "Gevalideerd"));
    assertEquals(
        List.of(
            "540000000000000001 2024-06-01T04:45:00Z 900 100000 estimated",
            "540000000000000001 2024-06-01T05:00:00Z 900 100000 estimated",
            "540000000000000001 2024-06-01T05:15:00Z 900 100000"),
        run.lines());
  }

  @Test
  void reactiveEnergyAndVolumesOfGasAreLeftOut() {
    var run =
        read(
            row("01-06-2024 06:00:00", "01-06-2024 07:00:00", "Afname Inductief", "0,1", "kVArh", "Uitgelezen")
                + row("01-06-2024 06:00:00", "01-06-2024 07:00:00", "Afname", "0,1", "m³", "Uitgelezen")
                + row("01-06-2024 06:00:00", "01-06-2024 07:00:00", "Afname", "1,056", "kWh", "Uitgelezen"));
    assertEquals(List.of("540000000000000001 2024-06-01T04:00:00Z 3600 1056000"), run.lines());
    assertEquals(Map.of("values in kVArh, which is no energy", 1, "values in m³, which is no energy", 1), run.leftOut);
  }

  @Test
  void otherRegistersAreNotMixedWithOfftake() {
    var run =
        read(
            row("01-06-2024 06:45:00", "01-06-2024 07:00:00", "Afname Actief", "0,1")
                + row("01-06-2024 06:45:00", "01-06-2024 07:00:00", "Productie Actief", "0,7"));
    assertEquals(
        List.of(
            "540000000000000001 2024-06-01T04:45:00Z 900 100000", "540000000000000001/productie actief 2024-06-01T04:45:00Z 900 700000"),
        run.lines());
  }

  @Test
  void theEnglishFileOfASpreadsheetIsTheSame() {
    var text =
        "\uFEFF" + ENGLISH
            + "05/06/2024;7:00;05/06/2024;7:15;=\"540000000000000001\";=\"1SAG1\";Digital meter;Offtake Day;0,18;KWH;Read;;;\n"
            + ";;;;;;;;;;;\n"
            + "05/06/2024;7:00;05/06/2024;7:15;540000000000000001;1SAG1;Digital meter;Injection Day;1.5;kWh;Read\n\n";
    var run = Found.of(new Fluvius(), text.replace("\n", "\r\n"), FormatOptions.NONE);
    assertEquals(
        List.of("540000000000000001 2024-06-05T05:00:00Z 900 180000", "540000000000000001/export 2024-06-05T05:00:00Z 900 1500000"), run.lines());
    assertEquals(List.of(), run.rejects);
  }

  @Test
  void quotedCellsAndOtherOrdersOfColumnsAreRead() {
    var text =
        "\"Register\";\"Volume\";\"EENHEID\";\"EAN-code\";\"Van (datum)\";\"Van (tijdstip)\";\"Tot (datum)\";\"Tot (tijdstip)\"\n"
            + "\"Afname Dag\";\"0,5\";\"kWh\";\"=\"\"54\"\"\";\"01-06-2024\";\"00:00\";\"01-06-2024\";\"01:00\"\n";
    assertEquals(List.of("54 2024-05-31T22:00:00Z 3600 500000"), Found.of(new Fluvius(), text, FormatOptions.NONE).lines());
  }

  @Test
  void daysAreAsLongAsClocksShow() {
    var run =
        read(
            row("30-03-2024 00:00:00", "31-03-2024 00:00:00", "Afname Dag", "9")
                + row("31-03-2024 00:00:00", "01-04-2024 00:00:00", "Afname Dag", "8")
                + row("31-03-2024 00:00:00", "01-04-2024 00:00:00", "Afname Nacht", "1,5")
                + row("27-10-2024 00:00:00", "27-10-2024 23:59:59", "Afname Dag", "7")
                + row("28-10-2024 00:00:00", "28-10-2024 24:00:00", "Afname Dag", "6")
                + row("29-10-2024 00:00:00", "29-10-2024 00:00:00", "Afname Dag", "5"));
    assertEquals(
        List.of(
            "540000000000000001 2024-03-29T23:00:00Z 86400 9000000",
            "540000000000000001 2024-03-30T23:00:00Z 82800 9500000",
            "540000000000000001 2024-10-26T22:00:00Z 90000 7000000",
            "540000000000000001 2024-10-27T23:00:00Z 86400 6000000",
            "540000000000000001 2024-10-28T23:00:00Z 86400 5000000"),
        run.lines());
  }

  @Test
  void theDoubledHourOfAutumnIsToldForEachRegister() {
    var interleaved = new StringBuilder();
    for (var time : List.of("01:45-02:00", "02:00-02:15", "02:15-02:30", "02:30-02:45", "02:45-02:00", "02:00-02:15", "02:15-02:30", "02:30-02:45", "02:45-03:00")) {
      for (var register : List.of("Afname Nacht", "Injectie Nacht")) {
        interleaved.append(row("27-10-2024 " + time.substring(0, 5), "27-10-2024 " + time.substring(6), register, "0,1"));
      }
    }
    var run = read(interleaved.toString());
    assertEquals(List.of(), run.rejects);
    assertEquals(List.of(), run.notes);
    assertEquals(
        List.of("2024-10-26T23:45:00Z", "2024-10-27T00:00:00Z", "2024-10-27T00:15:00Z", "2024-10-27T00:30:00Z", "2024-10-27T00:45:00Z",
            "2024-10-27T01:00:00Z", "2024-10-27T01:15:00Z", "2024-10-27T01:30:00Z", "2024-10-27T01:45:00Z"),
        run.readings.stream().filter(reading -> reading.device().endsWith("/export")).map(reading -> reading.reading().at().toString()).toList());
    assertTrue(run.readings.stream().allMatch(reading -> reading.reading().seconds() == 900));
  }

  @Test
  void theDoubledHourInPairsIsToldToo() {
    var rows = new StringBuilder();
    for (var time : List.of("01:45-02:00", "02:00-02:15", "02:00-02:15", "02:15-02:30", "02:15-02:30", "02:30-02:45", "02:30-02:45", "02:45-03:00", "02:45-03:00", "03:00-03:15")) {
      rows.append(row("27-10-2024 " + time.substring(0, 5), "27-10-2024 " + time.substring(6), "Afname Nacht", "0,1"));
    }
    var run = read(rows.toString());
    assertEquals(10, run.readings.stream().map(reading -> reading.reading().at()).distinct().count());
    assertEquals("2024-10-27T01:45:00Z", run.readings.get(8).reading().at().toString());
    assertTrue(run.readings.stream().allMatch(reading -> reading.reading().seconds() == 900));
  }

  @Test
  void inSpringTheHourThatClocksPassOverIsNotThere() {
    var run =
        read(
            row("31-03-2024 01:45:00", "31-03-2024 03:00:00", "Afname Nacht", "0,1")
                + row("31-03-2024 02:00:00", "31-03-2024 02:15:00", "Afname Nacht", "0,1")
                + row("31-03-2024 03:00:00", "31-03-2024 03:15:00", "Afname Nacht", "0,1"));
    assertEquals(
        List.of("540000000000000001 2024-03-31T00:45:00Z 900 100000", "540000000000000001 2024-03-31T01:00:00Z 900 100000"), run.lines());
    assertEquals(1, run.rejects.size());
    assertTrue(run.rejects.get(0).contains("clocks are put forward"), run.rejects.get(0));
  }

  @Test
  void aZoneIsUsedThatTheUserNames() {
    var run = read(OptionsFor.zone("UTC"), row("01-06-2024 06:45:00", "01-06-2024 07:00:00", "Afname Dag", "0,1"));
    assertEquals("2024-06-01T06:45:00Z", run.readings.get(0).reading().at().toString());
  }

  @Test
  void badRowsAreRejectedWithTheirReasonAndTheRestIsRead() {
    var run =
        read(
            row("01-06-2024 06:45:00", "01-06-2024 07:00:00", "Afname Dag", "n/a")
                + row("31-06-2024 06:45:00", "01-06-2024 07:00:00", "Afname Dag", "1")
                + row("01-06-2024 07:00:00", "01-06-2024 06:00:00", "Afname Dag", "1")
                + row("01-06-2024 07:00:00", "01-06-2024 07:15:00", "Afname Dag", "1"));
    assertEquals(1, run.readings.size());
    assertEquals(3, run.rejects.size());
    assertTrue(run.rejects.get(0).endsWith("Volume is 'n/a', not a decimal number such as 0.125 or 0,125"), run.rejects.get(0));
    assertTrue(run.rejects.get(1).contains("Van is '31-06-2024 06:45:00', not a time"), run.rejects.get(1));
    assertTrue(run.rejects.get(2).contains("does not end after it starts"), run.rejects.get(2));
  }

  @Test
  void aMeterWithoutEanIsKnownByItsNumberOrNamedByTheUser() {
    var rows = "01-06-2024;06:00;01-06-2024;07:00;;1SAG1;;Afname Dag;1;kWh;;\n01-06-2024;06:00;01-06-2024;07:00;;;;Afname Dag;1;kWh;;\n";
    assertEquals("1SAG1", read(rows).readings.get(0).device());
    assertTrue(read(rows).rejects.get(0).contains("--device"));
    var named = read(OptionsFor.device("home"), rows);
    assertEquals(List.of("1SAG1", "home"), named.readings.stream().map(MeterReading::device).toList());
    assertEquals(List.of("a meter that the file names keeps its name: --device is for rows that name none"), named.notes);
  }

  @Test
  void onlySuchFilesAreTaken() {
    var format = new Fluvius();
    assertTrue(format.matches(DUTCH));
    assertTrue(format.matches("\uFEFF" + ENGLISH.toUpperCase(Locale.ROOT)));
    assertFalse(format.matches("device,at,seconds,kwh\n"));
    assertFalse(format.matches("Horodate;Valeur\n"));
    assertThrows(MeterlineException.class, () -> Found.of(format, "device,at,seconds,kwh\n", FormatOptions.NONE));
  }
}
