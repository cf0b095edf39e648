package io.meterline.engine.effect;

import io.meterline.model.view.Column;
import io.meterline.model.view.Row;
import io.meterline.model.view.RowChange;
import io.meterline.model.view.View;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collections;
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

  public ViewEffect {
    devices = Collections.unmodifiableSortedSet(new TreeSet<>(devices));
  }

  /** Whether no row differs. */
  public boolean isEmpty() {
    return added == 0 && changed == 0 && deleted == 0;
  }

  /** Takes rows of a view that differ, one after the other. */
  static final class Tally {
    private final View view;
    private final int device;
    private final TreeSet<String> devices = new TreeSet<>();
    private long added;
    private long changed;
    private long deleted;
    private Optional<LocalDate> first = Optional.empty();
    private Optional<LocalDate> last = Optional.empty();

    Tally(View view) {
      this.view = view;
      this.device = view.columns().stream().map(Column::name).toList().indexOf("device");
    }

    void add(RowChange change) {
      if (change.before().isEmpty()) {
        added++;
      } else if (change.after().isEmpty()) {
        deleted++;
      } else {
        changed++;
      }
      var row = change.any();
      if (device >= 0) {
        devices.add((String) row.get(device));
      }
      var date = date(row);
      first = date.isPresent() && first.map(date.get()::isBefore).orElse(true) ? date : first;
      last = date.isPresent() && last.map(date.get()::isAfter).orElse(true) ? date : last;
    }

    private Optional<LocalDate> date(Row row) {
      return row.find(view.datedBy())
          .map(value -> value instanceof LocalDate date ? date : ((Instant) value).atOffset(ZoneOffset.UTC).toLocalDate());
    }

    ViewEffect effect() {
      return new ViewEffect(view, added, changed, deleted, devices, first, last);
    }
  }
}
