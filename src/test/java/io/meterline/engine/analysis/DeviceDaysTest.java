package io.meterline.engine.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.meterline.model.log.Reading;
import io.meterline.model.log.Readings;
import io.meterline.model.settings.Setting;
import io.meterline.model.settings.Settings;
import io.meterline.model.settings.Value;
import io.meterline.model.view.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DeviceDaysTest {
  private static final long HALF_HOUR = 1_800_000;

  private final DeviceDays days = new DeviceDays();
  private final ArrayList<String> written = new ArrayList<>();
  private DeviceDays.State state = days.begin("A");
  private long at;

  @Test
  void aDeviceThatChangesItsCohortWithinADayIsDeletedInOneAndHasARowInTheOther() {
    read("flats");
    assertEquals(List.of("row A 1970-01-01 flats 1000 1800"), written());
    read("houses");
    assertEquals(List.of("deleted A 1970-01-01 flats 2000 3600", "row A 1970-01-01 houses 2000 3600"), written());
  }

  @Test
  void aDeviceThatLeavesItsCohortHasNoRow() {
    read("flats");
    written();
    read(new Settings(Map.of()));
    assertEquals(List.of("deleted A 1970-01-01 flats 2000 3600"), written());
  }

  @Test
  void aDeviceThatStaysInItsCohortIsNeverDeleted() {
    for (var i = 0; i < 100; i++) {
      read("flats");
    }
    assertEquals(
        List.of(
            "row A 1970-01-01 flats 48000 86400",
            "row A 1970-01-02 flats 48000 86400",
            "row A 1970-01-03 flats 4000 7200"),
        written());
  }

  @Test
  void aDeviceOfWhichTooLittleIsCoveredHasNoRow() {
    read(covered("flats", 4));
    assertEquals(List.of(), written());
    read(covered("flats", 4));
    assertEquals(List.of("row A 1970-01-01 flats 2000 3600"), written());
    read(covered("flats", 90));
    assertEquals(List.of("deleted A 1970-01-01 flats 3000 5400"), written());
  }

  private void read(String cohort) {
    read(covered(cohort, 0));
  }

  private static Settings covered(String cohort, int percent) {
    return new Settings(Map.of(Setting.COHORT, new Value.Name(cohort), Setting.COMPARE_LEAST, new Value.Whole(percent)));
  }

  private void read(Settings settings) {
    var rows =
        new Rows(1, row -> written.add("row " + text(row)), row -> written.add("deleted " + text(row)), row -> {});
    state = days.fold(state, Readings.of(new Reading(at, 1800, 1000)), settings, rows);
    at += HALF_HOUR;
  }

  private static String text(Row row) {
    return "%s %s %s %s %s".formatted(row.get(0), row.get(1), row.get(2), row.get(3), row.get(4));
  }

  /** What was written since the last call, and is open now. */
  private List<String> written() {
    days.writeOpen(state, new Rows(1, row -> written.add("row " + text(row))));
    var all = List.copyOf(written);
    written.clear();
    return all;
  }
}
