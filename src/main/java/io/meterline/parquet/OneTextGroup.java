package io.meterline.parquet;

import org.apache.parquet.io.api.Converter;
import org.apache.parquet.io.api.GroupConverter;
import org.apache.parquet.io.api.PrimitiveConverter;

/** Rows of which the first column is text, handed to a converter, and the others are read where they are. */
final class OneTextGroup extends GroupConverter {
  private final PrimitiveConverter text;

  OneTextGroup(PrimitiveConverter text) {
    this.text = text;
  }

  @Override
  public Converter getConverter(int field) {
    return field == 0 ? text : new PrimitiveConverter() {};
  }

  @Override
  public void start() {
    // Rows are read column by column.
  }

  @Override
  public void end() {
    // As above.
  }
}
