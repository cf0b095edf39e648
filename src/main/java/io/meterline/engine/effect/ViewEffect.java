package io.meterline.engine.effect;

import io.meterline.model.view.RowDifferences;
import io.meterline.model.view.View;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * How many rows of a view differ, and whose.
 *
 * @param view the view
 * @param added rows that are only there after
 * @param changed rows of one key with other values after
 * @param deleted rows that are only there before
 * @param devices the devices of these rows, by name; empty for a view without devices
 * @param first the date of the earliest of these rows, in UTC if the view is dated by a time; empty if none has a date
 * @param last the date of the latest of these rows, inclusive
 */
public record ViewEffect(
    View view,
    long added,
    long changed,
    long deleted,
    SortedSet<String> devices,
    Optional<LocalDate> first,
    Optional<LocalDate> last) {

  /**
   * Reads the rows of a view that differ. Takes memory for each device, not for each row.
   *
   * @throws io.meterline.model.MeterlineException if the rows cannot be read
   */
  public static ViewEffect of(View view, RowDifferences differences) {
    var counts = new long[3];
    var devices = new TreeSet<String>();
    var dates = new LocalDate[2];
    var device = view.columns().stream().map(column -> column.name()).toList().indexOf("device");
    differences.read(
        view,
        change -> {
          counts[change.before().isEmpty() ? 0 : change.after().isEmpty() ? 2 : 1]++;
          var row = change.any();
          if (device >= 0) {
            devices.add((String) row.get(device));
          }
          row.find(view.datedBy()).map(ViewEffect::date).ifPresent(
              date -> {
                dates[0] = dates[0] == null || date.isBefore(dates[0]) ? date : dates[0];
                dates[1] = dates[1] == null || date.isAfter(dates[1]) ? date : dates[1];
              });
        });
    return new ViewEffect(
        view, counts[0], counts[1], counts[2], devices, Optional.ofNullable(dates[0]), Optional.ofNullable(dates[1]));
  }

  private static LocalDate date(Object value) {
    return value instanceof LocalDate date ? date : ((Instant) value).atOffset(ZoneOffset.UTC).toLocalDate();
  }
}
