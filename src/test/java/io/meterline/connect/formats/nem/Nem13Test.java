package io.meterline.connect.formats.nem;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.meterline.connect.formats.FormatOptions;
import io.meterline.connect.formats.Found;
import io.meterline.connect.formats.FormatOptions.Export;
import io.meterline.connect.formats.FormatOptions.Registers;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class Nem13Test {
  private static Found read(String text, Registers registers, Export export) throws IOException {
    var none = FormatOptions.NONE;
    var options = new FormatOptions(none.zone(), none.device(), none.interval(), registers, export, none.maxWatts(), none.csv());
    return Found.of(new Nem(), "100,NEM13,202401051200,MDP1,Ret1\n" + text + "900\n", options);
  }

  private static Found read(String text) throws IOException {
    return read(text, Registers.SUM, Export.APART);
  }

  private static String record(String register, String direction, String previous, String current, String quality, String quantity,
      String updated) {
    return "250,6001,1141,1," + register + "," + register + ",SER1," + direction + ",006342.8," + previous + ",A,,,007654.9," + current
        + "," + quality + ",,," + quantity
        + ",kWh,20240407, " + updated + ",20240108091133\n550,N,,E,\n";
  }

  @Test
  void theEnergyBetweenTwoReadsIsAReading() throws IOException {
    var found = read(record("11", "E", "20231005093055", "20240107100333", "A", "1312.1", "20240108100333"));
    assertEquals(List.of("6001 2023-10-04T23:30:55Z 8123558 1312100000"), found.lines());
    assertEquals(List.of(Optional.of(Instant.parse("2024-01-08T00:03:33Z"))), found.logged());
    assertEquals(List.of(), found.rejects);
    assertEquals(List.of("kWh"), found.units);
  }

  @Test
  void withoutAQuantityItIsTheDifferenceOfTheReads() throws IOException {
    assertEquals(List.of("6001 2023-10-04T23:30:55Z 8123558 1312100000"), read(record("11", "E", "20231005093055", "20240107100333",
        "A", "", "")).lines());
    var fallen = read(record("11", "E", "20231005093055", "20240107100333", "A", "", "").replace("006342.8", "9006342.8"));
    assertEquals(List.of("2: the Quantity is missing, and the register was higher at the previous read"), fallen.rejects);
  }

  @Test
  void aForwardEstimateIsEstimatedAndLoggedAtItsEnd() throws IOException {
    var found = read(record("11", "E", "20240108103055", "20240408000000", "E64", "111", "20240109103023"));
    assertTrue(found.lines().get(0).endsWith(" estimated"));
    assertEquals(List.of(Optional.empty()), found.logged());
  }

  @Test
  void exportIsApartOrNegativeWhateverTheSignOfItsQuantity() throws IOException {
    for (var quantity : List.of("10", "-10")) {
      var text = record("12", "I", "20240101000000", "20240102000000", "A", quantity, "") + record("11", "E", "20240101000000",
          "20240102000000", "A", "3", "");
      assertEquals(
          List.of("6001/export 2023-12-31T14:00:00Z 86400 10000000", "6001 2023-12-31T14:00:00Z 86400 3000000"), read(text).lines());
      assertEquals(List.of("6001 2023-12-31T14:00:00Z 86400 -7000000"), read(text, Registers.SUM, Export.NEGATIVE).lines());
    }
  }

  @Test
  void registersThatWereReadOnTheSameDaysAreAddedUpWithoutGaps() throws IOException {
    var text =
        record("11", "E", "20240101080000", "20240301081500", "A", "100", "") + record("41", "E", "20240101080100", "20240301081400",
            "A", "10", "")
            + record("11", "E", "20240301081500", "20240501090000", "A", "200", "") + record("41", "E", "20240301081400",
                "20240501090100", "A", "20", "");
    assertEquals(List.of("6001 2023-12-31T22:00:00Z 5184840 110000000", "6001 2024-02-29T22:14:00Z 5273160 220000000"),
        read(text).lines());
    assertEquals(4, read(text, Registers.APART, Export.APART).readings.size());
    assertEquals("6001/41 2023-12-31T22:01:00Z 5184780 10000000", read(text, Registers.APART, Export.APART).lines().get(2));
  }

  @Test
  void registersThatWereReadOnDifferentDaysAreRejected() throws IOException {
    var text =
        record("11", "E", "20240101080000", "20240501080000", "A", "100", "") + record("41", "E", "20240101080000", "20240301080000",
            "A", "10", "")
            + record("41", "E", "20240301080000", "20240501080000", "A", "10", "");
    var found = read(text);
    assertEquals(List.of(), found.readings);
    assertEquals(3, found.rejects.size());
    assertTrue(found.rejects.get(0).endsWith("registers [11, 41] were not read on the same days, so they cannot be added up; import registers apart"));
  }

  @Test
  void readsThatOverlapWithAllRegistersAreKept() throws IOException {
    var text =
        record("11", "E", "20240101080000", "20240301080000", "A", "1", "") + record("41", "E", "20240101080000", "20240301080000",
            "A", "2", "")
            + record("11", "E", "20240215080000", "20240501080000", "A", "3", "") + record("41", "E", "20240215080000",
                "20240501080000", "A", "4", "");
    assertEquals(List.of("6001 2023-12-31T22:00:00Z 5184000 3000000", "6001 2024-02-14T22:00:00Z 6566400 7000000"),
        read(text).lines());
  }

  @Test
  void recordsOfNoEnergyAreLeftOutOrRejected() throws IOException {
    var found =
        read(
            record("11", "E", "20240101080000", "20240501080000", "N", "", "") + record("11", "E", "20240101080000", "20240501080000",
                "A", "1", "").replace("kWh", "kVArh")
                + record("11", "E", "20240501080000", "20240501080000", "A", "1", "") + record("11", "X", "20240101080000",
                    "20240501080000", "A", "1", "")
                + record("11", "E", "20240101", "20240501080000", "A", "1", ""));
    assertEquals(List.of(), found.readings);
    assertEquals(Map.of("value of quality N, which is none", 1, "register in kVArh", 1), found.leftOut);
    assertEquals(
        List.of(
            "6: the previous read, at 2024-05-01T08:00, is not before the current one, at 2024-05-01T08:00",
            "8: the DirectionIndicator is 'X', not E or I",
            "10: the time is '20240101', not one such as 20240131235959"),
        found.rejects);
  }
}
