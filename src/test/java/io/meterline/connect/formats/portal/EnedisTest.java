package io.meterline.connect.formats.portal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.meterline.connect.formats.CsvOptions.Stamp;
import io.meterline.connect.formats.FormatOptions;
import io.meterline.connect.formats.Found;
import io.meterline.connect.formats.FormatOptions.Export;
import io.meterline.connect.formats.FormatOptions.Registers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Files as Enedis hands them out, in the layouts of the years. */
class EnedisTest {
  private static final String PREAMBLE =
      "Identifiant PRM;Type de donnees;Date de debut;Date de fin;Grandeur physique;Grandeur metier;Etape metier;Unite;Pas en minutes\n"
          + "01234567890123;Courbe de charge;30/03/2024;01/04/2024;Energie active;Consommation;Comptage Brut;W;\n";
  private static final String CURVE = PREAMBLE + "\nHorodate;Valeur\n";
  private static final String DETAILED =
      "Identifiant PRM;Date de début;Date de fin;Grandeur physique;Grandeur métier;Etape métier;Unité;Horodate;Valeur;Nature;Pas;"
          + "Indice de vraisemblance;Etat complémentaire\n";

  private static Found read(String text) {
    return read(FormatOptions.NONE, text);
  }

  private static Found read(FormatOptions options, String text) {
    return Found.of(new Enedis(), text, options);
  }

  private static List<String> times(Found run) {
    return run.readings.stream().map(reading -> reading.reading().at().toString().substring(11, 16) + " " + reading.reading().seconds() / 60).toList();
  }

  @Test
  void wattsAreTheMeanOfTheIntervalThatEndsAtTheStamp() {
    var run = read(CURVE + "2024-03-30T00:30:00+01:00;412\n2024-03-30T01:00:00+01:00;100\n2024-03-30T01:30:00+01:00;1,5\n");
    assertEquals(
        List.of(
            "01234567890123 2024-03-29T23:00:00Z 1800 206000", "01234567890123 2024-03-29T23:30:00Z 1800 50000",
            "01234567890123 2024-03-30T00:00:00Z 1800 750"),
        run.lines());
    assertEquals(List.of("W"), run.units);
    assertEquals(List.of(), run.rejects);
  }

  @Test
  void anEnergyThatIsNoWholeNumberIsRoundedOnce() {
    var run = read(CURVE + "2024-03-30T00:10:00+01:00;1\n2024-03-30T00:20:00+01:00;0.0005\n2024-03-30T00:30:00+01:00;0\n");
    assertEquals(List.of(167L, 0L, 0L), run.readings.stream().map(reading -> reading.reading().milliwattHours()).toList());
  }

  @Test
  void daysOfChangedClocksAreTold() {
    var spring = read(CURVE + "2024-03-31T01:30:00+01:00;1\n2024-03-31T03:00:00+02:00;2\n2024-03-31T03:30:00+02:00;3\n");
    assertEquals(List.of("00:00 30", "00:30 30", "01:00 30"), times(spring));
    var autumn =
        read(
            CURVE + "2024-10-27T02:00:00+02:00;1\n2024-10-27T02:30:00+02:00;2\n2024-10-27T02:00:00+01:00;3\n2024-10-27T02:30:00+01:00;4\n"
                + "2024-10-27T03:00:00+01:00;5\n");
    assertEquals(List.of("23:30 30", "00:00 30", "00:30 30", "01:00 30", "01:30 30"), times(autumn));
  }

  @Test
  void aStepThatChangesIsFollowed() {
    var run =
        read(
            CURVE + "2024-01-01T01:00:00+01:00;1\n2024-01-01T02:00:00+01:00;1\n2024-01-01T02:30:00+01:00;1\n2024-01-01T03:00:00+01:00;1\n"
                + "2024-01-01T03:10:00+01:00;1\n2024-01-01T03:20:00+01:00;1\n2024-01-01T04:20:00+01:00;1\n2024-01-01T05:20:00+01:00;1\n");
    assertEquals(
        List.of("23:00 60", "00:00 60", "01:00 30", "01:30 30", "02:00 10", "02:10 10", "02:20 60", "03:20 60"), times(run));
    assertTrue(run.notes.stream().anyMatch(note -> note.endsWith("the step changes within the file: 10 min, 30 min, 60 min")), run.notes::toString);
  }

