package io.meterline.view;

import io.meterline.wire.WireFormat;
import io.meterline.wire.WireInput;
import io.meterline.wire.WireOutput;
import java.util.List;

/**
 * The bytes of a row of any of some views: the place of its view among them, then the row.
 *
 * @param views the views; a new one is added at the end
 */
public record AnyRowFormat(List<View> views) implements WireFormat<Row> {
  @Override
  public void write(Row row, WireOutput out) {
    out.writeByte(views.indexOf(row.view()));
    new RowFormat(row.view()).write(row, out);
  }

  @Override
  public Row read(WireInput in) {
    return new RowFormat(views.get(in.readByte())).read(in);
  }
}
