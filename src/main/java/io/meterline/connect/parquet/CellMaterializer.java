package io.meterline.connect.parquet;

import io.meterline.model.view.Column;
import java.util.List;
import java.util.function.Consumer;
import org.apache.parquet.io.api.Converter;
import org.apache.parquet.io.api.GroupConverter;
import org.apache.parquet.io.api.RecordMaterializer;
import org.apache.parquet.schema.MessageType;

/** Makes {@link Cells} of the columns as Parquet assembles them. */
final class CellMaterializer extends RecordMaterializer<Cells> {
  private final Converter[] converters;
  private Cells current;

  /** For a schema of exactly these columns, in their order, and at most one of plain bytes after them. */
  CellMaterializer(List<Column> columns, MessageType schema) {
    current = new Cells(columns.size() + 1);
    converters = new Converter[schema.getFieldCount()];
    for (var i = 0; i < converters.length; i++) {
      var column = i;
      Consumer<Object> cell = value -> current.set(column, value);
      converters[i] =
          i < columns.size()
              ? CellConverters.of(columns.get(i).type(), schema.getType(i), cell)
              : CellConverters.ofBytes(cell);
    }
  }

  @Override
  public Cells getCurrentRecord() {
    return current;
  }

  @Override
  public GroupConverter getRootConverter() {
    return new GroupConverter() {
      @Override
      public Converter getConverter(int field) {
        return converters[field];
      }

      @Override
      public void start() {
        current = current.another();
      }

      @Override
      public void end() {}
    };
  }
}