  @Test
  void aMissingRowIsAGapAndNotALongInterval() {
    var run =
        read(
            CURVE + "2024-01-01T00:30:00+01:00;1\n2024-01-01T01:00:00+01:00;1\n2024-01-01T02:00:00+01:00;1\n2024-01-01T02:30:00+01:00;1\n"
                + "2024-01-03T00:30:00+01:00;1\n2024-01-03T01:00:00+01:00;1\n");
    assertEquals(List.of("23:00 30", "23:30 30", "00:30 30", "01:00 30", "23:00 30", "23:30 30"), times(run));
  }

  @Test
  void theStepAfterAGapIsThatOfTheRowsAfterIt() {
    var run =
        read(
            CURVE + "2024-01-01T01:00:00+01:00;1\n2024-01-01T02:00:00+01:00;1\n2024-01-01T10:10:00+01:00;1\n2024-01-01T10:20:00+01:00;1\n");
    assertEquals(List.of("23:00 60", "00:00 60", "09:00 10", "09:10 10"), times(run));
  }

  @Test
  void rowsWithoutAValueAreCountedAndTellTheStep() {
    var run =
        read(CURVE + "2024-01-01T00:30:00+01:00;\n2024-01-01T01:00:00+01:00;100\n2024-01-01T01:30:00+01:00;\n2024-01-01T02:00:00+01:00;200\n");
    assertEquals(
        List.of("01234567890123 2023-12-31T23:30:00Z 1800 50000", "01234567890123 2024-01-01T00:30:00Z 1800 100000"), run.lines());
    assertEquals(Map.of("rows without a value", 2), run.leftOut);
  }

  @Test
  void aRowThatIsAloneHasNoLengthUnlessItIsSaid() {
    var run = read(CURVE + "2024-01-01T00:30:00+01:00;100\n");
    assertEquals(List.of(), run.lines());
    assertTrue(run.rejects.get(0).startsWith("5: the length of its interval cannot be told"), run.rejects.get(0));
    assertEquals("2024-01-01T00:30:00+01:00;100", run.rejectedTexts.get(0));
    var said = read(CURVE.replace("Brut;W;", "Brut;W;30") + "2024-01-01T00:30:00+01:00;100\n");
    assertEquals(List.of("01234567890123 2023-12-31T23:00:00Z 1800 50000"), said.lines());
  }

  @Test
  void rowsInFallingOrderAreRead() {
    var run = read(CURVE + "2024-01-01T01:30:00+01:00;3\n2024-01-01T01:00:00+01:00;2\n2024-01-01T00:30:00+01:00;1\n");
    assertEquals(List.of("00:00 30", "23:30 30", "23:00 30"), times(run));
  }

  @Test
  void theNewerFileHasStartsInParisWithoutAnOffset() {
    var run =
        read(
            PREAMBLE.replace("30/03/2024", "27/10/2024") + "Horodate;Valeur\n" + "2024-10-27 00:00:00;1\n2024-10-27 01:00:00;2\n2024-10-27 02:00:00;3\n"
                + "2024-10-27 02:00:00;4\n2024-10-27 03:00:00;5\n");
    assertEquals(List.of("22:00 60", "23:00 60", "00:00 60", "01:00 60", "02:00 60"), times(run));
    assertEquals(1, run.notes.size());
    assertTrue(run.notes.get(0).endsWith("times are taken as the start of intervals, as the first is the start of the period"), run.notes.get(0));
  }

  @Test
  void withoutAPeriodTimesWithoutAnOffsetAreStartsAndThatIsSaid() {
    var run = read(OptionsFor.device("home"), "Horodate;Valeur\n2024-01-01 00:30;1\n2024-01-01 01:00;1\n2024-01-01 01:30;1\n");
    assertEquals(List.of("23:30 30", "00:00 30", "00:30 30"), times(run));
    assertTrue(run.notes.get(0).endsWith("as they have no offset; --stamp=end takes them as the end"), run.notes.get(0));
  }

