package io.meterline.pipeline;

import io.meterline.view.PackedRow;
import io.meterline.view.Rejected;
import io.meterline.wire.WireFormat;
import io.meterline.wire.WireInput;
import io.meterline.wire.WireOutput;
import java.util.List;

/**
 * What came of events at a step: a value for the next one, or a row that records why there is none, which the next steps
 * pass on. It goes along with the values because an output of its own would cost a copy of them all on some runners.
 *
 * @param <T> the value
 */
sealed interface Outcome<T> {
  /** A value for the next step. */
  record Used<T>(T value) implements Outcome<T> {}

  /** A row of {@link Rejected}. */
  record Refused<T>(PackedRow row) implements Outcome<T> {}

  /**
   * The bytes: a tag, then the value or row.
   *
   * @param values how values are written
   */
  record Format<T>(WireFormat<T> values) implements WireFormat<Outcome<T>> {
    private static final PackedRow.Format ROWS = new PackedRow.Format(List.of(Rejected.VIEW));
    private static final byte USED = 0;
    private static final byte REFUSED = 1;

    @Override
    public void write(Outcome<T> outcome, WireOutput out) {
      if (outcome instanceof Used<T> used) {
        out.writeByte(USED);
        values.write(used.value, out);
      } else if (outcome instanceof Refused<T> refused) {
        out.writeByte(REFUSED);
        ROWS.write(refused.row, out);
      }
    }

    @Override
    public Outcome<T> read(WireInput in) {
      var tag = in.readByte();
      return switch (tag) {
        case USED -> new Used<>(values.read(in));
        case REFUSED -> new Refused<>(ROWS.read(in));
        default -> throw new IllegalArgumentException("no outcome has tag " + tag);
      };
    }
  }
}
