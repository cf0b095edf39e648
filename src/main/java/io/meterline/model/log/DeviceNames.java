package io.meterline.model.log;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A dictionary of device names. Numbers start at 0, in the order in which names were first looked up.
 *
 * <p>Devices mostly report in the same order again and again. So try {@link #expected} first: it only compares the bytes with the
 * name that followed the previous device last time, while with a million names a hash lookup misses the processor's caches. For
 * this to work, look up the device of every reading in the order of arrival, by either method, and no other names.
 */
final class DeviceNames {
  /** Returned when the device is not the expected one. */
  static final int UNEXPECTED = -1;

  private static final int INITIAL_CAPACITY = 64;

  private final Map<String, Integer> numbers = new HashMap<>();
  private final List<String> names = new ArrayList<>();
  private byte[][] bytes = new byte[INITIAL_CAPACITY][];
  private int[] followers = new int[INITIAL_CAPACITY];
  private int last = UNEXPECTED;

  /**
   * Returns the number of the named device, the next free one if it is new. Records it as the follower of the previous device.
   */
  int number(String name) {
    var known = numbers.get(name);
    var number = known == null ? add(name) : known;
    if (last != UNEXPECTED) {
      followers[last] = number;
    }
    last = number;
    return number;
  }

  /**
   * Returns the number of the named device if it followed the previous device last time. Otherwise returns {@link
   * #UNEXPECTED} and changes nothing; call {@link #number} then.
   *
   * @param utf8 the name; bytes after {@code length} are ignored
   * @param length the length of the name in bytes
   */
  int expected(byte[] utf8, int length) {
    var follower = last == UNEXPECTED ? UNEXPECTED : followers[last];
    if (follower == UNEXPECTED || !isName(follower, utf8, length)) {
      return UNEXPECTED;
    }
    last = follower;
    return follower;
  }

  private boolean isName(int number, byte[] utf8, int length) {
    if (bytes[number] == null) {
      bytes[number] = names.get(number).getBytes(StandardCharsets.UTF_8);
    }
    return Arrays.equals(bytes[number], 0, bytes[number].length, utf8, 0, length);
  }

  private int add(String name) {
    var number = names.size();
    if (number == followers.length) {
      followers = Arrays.copyOf(followers, number * 2);
      bytes = Arrays.copyOf(bytes, number * 2);
    }
    numbers.put(name, number);
    names.add(name);
    followers[number] = UNEXPECTED;
    return number;
  }

  /** The name of the device with this number. */
  String name(int number) {
    return names.get(number);
  }

  /** The number of names. */
  int size() {
    return names.size();
  }

  /** Removes all names. */
  void clear() {
    Arrays.fill(bytes, 0, names.size(), null);
    numbers.clear();
    names.clear();
    last = UNEXPECTED;
  }
}
