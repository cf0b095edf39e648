package io.meterline.model.log;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Names of devices, and the numbers that stand for them: from 0, in the order in which they were first asked for.
 *
 * <p>Devices mostly report in the same order again and again. So the one that followed a device the last time may be looked at
 * first, by its bytes: of a million names, none is in the processor's caches where its hash is. For that each device is to be
 * asked for when it comes, by either method; what is no device is to be left out.
 */
final class DeviceNames {
  /** In place of a number. */
  static final int UNEXPECTED = -1;

  private static final int INITIAL_CAPACITY = 64;

  private final Map<String, Integer> numbers = new HashMap<>();
  private final List<String> names = new ArrayList<>();
  private byte[][] bytes = new byte[INITIAL_CAPACITY][];
  private int[] followers = new int[INITIAL_CAPACITY];
  private int last = UNEXPECTED;

  /** The number of the device of the given name, the next one if it is new; goes on from it, and learns whom it followed. */
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
   * The number of the device of the given name, if it is the one that followed the last time, and goes on from it; otherwise
   * {@link #UNEXPECTED}, and {@link #number} tells.
   *
   * @param utf8 the name, and perhaps more behind it
   * @param length how many bytes the name has
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

  /** The name that a number stands for. */
  String name(int number) {
    return names.get(number);
  }

  /** How many there are. */
  int size() {
    return names.size();
  }

  /** Forgets all. */
  void clear() {
    Arrays.fill(bytes, 0, names.size(), null);
    numbers.clear();
    names.clear();
    last = UNEXPECTED;
  }
}