  @Test
  void theUserSaysWhichEndTimesAreWhateverTheFileSays() {
    var offsets = CURVE + "2024-03-30T00:30:00+01:00;1\n2024-03-30T01:00:00+01:00;1\n";
    assertEquals(List.of("23:00 30", "23:30 30"), times(read(offsets)));
    var starts = read(OptionsFor.stamp(Stamp.START), offsets);
    assertEquals(List.of("23:30 30", "00:00 30"), times(starts));
    assertEquals(List.of(), starts.notes);
    var period = PREAMBLE + "Horodate;Valeur\n2024-03-30 00:00:00;1\n2024-03-30 00:30:00;1\n";
    assertEquals(List.of("23:00 30", "23:30 30"), times(read(period)));
    assertEquals(List.of("22:30 30", "23:00 30"), times(read(OptionsFor.stamp(Stamp.END), period)));
  }

  @Test
  void aCounterOfProductionIsApartAlsoWhereProductionIsNegative() {
    var index = "Horodate;Type de releve;EAS T\n2019-09-02T00:00:00+02:00;A;1500\n2019-09-03T00:00:00+02:00;A;2250\n";
    var names = "Identifiant PRM;Type de donnees;Date de debut;Date de fin;Grandeur physique;Grandeur metier;Etape metier;Unite\n";
    var run =
        read(
            OptionsFor.registers(Registers.SUM, Export.NEGATIVE),
            names + "0123;Index;01/09/2019;04/09/2019;Energie active;Consommation;Comptage Brut;Wh\n" + index + names
                + "0123;Index;01/09/2019;04/09/2019;Energie active;Production;Comptage Brut;Wh\n" + index.replace("2250", "1900"));
    assertEquals(List.of("0123 2019-09-01T22:00:00Z 86400 750000", "0123/export 2019-09-01T22:00:00Z 86400 400000"), run.lines());
    assertEquals(
        List.of("0123/export: is a counter, so its energy is that of this device, and not negative energy of 0123"), run.notes);
  }

  @Test
  void theLastStartsOfAStepAreNotStretchedOverAGap() {
    var run =
        read(
            OptionsFor.device("home"),
            "Horodate;Valeur\n2024-01-01 00:00;1\n2024-01-01 00:30;1\n2024-01-01 05:00;1\n2024-01-01 05:10;1\n2024-01-01 05:20;1\n");
    assertEquals(List.of("23:00 30", "23:30 30", "04:00 10", "04:10 10", "04:20 10"), times(run));
  }

  @Test
  void detailedRowsSayTheirStepAndWhichEndTheirTimeIs() {
    var ends =
        read(
            DETAILED + "0123;2024-10-27 00:00:00;2024-10-28 00:00:00;PA;CONS;BRUT;W;2024-10-27 00:30:00;600;B;PT30M;0;0\n"
                + "0123;2024-10-27 00:00:00;2024-10-28 00:00:00;PA;CONS;BRUT;W;2024-10-27 01:00:00;100;E;PT30M;0;0\n"
                + "0123;2024-10-27 00:00:00;2024-10-28 00:00:00;PA;CONS;BRUT;W;2024-10-27 02:00:00;100;R;PT60M;0;0\n"
                + "0123;2024-10-27 00:00:00;2024-10-28 00:00:00;PA;CONS;BRUT;W;2024-10-27 02:00:00;100;R;PT60M;0;0\n");
    assertEquals(
        List.of(
            "0123 2024-10-26T22:00:00Z 1800 300000", "0123 2024-10-26T22:30:00Z 1800 50000 estimated",
            "0123 2024-10-26T23:00:00Z 3600 100000", "0123 2024-10-27T00:00:00Z 3600 100000"),
        ends.lines());
    assertTrue(ends.notes.get(0).contains("taken as the end of intervals"), ends.notes.get(0));
    var starts =
        read(
            DETAILED + "0123;2026-01-01;2026-01-02;EA;CONS;BRUT;Wh;2026-01-01T00:00:00+01:00;10;R;PT5M;0;0\n"
                + "0123;2026-01-01;2026-01-02;EA;CONS;BRUT;Wh;2026-01-01T00:05:00+01:00;11;R;PT5M;0;0\n");
    assertEquals(List.of("0123 2025-12-31T23:00:00Z 300 10000", "0123 2025-12-31T23:05:00Z 300 11000"), starts.lines());
  }

