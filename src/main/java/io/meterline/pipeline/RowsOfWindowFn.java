package io.meterline.pipeline;

import io.meterline.model.view.PackedRows;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.ListCoder;
import org.apache.beam.sdk.coders.VarLongCoder;
import org.apache.beam.sdk.values.KV;

/**
 * Gathers rows on a key until the window in which they are due is complete, and keeps nothing of them after that.
 *
 * @param <K> the type of keys
 */
abstract class RowsOfWindowFn<K> extends RowsWhenDueFn<K, List<KV<Long, PackedRows>>> {
  private static final long serialVersionUID = 1;

  RowsOfWindowFn(Rules rules) {
    super(rules, ListCoder.of(KvCoder.of(VarLongCoder.of(), Coders.rows())));
  }

  /**
   * Outputs the rows of a window.
   *
   * @param end the end of the window, epoch milliseconds UTC
   * @param rows all rows on the key that are due by then, and after the window before
   */
  protected abstract void complete(long end, List<PackedRows> rows, OutputReceiver<PackedRows> out);

  @Override
  protected final List<KV<Long, PackedRows>> nothing() {
    return new ArrayList<>();
  }

  @Override
  protected final void add(List<KV<Long, PackedRows>> waiting, long due, PackedRows rows) {
    waiting.add(KV.of(due, rows));
  }

  /** Every window that is complete, one after the other. */
  @Override
  protected final OptionalLong complete(
      List<KV<Long, PackedRows>> waiting, long end, long passed, OutputReceiver<PackedRows> out) {
    var windows = new TreeMap<Long, List<PackedRows>>();
    for (var rows : waiting) {
      if (rows.getKey() <= passed) {
        windows.computeIfAbsent(rows.getKey(), due -> new ArrayList<>()).add(rows.getValue());
      }
    }
    windows.forEach((due, rows) -> complete(due, rows, out));
    waiting.removeIf(rows -> rows.getKey() <= passed);
    return waiting.stream().mapToLong(KV::getKey).min();
  }
}
