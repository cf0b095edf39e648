package io.meterline.log;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Names of devices, and the numbers that stand for them: from 0, in the order in which they were first asked for.
 *
 * <p>Devices mostly report in the same order again and again. So the one that followed a device the last time is looked at
 * first, by its bytes: of a million names, each is nowhere in the processor's caches by its hash.
 */
final class DeviceNames {
  /** In place of a number. */
  static final int UNEXPECTED = -1;

  private static final int FIRST_ROOM = 64;

  private final Map<String, Integer> numbers = new HashMap<>();
  private final List<String> names = new ArrayList<>();
  private byte[][] bytes = new byte[FIRST_ROOM][];
  private int[] followers = new int[FIRST_ROOM];
  private int last = UNEXPECTED;

  /** The number of the device of the given name, the next one if it is new. */
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
   * The number of the device of the given name, if it is the one that followed the last time; otherwise {@link #UNEXPECTED},
   * and {@link #number} tells.
   *
   * @param utf8 the name, and perhaps more behind it
   * @param length how many bytes the name has
   */
  int expected(byte[] utf8, int length) {
    var follower = last == UNEXPECTED ? UNEXPECTED : followers[last];
    if (follower == UNEXPECTED
        || !Arrays.equals(bytes[follower], 0, bytes[follower].length, utf8, 0, length)) {
      return UNEXPECTED;
    }
    last = follower;
    return follower;
  }

  private int add(String name) {
    var number = names.size();
    if (number == followers.length) {
      followers = Arrays.copyOf(followers, number * 2);
      bytes = Arrays.copyOf(bytes, number * 2);
    }
    numbers.put(name, number);
    names.add(name);
    bytes[number] = name.getBytes(StandardCharsets.UTF_8);
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
    numbers.clear();
    names.clear();
    last = UNEXPECTED;
  }
}