  @Test
  void productionIsADeviceOfItsOwnOrNegativeAndReactivePowerIsLeftOut() {
    var text =
        DETAILED + "0123;2026-01-01;2026-01-02;PA;CONS;BRUT;W;2026-01-01T00:00:00+01:00;100;R;PT30M;0;0\n"
            + "0123;2026-01-01;2026-01-02;PA;PROD;BRUT;kW;2026-01-01T00:00:00+01:00;0.3;R;PT30M;0;0\n"
            + "0123;2026-01-01;2026-01-02;PRI;CONS;BRUT;VAr;2026-01-01T00:00:00+01:00;9;R;PT30M;0;0\n"
            + "0123;2026-01-01;2026-01-02;PA;CONS;BEST;W;2026-01-01T00:00:00+01:00;101;C;PT30M;0;0\n";
    var run = read(text);
    assertEquals(List.of("0123 2025-12-31T23:00:00Z 1800 50000", "0123/export 2025-12-31T23:00:00Z 1800 150000"), run.lines());
    assertEquals(2, run.leftOut.size());
    assertEquals(List.of("0123 2025-12-31T23:00:00Z 1800 -100000"), read(OptionsFor.registers(Registers.SUM, Export.NEGATIVE), text).lines());
  }

  @Test
  void startsAndEndsWithKilowattsAreRead() {
    var run =
        read(
            OptionsFor.device("home"),
            "Début;Fin;Valeur (en kW)\n27/10/2024 02:30:00;27/10/2024 02:00:00;3,5\n".replace("27/10/2024 02:30", "27/10/2024 01:30")
                + "27/10/2024 02:00:00;27/10/2024 02:30:00;1\n27/10/2024 02:30:00;27/10/2024 02:00:00;2\n"
                + "27/10/2024 02:00:00;27/10/2024 02:30:00;3\n27/10/2024 02:30:00;27/10/2024 03:00:00;4\n27/10/2024 23:30:00;27/10/2024 24:00:00;0\n");
    assertEquals(
        List.of(
            "home 2024-10-26T23:30:00Z 1800 1750000", "home 2024-10-27T00:00:00Z 1800 500000", "home 2024-10-27T00:30:00Z 1800 1000000",
            "home 2024-10-27T01:00:00Z 1800 1500000", "home 2024-10-27T01:30:00Z 1800 2000000", "home 2024-10-27T22:30:00Z 1800 0"),
        run.lines());
    assertEquals(List.of("kW"), run.units);
  }

  @Test
  void energyOfDaysIsRead() {
    var run = read(OptionsFor.device("home"), "Date;Valeur (en kWh)\n30/03/2024;12,5\n31/03/2024;11\n01/04/2024;10\n");
    assertEquals(
        List.of("home 2024-03-29T23:00:00Z 86400 12500000", "home 2024-03-30T23:00:00Z 82800 11000000", "home 2024-03-31T22:00:00Z 86400 10000000"),
        run.lines());
  }

