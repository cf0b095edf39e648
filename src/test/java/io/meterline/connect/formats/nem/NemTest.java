package io.meterline.connect.formats.nem;

import static io.meterline.connect.formats.nem.NemText.day;
import static io.meterline.connect.formats.nem.NemText.rising;
import static io.meterline.connect.formats.nem.NemText.stream;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.meterline.connect.formats.FormatOptions;
import io.meterline.connect.formats.Found;
import io.meterline.connect.formats.FormatOptions.Export;
import io.meterline.connect.formats.FormatOptions.Registers;
import io.meterline.model.MeterlineException;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class NemTest {
  private static final String HEADER = "100,NEM12,202401051200,MDP1,Ret1\n";
  private static final String E1 = stream("6001", "E1", "E1", "kWh", 30);

  private static Found read(String text) throws IOException {
    return read(text, FormatOptions.NONE);
  }

  private static Found read(String text, FormatOptions options) throws IOException {
    return Found.of(new Nem(), text, options);
  }

  private static FormatOptions options(Registers registers, Export export) {
    var none = FormatOptions.NONE;
    return new FormatOptions(none.zone(), none.device(), none.interval(), registers, export, none.maxWatts(), none.csv());
  }

  private static FormatOptions zone(String zone) {
    var none = FormatOptions.NONE;
    return new FormatOptions(
        Optional.of(ZoneId.of(zone)), none.device(), none.interval(), none.registers(), none.export(), none.maxWatts(), none.csv());
  }

  private static void assertRejected(Found found, String... expected) {
    assertEquals(List.of(expected), found.rejects);
  }

  @Test
  void aDayBeginsAtMidnightInMarketTime() throws IOException {
    var found = read(HEADER + E1 + rising("20240101", 48, "A,,,20240102050000,20240103000000") + "500,O,S1,20240102,1\n900\n");
    assertEquals(48, found.readings.size());
    assertEquals("6001 2023-12-31T14:00:00Z 1800 1000", found.lines().get(0));
    assertEquals("6001 2024-01-01T13:30:00Z 1800 48000", found.lines().get(47));
    assertEquals(Optional.of(Instant.parse("2024-01-01T19:00:00Z")), found.logged().get(47));
    assertEquals(List.of("kWh"), found.units);
    assertEquals(List.of(), found.rejects);
    assertEquals(Map.of(), found.leftOut);
    assertEquals(List.of(), found.notes);
  }

  @Test
  void intervalsMayHaveAnyLengthThatDividesADay() throws IOException {
    for (var minutes : List.of(1, 5, 15, 30, 60)) {
      var found = read(stream("6001", "E1", "E1", "Wh", minutes) + day("20240101", 1440 / minutes, "1", "A,,,,"));
      assertEquals(1440 / minutes, found.readings.size());
      assertEquals(List.of(), found.rejects);
      assertEquals("6001 2023-12-31T14:00:00Z " + minutes * 60 + " 1000", found.lines().get(0));
    }
    assertRejected(
        read(stream("6001", "E1", "E1", "Wh", 7) + day("20240101", 48, "1", "A")),
        "1: the IntervalLength is '7', not minutes such as 30 that divide a day",
        "2: is not after a 200 record that can be read");
  }

  @Test
  void unitsAreReadInAnyCase() throws IOException {
    for (var unit : Map.of("WH", "1000000", "kwh", "1000", "KWH", "1000", "MWh", "1", "mwh", "1").entrySet()) {
      assertEquals("6001 2023-12-31T14:00:00Z 1800 1000000000", read(stream("6001", "E1", "E1", unit.getKey(), 30) + day("20240101",
          48, unit.getValue(), "A")).lines().get(0));
    }
  }

  @Test
  void linesMayEndAnyhowAndHaveQuotesSpacesAndMoreCells() throws IOException {
    var expected = read(HEADER + E1 + rising("20240101", 48, "A,,,20240102050000,")).readings;
    var text = HEADER + E1 + rising("20240101", 48, "A,,,20240102050000,") + "900\n";
    assertEquals(expected, read(text.replace("\n", "\r\n")).readings);
    assertEquals(expected, read(text.replace("\n", "\r")).readings);
    assertEquals(expected, read(text.replace("\n", ",,,,,,\r\n\r\n")).readings);
    assertEquals(expected, read(text.replace(",", " , ")).readings);
    assertEquals(expected, read(text.replaceAll("([^,\n]+)", "\"$1\"")).readings);
    assertEquals(expected, read("\uFEFF\r\n" + text.replace(HEADER, "")).readings);
    assertEquals(expected, read(text.replace(",A,", ",a,").replace("E1", "e1")).readings);
    assertEquals(expected, read(text.replace("A,,,", "A,79,\"Power, off\",")).readings);
  }

  @Test
  void valuesMayHaveManyDecimals() throws IOException {
    var found = read(E1 + day("20240101", 48, "0.00000149999999", "A"));
    assertEquals("6001 2023-12-31T14:00:00Z 1800 1", found.lines().get(0));
  }

  @Test
  void importRegistersAreAddedUpAlsoWhenTheyAreFarApart() throws IOException {
    var two =
        stream("6001", "E1E2", "E1", "kWh", 30) + day("20240101", 48, "1", "A,,,20240102000000") + day("20240102", 48, "2", "A")
            + stream("7002", "E1", "E1", "kWh", 30) + day("20240101", 48, "5", "A")
            + stream("6001", "E1E2", "E2", "Wh", 30) + day("20240101", 48, "500", "E52,,,20240104000000") + day("20240102", 48, "10",
                "A");
    var found = read(two);
    assertEquals(144, found.readings.size());
    assertTrue(found.lines().contains("6001 2023-12-31T14:00:00Z 1800 1500000 estimated"));
    assertTrue(found.lines().contains("6001 2024-01-01T14:00:00Z 1800 2010000"));
    assertTrue(found.lines().contains("7002 2023-12-31T14:00:00Z 1800 5000000"));
    assertEquals(48, found.logged().stream().filter(Optional.of(Instant.parse("2024-01-03T14:00:00Z"))::equals).count());
    assertEquals(List.of(), found.notes);

    var apart = read(two, options(Registers.APART, Export.APART)).lines();
    assertEquals(240, apart.size());
    assertTrue(apart.contains("6001/E1 2023-12-31T14:00:00Z 1800 1000000"));
    assertTrue(apart.contains("6001/E2 2023-12-31T14:00:00Z 1800 500000 estimated"));
  }

  @Test
  void registersWithIntervalsOfDifferentLengthsAreAddedUpToTheLongest() throws IOException {
    var found =
        read(stream("6001", "E1E2", "E1", "kWh", 30) + day("20240101", 48, "1", "A") + stream("6001", "E1E2", "E2", "kWh", 5)
            + day("20240101", 288, "0.1", "A"));
    assertEquals(48, found.readings.size());
    assertEquals("6001 2023-12-31T14:00:00Z 1800 1600000", found.lines().get(0));
    assertEquals(List.of("6001: registers with intervals of different lengths are added up to the longest"), found.notes);
  }

  @Test
  void daysThatOneRegisterLacksAreSaid() throws IOException {
    var found =
        read(
            stream("6001", "E1E2", "E1", "kWh", 30) + day("20240101", 48, "1", "A") + day("20240102", 48, "2", "A") + day("20240103",
                48, "2", "A")
                + stream("6001", "E1E2", "E2", "kWh", 30) + day("20240101", 48, "1", "A"));
    assertEquals(144, found.readings.size());
    assertEquals("6001 2024-01-01T14:00:00Z 1800 2000000", found.lines().get(48));
    assertEquals(List.of("6001: register E2 has no values on 2 days, of which the first is 2024-01-02; these days have the energy of the other registers alone"), found.notes);
  }

  @Test
  void aMeterThatIsExchangedForAnotherLacksNothing() throws IOException {
    var found = read(stream("6001", "E1", "E1", "kWh", 30) + day("20240101", 48, "1", "A") + stream("6001", "E2", "E2", "kWh", 30)
        + day("20240102", 48, "1", "A"));
    assertEquals(96, found.readings.size());
    assertEquals(List.of(), found.notes);
    assertEquals(2, read(stream("6001", "", "E1", "kWh", 30) + day("20240101", 48, "1", "A") + stream("6001", "", "E2", "kWh", 30)
        + day("20240102", 48, "1", "A")).notes.size());
  }

  @Test
  void energyOfADayIsNeverReplacedByThatOfAPart() throws IOException {
    var both = stream("6001", "E1E2", "E1", "kWh", 30) + day("20240101", 48, "1", "A") + stream("6001", "E1E2", "E2", "kWh", 30)
        + day("20240101", 48, "1", "A");
    var other = stream("7002", "E1", "E1", "kWh", 30);
    var found = read(both + other + stream("6001", "E1E2", "E1", "kWh", 30) + day("20240101", 48, "3", "A"));
    assertEquals(48, found.readings.size());
    assertEquals("6001 2023-12-31T14:00:00Z 1800 2000000", found.lines().get(0));
    assertRejected(found,
        "7: the other registers of the day come long before it in the file, and were added up; import registers apart");
    assertEquals(96, read(both + "900\n" + other + both).readings.size());
  }

  @Test
  void exportIsApartOrNegative() throws IOException {
    var text =
        stream("6001", "E1B1", "E1", "kWh", 30) + day("20240101", 48, "1", "A") + stream("6001", "E1B1", "B1", "kWh", 30)
            + day("20240101", 48, "3", "A");
    var found = read(text);
    assertEquals(96, found.readings.size());
    assertTrue(found.lines().contains("6001 2023-12-31T14:00:00Z 1800 1000000"));
    assertTrue(found.lines().contains("6001/export 2023-12-31T14:00:00Z 1800 3000000"));
    var negative = read(text, options(Registers.SUM, Export.NEGATIVE));
    assertEquals(48, negative.readings.size());
    assertEquals("6001 2023-12-31T14:00:00Z 1800 -2000000", negative.lines().get(0));
    assertTrue(read(text, options(Registers.APART, Export.NEGATIVE)).lines().contains("6001/B1 2023-12-31T14:00:00Z 1800 -3000000"));
  }

  @Test
  void otherRegistersAreLeftOutAndCounted() throws IOException {
    var found =
        read(
            stream("6001", "E1Q1K1V1", "Q1", "kVArh", 30) + day("20240101", 48, "1", "V") + "400,1,48,A\n" + stream("6001", "", "K1",
                "kvarh", 15) + day("20240101", 96, "1", "A")
                + stream("6001", "", "V1", "", 10) + day("20240101", 144, "239.13", "A") + stream("6001", "", "F1", "kWh", 30)
                    + day("20240101", 48, "1", "A"));
    assertEquals(List.of(), found.readings);
    assertEquals(Map.of("register Q (kVArh)", 48, "register K (kvarh)", 96, "register V (no unit)", 144, "register F (kWh)", 48),
        found.leftOut);
    assertEquals(List.of(), found.rejects);
  }

  @Test
  void qualityIsThatOfTheDayOrOfItsIntervals() throws IOException {
    for (var quality : List.of("E52", "S51", "F14", "s")) {
      assertTrue(read(E1 + day("20240101", 48, "1", quality)).lines().stream().allMatch(line -> line.endsWith(" estimated")), quality);
    }
    var found = read(E1 + day("20240101", 48, "1", "V,,,20240103000000,")
        + "400,1,20,F14,76,\n400,21,24,A,,\n400,25,46,S14,1,\n400,47,48,N,,\n");
    assertEquals(46, found.readings.size());
    assertEquals(42, found.lines().stream().filter(line -> line.endsWith(" estimated")).count());
    assertEquals("6001 2024-01-01T00:00:00Z 1800 1000000", found.lines().get(20));
    assertEquals("6001 2024-01-01T01:30:00Z 1800 1000000", found.lines().get(23));
    assertEquals(Map.of("value of quality N, which is none", 2), found.leftOut);
    assertEquals(List.of(), found.notes);
    var undescribed = read(E1 + day("20240101", 48, "1", "V") + "400,1,47,A\n");
    assertTrue(undescribed.lines().get(47).endsWith(" estimated"));
    assertEquals(List.of("values of quality V that no 400 record describes are taken as estimated"), undescribed.notes);
  }

  @Test
  void aRangeOutsideOfTheDayIsRejected() throws IOException {
    assertRejected(
        read(E1 + day("20240101", 48, "1", "V") + "400,1,96,A\n400,5,4,A\n400,x,4,A\n400,1,48,Q7\n400,1,48,A\n"),
        "3: is for intervals 1 to 96, not within the 48 of the day",
        "4: is for intervals 5 to 4, not within the 48 of the day",
        "5: is for intervals x to 4, not within the 48 of the day",
        "6: the quality is 'Q7', not one of A, E, F, N, S and V with a method of two digits");
  }

  @Test
  void aNullOfOneRegisterLeavesOutTheIntervalOfTheSum() throws IOException {
    var found =
        read(
            stream("6001", "E1E2", "E1", "kWh", 30) + day("20240101", 48, "1", "A") + stream("6001", "E1E2", "E2", "kWh", 30)
                + day("20240101", 48, "1", "V")
                + "400,1,47,A\n400,48,48,N\n");
    assertEquals(47, found.readings.size());
    assertEquals(
        Map.of("value of quality N, which is none", 1, "value of an interval in which another register of the meter has none", 1),
            found.leftOut);
  }

  @Test
  void aWrongNumberOfValuesIsRejected() throws IOException {
    var found =
        read(
            E1 + day("20240101", 47, "1", "A,,,20240102000000") + day("20240102", 96, "1", "A") + "300,20240103,V,,,20240104000000,\n"
                + "300,20240104,1,2,3\n"
                + day("20240105", 48, "1", ",,,20240106000000") + day("20240106", 48, "1", "")
                    + "300,20240107\n300,2024-01-08,1\n300,20240230,1\n");
    assertEquals(96, found.readings.size());
    assertRejected(
        found,
        "2: has 47 values, not 48 intervals of 30 minutes",
        "3: has 96 values, not 48 intervals of 30 minutes",
        "4: has 0 values, not 48 intervals of 30 minutes",
        "5: has 3 values, not 48 intervals of 30 minutes",
        "8: has 0 values, not 48 intervals of 30 minutes",
        "9: the date is '2024-01-08', not one such as 20240131",
        "10: the date is '20240230', not one such as 20240131");
  }

  @Test
  void anEmptyOrBadValueCostsOnlyItself() throws IOException {
    var found = read(E1 + day("20240103", 48, "1", "A").replaceFirst("1,1,1", "1,,x") + day("20240102", 48, "1",
        "A").replaceFirst("1,1,1", "1,,1"));
    assertEquals(93, found.readings.size());
    assertRejected(found, "2: the value of interval 3 is 'x', not a decimal number such as 0.125",
        "3: interval 2 has no value");
  }

  @Test
  void ofSeveralRecordsOfADayTheLastUpdatedCounts() throws IOException {
    var found =
        read(
            E1 + day("20240101", 48, "2", "A,,,20240110000000") + day("20240101", 48, "1", "E52,,,20240102000000") + day("20240102",
                48, "1", "S51,,,20240103000000") + "900\n"
                + E1 + day("20240102", 48, "4", "A,,,20240103000000"));
    assertEquals(96, found.readings.size());
    assertEquals("6001 2023-12-31T14:00:00Z 1800 2000000", found.lines().get(0));
    assertEquals("6001 2024-01-01T14:00:00Z 1800 4000000", found.lines().get(48));
    assertEquals(Map.of("value of a 300 record that another one of its register and day replaces", 96), found.leftOut);
  }

  @Test
  void anUpdateBeforeTheEndOfAnIntervalSaysNothing() throws IOException {
    var logged = read(E1 + day("20240101", 48, "1", "A,,,202401011200")).logged();
    assertEquals(Optional.of(Instant.parse("2024-01-01T02:00:00Z")), logged.get(23));
    assertEquals(Optional.empty(), logged.get(24));
    var unreadable = read(E1 + day("20240101", 48, "1", "A,,,yesterday"));
    assertEquals(48, unreadable.readings.size());
    assertEquals(1, unreadable.notes.size());
  }

  @Test
  void inAZoneWithClockChangesADayHasAsManyValuesAsIntervals() throws IOException {
    var found =
        read(E1 + rising("20240406", 48, "A") + rising("20240407", 50, "A") + rising("20240408", 48, "A") + rising("20241006", 46,
            "A"), zone("Australia/Sydney"));
    assertEquals(192, found.readings.size());
    assertEquals(List.of(), found.rejects);
    assertEquals("6001 2024-04-06T13:00:00Z 1800 1000", found.lines().get(48));
    assertEquals("6001 2024-04-07T13:30:00Z 1800 50000", found.lines().get(97));
    assertEquals("6001 2024-04-07T14:00:00Z 1800 1000", found.lines().get(98));
    assertEquals("6001 2024-10-05T14:00:00Z 1800 1000", found.lines().get(146));
    assertRejected(
        read(E1 + rising("20240407", 48, "A"), zone("Australia/Sydney")),
        "2: has 48 values, but 2024-04-07 has 50 intervals of 30 minutes in Australia/Sydney, as clocks change; NEM12 is in UTC+10 throughout the year: leave out --zone");
  }

  @Test
  void severalFilesInOneAndUnknownRecordsAreRead() throws IOException {
    var found = read("400,1,48,A\n" + HEADER + E1 + day("20240101", 48, "1", "A") + "900\n" + HEADER + E1 + day("20240102", 48, "1",
        "A") + "900\n777,x\n" + E1 + day("20240103", 47, "1", "V") + "400,1,48,A\n");
    assertEquals(96, found.readings.size());
    assertRejected(
        found,
        "1: is not after a 300 record",
        "10: begins with '777', not with 100, 200, 250, 300, 400, 500, 550 or 900",
        "12: has 47 values, not 48 intervals of 30 minutes");
  }

  @Test
  void aMissingSuffixIsTheOnlyRegister() throws IOException {
    assertEquals(48, read(stream("6001", "E1", "", "kWh", 30) + day("20240101", 48, "1", "A")).readings.size());
    assertRejected(
        read(stream("6001", "E1E2", "", "kWh", 30) + day("20240101", 48, "1", "A")),
        "1: the NMISuffix is '', not a letter and a digit such as E1",
        "2: is not after a 200 record that can be read");
  }

  @Test
  void theUserMayNameTheOnlyMeter() throws IOException {
    var none = FormatOptions.NONE;
    var home = new FormatOptions(none.zone(), Optional.of("home"), none.interval(), none.registers(), none.export(), none.maxWatts(),
        none.csv());
    assertEquals("home", read(E1 + day("20240101", 48, "1", "A"), home).readings.get(0).device());
    var two = E1 + day("20240101", 48, "1", "A") + stream("7002", "E1", "E1", "kWh", 30) + day("20240101", 48, "1", "A");
    var error = assertThrows(MeterlineException.class, () -> read(two, home));
    assertTrue(error.getMessage().endsWith("has more than one meter, 6001 and 7002; leave out --device"), error::getMessage);
  }

  @Test
  void itIsToldByItsStart() {
    var format = new Nem();
    assertTrue(format.matches(HEADER));
    assertTrue(format.matches("\r\n \"100\" , \"nem13\",2024"));
    assertTrue(format.matches("\n" + E1));
    assertTrue(format.matches("250,NEM1311002,11,1,11,11,11002,E,38841,20041117093206,A,,,39013,20050217074053,A,,,31,KWH,20050519,20050218104410,\n"));
    assertFalse(format.matches("device,at,seconds,kwh\n100,NEM12,1,2\n"));
    assertFalse(format.matches("100,2024-01-01T00:00:00Z,1800,1\n"));
    assertFalse(format.matches("200,a,b,c\n"));
  }
}
