package io.meterline.engine.range;

import io.meterline.model.wire.WireInput;
import io.meterline.model.wire.WireOutput;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;

/**
 * A table of device names, sorted by their UTF-8 bytes, each with a small number. In memory it takes the bytes of the names and 8
 * bytes per device; serialized it is compressed. All names together must fit in 2 GB.
 */
final class DeviceTable implements Serializable {
  private static final long serialVersionUID = 1;

  private final transient byte[] bytes;
  private final transient int[] starts;
  private final transient int[] numbers;

  private DeviceTable(byte[] bytes, int[] starts, int[] numbers) {
    this.bytes = bytes;
    this.starts = starts;
    this.numbers = numbers;
  }

  /** Gives a device its number. */
  @FunctionalInterface
  interface Numbers {
    /** The number, at least 0. */
    int of(String device);
  }

  /** The table of some devices, without duplicates. */
  static DeviceTable of(Collection<String> devices, Numbers numbers) {
    var names = devices.stream().map(name -> name.getBytes(StandardCharsets.UTF_8)).sorted(Arrays::compareUnsigned).toList();
    var starts = new int[names.size() + 1];
    for (var i = 0; i < names.size(); i++) {
      starts[i + 1] = Math.addExact(starts[i], names.get(i).length);
    }
    var bytes = new byte[starts[names.size()]];
    var found = new int[names.size()];
    for (var i = 0; i < names.size(); i++) {
      System.arraycopy(names.get(i), 0, bytes, starts[i], names.get(i).length);
      found[i] = numbers.of(new String(names.get(i), StandardCharsets.UTF_8));
    }
    return new DeviceTable(bytes, starts, found);
  }

  int size() {
    return numbers.length;
  }

  String name(int index) {
    return new String(bytes, starts[index], starts[index + 1] - starts[index], StandardCharsets.UTF_8);
  }

  int number(int index) {
    return numbers[index];
  }

  /** The index of a device; negative if it is not in the table. */
  int find(String device) {
    return find(device.getBytes(StandardCharsets.UTF_8));
  }

  /** As {@link #find(String)}, faster if the device is the one at the index expected, such as that after the last one found. */
  int find(String device, int expected) {
    var name = device.getBytes(StandardCharsets.UTF_8);
    return expected < size() && Arrays.equals(bytes, starts[expected], starts[expected + 1], name, 0, name.length)
        ? expected
        : find(name);
  }

  private int find(byte[] name) {
    var low = 0;
    var high = size() - 1;
    while (low <= high) {
      var middle = low + high >>> 1;
      var order = Arrays.compareUnsigned(bytes, starts[middle], starts[middle + 1], name, 0, name.length);
      if (order == 0) {
        return middle;
      }
      if (order < 0) {
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    return -1;
  }

  private Object writeReplace() {
    var out = new WireOutput();
    out.writeCount(size());
    for (var i = 0; i < size(); i++) {
      out.writeCount(starts[i + 1] - starts[i]);
      out.writeCount(numbers[i]);
    }
    out.writeBytes(bytes);
    return new Compressed(out);
  }

  /** The serialized form. */
  private static final class Compressed implements Serializable {
    private static final long serialVersionUID = 1;

    private final byte[] deflated;

    Compressed(WireOutput out) {
      var into = new ByteArrayOutputStream();
      try (var deflater = new DeflaterOutputStream(into)) {
        out.copyTo(deflater);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      deflated = into.toByteArray();
    }

    private Object readResolve() {
      try (var inflater = new InflaterInputStream(new ByteArrayInputStream(deflated))) {
        return table(new WireInput(inflater.readAllBytes()));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private static DeviceTable table(WireInput in) {
      var starts = new int[in.readCount() + 1];
      var numbers = new int[starts.length - 1];
      for (var i = 0; i < numbers.length; i++) {
        starts[i + 1] = starts[i] + in.readCount();
        numbers[i] = in.readCount();
      }
      return new DeviceTable(in.readBytes(), starts, numbers);
    }
  }
}