  @Test
  void theIndexOfEachDayBecomesDifferencesAndOtherSectionsAreLeftOut() {
    var run =
        read(
            "Identifiant PRM;Type de donnees;Date de debut;Date de fin;Grandeur physique;Grandeur metier;Etape metier;Unite\n"
                + "0123;Index;01/09/2019;04/09/2019;Energie active;Consommation;Comptage Brut;Wh\n"
                + "Horodate;Type de releve;EAS F1;EAS F2;EAS T\n" + "2019-09-02T00:00:00+02:00;Arrêté quotidien;1000;500;1500\n"
                + "2019-09-03T00:00:00+02:00;Arrêté quotidien;;;2250\n" + "2019-09-04T00:00:00+02:00;Arrêté quotidien;;;\n"
                + "Periode;Identifiant calendrier fournisseur;Libelle calendrier fournisseur\n" + "Du 2019-09-02T00:00:00+02:00 au;X;Base\n"
                + "Identifiant PRM;Type de donnees;Date de debut;Date de fin;Grandeur physique;Grandeur metier;Etape metier;Unite\n"
                + "0123;Puissance maximale quotidienne;01/09/2019;04/09/2019;Puissance maximale atteinte;Consommation;;VA\n"
                + "Horodate;Valeur\n" + "2019-09-02T10:00:00+02:00;4000\n");
    assertEquals(List.of("0123 2019-09-01T22:00:00Z 86400 750000"), run.lines());
    assertEquals(List.of(), run.rejects);
    assertEquals(1, run.leftOut.get("index rows without a total"));
    assertEquals(1, run.leftOut.get("rows of 'Puissance maximale quotidienne'"));
  }

  @Test
  void whatSpreadsheetsDoToAFileChangesNothing() {
    var text = "\uFEFF" + CURVE.replace("\n", ";;\n").replace("01234567890123", "=\"01234567890123\"") + "2024-03-30T00:30:00+01:00;412;\n;;\n2024-03-30T01:00:00+01:00;\"100\"\n\n";
    assertEquals(
        List.of("01234567890123 2024-03-29T23:00:00Z 1800 206000", "01234567890123 2024-03-29T23:30:00Z 1800 50000"),
        read(text.replace("\n", "\r\n")).lines());
    var latin = Found.of(new Enedis(), "Début;Fin;Valeur (en kW)\n01/01/2024 00:00;01/01/2024 00:30;2\n", StandardCharsets.ISO_8859_1, OptionsFor.device("home"));
    assertEquals(List.of("home 2023-12-31T23:00:00Z 1800 1000000"), latin.lines());
  }

  @Test
  void namesAndValuesInTurnSayTheMeterToo() {
    var run =
        read("Identifiant PRM;12345678901234;Type de donnees;Courbe de charge;\nhorodate ISO fin de pas;puissance moyenne (W)\n2026-01-05T00:30:00+01:00;1200\n2026-01-05T01:00:00+01:00;800\n");
    assertEquals(List.of("12345678901234 2026-01-04T23:00:00Z 1800 600000", "12345678901234 2026-01-04T23:30:00Z 1800 400000"), run.lines());
  }

  @Test
  void badRowsAreRejectedAndTheRestIsRead() {
    var run = read(CURVE + "2024-03-30T00:30:00+01:00;x\n2024-03-30T01:00:00+01:00;100\nnever;100\n2024-03-30T01:30:00+01:00;100\n");
    assertEquals(List.of("23:30 30", "00:00 30"), times(run));
    assertEquals(2, run.rejects.size());
    assertTrue(run.rejects.get(0).startsWith("5: Valeur is 'x', not a decimal"), run.rejects.get(0));
    assertEquals("2024-03-30T00:30:00+01:00;x", run.rejectedTexts.get(0));
    assertTrue(run.rejects.get(1).contains("Horodate is 'never', not a time"), run.rejects.get(1));
  }

  @Test
  void aFileThatNamesNoMeterNeedsOne() {
    var run = read("Horodate;Valeur\n2024-01-01 00:30;1\n");
    assertTrue(run.rejects.get(0).endsWith("the file names no PRM; name the meter with --device"), run.rejects.get(0));
  }

  @Test
  void onlySuchFilesAreTaken() {
    var format = new Enedis();
    for (var text : List.of(CURVE, DETAILED, "Début;Fin;Valeur (en kW)\n", "Date;Valeur (en kWh)\n", "Horodate;Valeur\n")) {
      assertTrue(format.matches(text), text);
    }
    for (var text : List.of("device,at,seconds,kwh\n", "Date;kWh\n", "date,value\n", "Van (datum);Tot (datum);Register;Volume\n", "start,end,value\n")) {
      assertFalse(format.matches(text), text);
    }
  }
}
