package io.meterline.connect.formats.portal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.meterline.connect.formats.FormatOptions;
import io.meterline.connect.formats.Found;
import io.meterline.model.MeterlineException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Files as Octopus Energy hands them out. */
class OctopusTest {
  private static final String THREE = "Consumption (kWh), Start, End\n";

  private static Found read(String text) {
    return Found.of(new Octopus(), text, OptionsFor.device("home"));
  }

  @Test
  void threeColumnsWithSpacesAfterCommas() {
    var run = read(THREE + "0.095, 2024-01-01T00:00:00Z, 2024-01-01T00:30:00Z\n1.5E-1, 2024-01-01T00:30:00Z, 2024-01-01T01:00:00Z\n");
    assertEquals(List.of("home 2024-01-01T00:00:00Z 1800 95000", "home 2024-01-01T00:30:00Z 1800 150000"), run.lines());
    assertEquals(List.of(), run.notes);
    assertEquals(List.of("kWh"), run.units);
  }

  @Test
  void costsAreNotUsed() {
    var run =
        read(
            "\uFEFF Consumption (kwh), Estimated Cost Inc. Tax (p), Standing Charge Inc. Tax (p), Start, End\r\n"
                + " 0.030000, 0.75, 1.5, 2024-10-01T00:00:00+01:00, 2024-10-01T00:30:00+01:00\r\n");
    assertEquals(List.of("home 2024-09-30T23:00:00Z 1800 30000"), run.lines());
  }

  @Test
  void zerosMayHaveExponents() {
    var run = read(THREE + "0E-20, 2024-01-01T00:00:00Z, 2024-01-01T00:30:00Z\n0e-7, 2024-01-01T00:30:00Z, 2024-01-01T01:00:00Z\n");
    assertEquals(List.of("home 2024-01-01T00:00:00Z 1800 0", "home 2024-01-01T00:30:00Z 1800 0"), run.lines());
  }

  @Test
  void theDayOfAutumnHasFiftyHalfHoursAndThatOfSpringFortySix() {
    var autumn =
        read(
            THREE + "0.1, 2024-10-27T00:30:00+01:00, 2024-10-27T01:00:00+01:00\n0.2, 2024-10-27T01:00:00+01:00, 2024-10-27T01:30:00+01:00\n"
                + "0.3, 2024-10-27T01:30:00+01:00, 2024-10-27T01:00:00Z\n0.4, 2024-10-27T01:00:00Z, 2024-10-27T01:30:00Z\n");
    assertEquals(
        List.of(
            "home 2024-10-26T23:30:00Z 1800 100000", "home 2024-10-27T00:00:00Z 1800 200000", "home 2024-10-27T00:30:00Z 1800 300000",
            "home 2024-10-27T01:00:00Z 1800 400000"),
        autumn.lines());
    var spring =
        read(THREE + "0.1, 2024-03-31T00:30:00+00:00, 2024-03-31T02:00:00+01:00\n0.2, 2024-03-31T02:00:00+01:00, 2024-03-31T02:30:00+01:00\n");
    assertEquals(List.of("home 2024-03-31T00:30:00Z 1800 100000", "home 2024-03-31T01:00:00Z 1800 200000"), spring.lines());
    assertEquals(List.of(), spring.notes);
  }

  @Test
  void timesWithoutAnOffsetAreThoseOfLondon() {
    var run =
        read(
            THREE + "0.1,2024-10-27 00:30,2024-10-27 01:00\n0.2,2024-10-27 01:00,2024-10-27 01:30\n0.3,2024-10-27 01:30,2024-10-27 01:00\n"
                + "0.4,2024-10-27 01:00,2024-10-27 01:30\n");
    assertEquals(
        List.of(
            "home 2024-10-26T23:30:00Z 1800 100000", "home 2024-10-27T00:00:00Z 1800 200000", "home 2024-10-27T00:30:00Z 1800 300000",
            "home 2024-10-27T01:00:00Z 1800 400000"),
        run.lines());
  }

  @Test
  void missingHalfHoursStayMissingAndAreSaid() {
    var run =
        read(
            THREE + "0.1, 2024-01-02T00:00:00Z, 2024-01-02T00:30:00Z\n0.2, 2024-01-01T22:30:00Z, 2024-01-01T23:00:00Z\n"
                + "0.3, 2024-01-01T22:00:00Z, 2024-01-01T22:30:00Z\n");
    assertEquals(3, run.readings.size());
    assertEquals(
        List.of("2 half-hours between rows are missing: half-hours without consumption are left out of such files; gaps stay gaps"), run.notes);
  }

  @Test
  void withoutANameTheMeterHasOneAndThatIsSaid() {
    var run = Found.of(new Octopus(), THREE + "0.1, 2024-01-01T00:00:00Z, 2024-01-01T00:30:00Z\n", FormatOptions.NONE);
    assertEquals("octopus", run.readings.get(0).device());
    assertEquals(1, run.notes.size());
    assertTrue(run.notes.get(0).endsWith("names no meter: its readings are those of 'octopus'; name it with --device"), run.notes.get(0));
  }

  @Test
  void badRowsAreRejectedAndTheRestIsRead() {
    var run =
        read(
            THREE + ", 2024-01-01T00:00:00Z, 2024-01-01T00:30:00Z\n0.2, 2024-01-01T00:30:00Z, 2024-01-01T00:30:00Z\n0.2, yesterday, today\n"
                + "0.3, 2024-01-01T01:00:00Z, 2024-01-01T01:30:00Z\n");
    assertEquals(List.of("home 2024-01-01T01:00:00Z 1800 300000"), run.lines());
    assertEquals(3, run.rejects.size());
    assertTrue(run.rejects.get(0).endsWith("Consumption (kWh) is '', not a decimal number such as 0.125 or 0,125"), run.rejects.get(0));
    assertTrue(run.rejects.get(1).endsWith("End is '2024-01-01T00:30:00Z', not after Start"), run.rejects.get(1));
    assertTrue(run.rejects.get(2).contains("Start is 'yesterday', not a time"), run.rejects.get(2));
  }

  @Test
  void gasInCubicMetresIsNotTaken() {
    var gas = "Consumption (m³), Start, End\n";
    assertFalse(new Octopus().matches(gas));
    assertThrows(MeterlineException.class, () -> read(gas));
    assertTrue(new Octopus().matches("Start,END,Consumption (kWh)\n"));
  }
}
