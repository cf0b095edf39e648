package io.meterline.connect.formats.portal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.meterline.connect.formats.FormatOptions;
import io.meterline.connect.formats.Found;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Statistics as tools around Home Assistant write them. */
class HomeAssistantTest {
  private static Found read(String text) {
    return Found.of(new HomeAssistant(), text, OptionsFor.zone("Europe/Vienna"));
  }

  @Test
  void theSumIsThatAtTheEndOfTheHour() {
    var run =
        read(
            "statistic_id\tunit\tstart\tstate\tsum\n" + "sensor.energy\tkWh\t29.12.2025 08:00\t110\t0\n"
                + "sensor.energy\tkWh\t29.12.2025 09:00\t111\t1\n" + "sensor.energy\tkWh\t29.12.2025 10:00\t113,5\t3,5\n");
    assertEquals(
        List.of("sensor.energy 2025-12-29T08:00:00Z 3600 1000000", "sensor.energy 2025-12-29T09:00:00Z 3600 2500000"), run.lines());
    assertEquals(List.of("kWh"), run.units);
    assertEquals(List.of(), run.rejects);
  }

  @Test
  void rowsMayBeInAnyOrderAndOfSeveralStatistics() {
    var run =
        read(
            "start,sum,statistic_id,unit_of_measurement\n" + "2025-12-29T10:00:00+00:00,3.5,sensor.a,kWh\n"
                + "2025-12-29T08:00:00+00:00,200,sensor.b,Wh\n" + "2025-12-29T08:00:00+00:00,0.5,sensor.a,kWh\n"
                + "2025-12-29T09:00:00+00:00,1.25,sensor.a,kWh\n" + "2025-12-29T09:00:00+00:00,350.5,sensor.b,Wh\n");
    assertEquals(
        List.of(
            "sensor.a 2025-12-29T09:00:00Z 3600 750000", "sensor.a 2025-12-29T10:00:00Z 3600 2250000",
            "sensor.b 2025-12-29T09:00:00Z 3600 150500"),
        run.lines());
  }

  @Test
  void theStateIsACounterThatMayBeResetAndTheSumIsNot() {
    var head = "statistic_id;unit;start;state;sum\n";
    var rows =
        "sensor.a;kWh;01.06.2025 08:00;90;%s\n" + "sensor.a;kWh;01.06.2025 09:00;91;%s\n" + "sensor.a;kWh;01.06.2025 10:00;0,5;%s\n"
            + "sensor.a;kWh;01.06.2025 11:00;1;%s\n";
    var sums = read(head + String.format(rows, "0", "1", "1,5", "2"));
    assertEquals(
        List.of(
            "sensor.a 2025-06-01T07:00:00Z 3600 1000000", "sensor.a 2025-06-01T08:00:00Z 3600 500000",
            "sensor.a 2025-06-01T09:00:00Z 3600 500000"),
        sums.lines());
    var states = read(head + String.format(rows, "", "", "", ""));
    assertEquals(List.of("sensor.a 2025-06-01T07:00:00Z 3600 1000000", "sensor.a 2025-06-01T09:00:00Z 3600 500000"), states.lines());
    assertFalse(states.notes.isEmpty() && states.rejects.isEmpty(), "the reset is said");
  }

  @Test
  void sumAndStateOfOneStatisticAreNotMixed() {
    var run =
        read(
            "statistic_id,unit,start,state,sum\n" + "sensor.a,kWh,2025-06-01 08:00,90,10\n" + "sensor.a,kWh,2025-06-01 09:00,91,\n"
                + "sensor.a,kWh,2025-06-01 10:00,92,12\n");
    assertEquals(List.of("sensor.a 2025-06-01T07:00:00Z 7200 2000000"), run.lines());
    assertEquals(1, run.rejects.size());
    assertTrue(run.rejects.get(0).endsWith("sum is missing, which other rows of sensor.a have"), run.rejects.get(0));
  }

  @Test
  void aDeltaIsTheEnergyOfItsHour() {
    var run =
        read("statistic_id,start,unit,delta\n" + "sensor:solar,2022-05-04 13:00,kWh,1.25\n" + "sensor:solar,2022-05-04 14:00,kWh,0.75\n");
    assertEquals(
        List.of("sensor:solar 2022-05-04T11:00:00Z 3600 1250000", "sensor:solar 2022-05-04T12:00:00Z 3600 750000"), run.lines());
  }

  @Test
  void statisticsThatAreNotEnergyAreLeftOut() {
    var run =
        read(
            "statistic_id\tunit\tstart\tmin\tmax\tmean\tsum\tstate\n" + "sensor.t\t°C\t01.06.2025 08:00\t1\t2\t1,5\t\t\n"
                + "sensor.p\tW\t01.06.2025 08:00\t1\t2\t1,5\t\t\n" + "sensor.e\tkWh\t01.06.2025 08:00\t1\t2\t1,5\t\t\n"
                + "sensor.w\tm³\t01.06.2025 08:00\t\t\t\t4\t4\n");
    assertEquals(List.of(), run.lines());
    assertEquals(
        Map.of(
            "statistics in '°C', which is no energy", 1, "statistics in 'W', which is no energy", 1,
            "statistics in 'm³', which is no energy", 1, "rows without sum, state and delta", 1),
        run.leftOut);
  }

