package io.meterline.connect.parquet;

import io.meterline.model.log.ReadingColumns;
import java.io.IOException;
import java.util.Arrays;
import java.util.BitSet;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.io.api.Binary;

/** Takes a column of names of devices: their numbers, or what stands in place of one. */
final class DeviceValues implements ColumnPages.Values {
  /** In place of a device whose name is empty. */
  static final int NO_NAME = -2;

  /** In place of a device whose name is not UTF-8. */
  static final int NOT_UTF8 = -3;

  private final ReadingColumns readings;
  private final int[] into;
  private int[] dictionary = {};
  private boolean allAreDevices = true;
  private int next;

  /** Takes into the column of devices, as it is now. */
  DeviceValues(ReadingColumns readings) {
    this.readings = readings;
    this.into = readings.device();
  }

  @Override
  public void take(ColumnPages pages, int at, int count) throws IOException {
    if (pages.encoding().usesDictionary()) {
      if (dictionary.length == 0) {
        var entries = pages.dictionary();
        dictionary = new int[entries.getMaxId() + 1];
        Arrays.setAll(dictionary, id -> device(entries.decodeToBinary(id)));
      }
      pages.places(into, at, count);
      IntValues.look(dictionary, into, at, count);
    } else if (pages.encoding() == Encoding.DELTA_BYTE_ARRAY && !pages.goesOnFromPageBefore()) {
      next = at;
      PrefixedBytes.read(pages.bytes(), count, (bytes, length) -> into[next++] = device(bytes, length));
    } else {
      var reader = pages.oneByOne();
      for (var i = at; i < at + count; i++) {
        into[i] = device(reader.readBytes());
      }
    }
  }

  private int device(byte[] name, int length) {
    var expected = readings.expectedDevice(name, length);
    return expected == ReadingColumns.UNEXPECTED ? device(Binary.fromReusedByteArray(name, 0, length)) : expected;
  }

  private int device(Binary name) {
    var text = Utf8.text(name);
    var device = text.isEmpty() ? NOT_UTF8 : text.get().isEmpty() ? NO_NAME : readings.device(text.get());
    allAreDevices &= device >= 0;
    return device;
  }

  @Override
  public void move(int from, int to) {
    into[to] = into[from];
  }

  /** Has rows whose name is none join those without a value. */
  void refuse(int from, int count, BitSet missing) {
    if (allAreDevices) {
      return;
    }
    for (var i = 0; i < count; i++) {
      if (into[from + i] < 0) {
        missing.set(i);
      }
    }
  }
}
