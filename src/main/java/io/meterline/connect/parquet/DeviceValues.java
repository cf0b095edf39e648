package io.meterline.connect.parquet;

import io.meterline.model.log.ReadingColumns;
import java.io.IOException;
import java.util.Arrays;
import java.util.BitSet;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.io.api.Binary;

/** Decodes a column of device names to the numbers of the devices, or the codes below. */
final class DeviceValues implements ColumnPages.Values {
  /** The code of an empty name. */
  static final int NO_NAME = -2;

  /** The code of a name that is not UTF-8. */
  static final int NOT_UTF8 = -3;

  private final ReadingColumns readings;
  private final int[] into;
  private int[] dictionary = {};
  private boolean allAreDevices = true;
  private int next;

  /** Decodes into the current array of the column of devices. */
  DeviceValues(ReadingColumns readings) {
    this.readings = readings;
    this.into = readings.device();
  }

  @Override
  public void read(ColumnPages pages, int at, int count) throws IOException {
    if (pages.encoding().usesDictionary()) {
      if (dictionary.length == 0) {
        var entries = pages.dictionary();
        dictionary = new int[entries.getMaxId() + 1];
        Arrays.setAll(dictionary, id -> device(entries.decodeToBinary(id)));
      }
      pages.indices(into, at, count);
      IntValues.lookUp(dictionary, into, at, count);
    } else if (pages.encoding() == Encoding.DELTA_BYTE_ARRAY && !pages.mayReferToPreviousPage()) {
      next = at;
      PrefixedBytes.read(pages.bytes(), count, (bytes, length) -> into[next++] = device(bytes, length));
    } else {
      var reader = pages.genericReader();
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

  /** Marks rows with an invalid name as missing. */
  void markInvalid(int from, int count, BitSet missing) {
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