  @Test
  void startsMayBeEpochSecondsAsInTheTablesOfTheRecorder() {
    var run =
        read(
            "id,statistic_id,start_ts,state,sum,unit_of_measurement\n" + "1,sensor.a,1748764800.0,5,5,kWh\n"
                + "2,sensor.a,1748768400,6,6,kWh\n");
    assertEquals(List.of("sensor.a 2025-06-01T09:00:00Z 3600 1000000"), run.lines());
  }

  @Test
  void shortTermStatisticsAreOfFiveMinutes() {
    var run =
        read(
            "statistic_id,start,unit,sum\n" + "sensor.a,2025-06-01T08:00:00Z,kWh,1\n" + "sensor.a,2025-06-01T08:05:00Z,kWh,1.1\n"
                + "sensor.a,2025-06-01T08:10:00Z,kWh,1.3\n" + "sensor.a,2025-06-01T08:15:00Z,kWh,1.3\n");
    assertEquals(
        List.of(
            "sensor.a 2025-06-01T08:05:00Z 300 100000", "sensor.a 2025-06-01T08:10:00Z 300 200000",
            "sensor.a 2025-06-01T08:15:00Z 300 0"),
        run.lines());
  }

  @Test
  void theDoubledHourOfAutumnIsToldInRisingAndFallingOrder() {
    var rows = new String[] {"01:00\t0", "02:00\t1", "02:00\t3", "03:00\t6", "04:00\t10"};
    var rising = "statistic_id\tunit\tstart\tsum\n";
    var falling = rising;
    for (var row : rows) {
      rising += "sensor.a\tkWh\t27.10.2024 " + row + "\n";
    }
    for (var i = rows.length - 1; i >= 0; i--) {
      falling += "sensor.a\tkWh\t27.10.2024 " + rows[i] + "\n";
    }
    var expected =
        List.of(
            "sensor.a 2024-10-27T00:00:00Z 3600 1000000", "sensor.a 2024-10-27T01:00:00Z 3600 2000000",
            "sensor.a 2024-10-27T02:00:00Z 3600 3000000", "sensor.a 2024-10-27T03:00:00Z 3600 4000000");
    assertEquals(expected, read(rising).lines());
    assertEquals(expected, read(falling).lines());
  }

  @Test
  void inSpringTheHoursFollowOneAnother() {
    var run =
        read(
            "statistic_id\tunit\tstart\tsum\n" + "sensor.a\tkWh\t31.03.2024 01:00\t1\n" + "sensor.a\tkWh\t31.03.2024 03:00\t2\n"
                + "sensor.a\tkWh\t31.03.2024 04:00\t4\n");
    assertEquals(List.of("sensor.a 2024-03-31T01:00:00Z 3600 1000000", "sensor.a 2024-03-31T02:00:00Z 3600 2000000"), run.lines());
  }

  @Test
  void whatIsAssumedIsSaid() {
    var run =
        Found.of(
            new HomeAssistant(),
            "statistic_id,start,sum\n" + "sensor.a,01/02/2025 08:00,1\n" + "sensor.a,01/02/2025 09:00,2\n" + "sensor.a,01/02/2025 10:00,2\n",
            FormatOptions.NONE);
    assertEquals(
        List.of("sensor.a 2025-02-01T09:00:00Z 3600 1000000", "sensor.a 2025-02-01T10:00:00Z 3600 0"), run.lines());
    assertEquals(3, run.notes.size());
    assertTrue(run.notes.get(0).endsWith("has no column 'unit': values are taken as kWh; name another with --unit"), run.notes.get(0));
    assertTrue(run.notes.get(1).contains("taken as day/month/year"), run.notes.get(1));
    assertTrue(run.notes.get(2).contains("taken as UTC"), run.notes.get(2));
  }

  @Test
  void datesWithTheMonthFirstAreToldByDaysAfterTheTwelfth() {
    var run = read("statistic_id,unit,start,delta\n" + "sensor.a,kWh,01/02/2025 08:00,1\n" + "sensor.a,kWh,01/13/2025 08:00,1\n" + "\n");
    assertEquals("2025-01-02T07:00:00Z", run.readings.get(0).reading().at().toString());
    assertEquals(List.of(), run.rejects);
  }

  @Test
  void badRowsAreRejectedAndTheRestIsRead() {
    var run =
        read(
            "statistic_id,unit,start,delta\n" + "sensor.a,kWh,2025-06-01 08:00,NaN\n" + ",kWh,2025-06-01 08:00,1\n"
                + "sensor.a,kWh,soon,1\n" + "sensor.a,kWh,2025-06-01 09:00,1,,\n");
    assertEquals(List.of("sensor.a 2025-06-01T07:00:00Z 3600 1000000"), run.lines());
    assertEquals(3, run.rejects.size());
  }

  @Test
  void onlySuchFilesAreTaken() {
    assertTrue(new HomeAssistant().matches("statistic_id\tunit\tstart\tsum\n"));
    assertFalse(new HomeAssistant().matches("device,at,seconds,kwh\n"));
  }
}
