package io.meterline.model.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/** In any order of devices, expected or not, names and numbers map one to one. */
class DeviceNamesTest {
  @Property
  void numbersAreInOrderOfFirstOccurrence(@ForAll("devices") List<String> devices) {
    var names = new DeviceNames();
    var inOrder = devices.stream().distinct().toList();
    for (var device : devices) {
      assertEquals(inOrder.indexOf(device), lookUp(names, device));
    }
    assertEquals(inOrder.size(), names.size());
    assertEquals(inOrder, IntStream.range(0, names.size()).mapToObj(names::name).toList());
  }

  @Property
  void lookingUpByBytesFirstGivesTheSameNumbersAsByName(@ForAll("devices") List<String> devices) {
    var byBytes = new DeviceNames();
    var byName = new DeviceNames();
    assertEquals(
        devices.stream().map(byName::number).toList(), devices.stream().map(device -> lookUp(byBytes, device)).toList());
  }

  @Property
  void inARepeatedRoundEveryDeviceButTheFirstIsExpected(@ForAll("devices") List<String> devices) {
    var round = devices.stream().distinct().toList();
    var names = new DeviceNames();
    round.forEach(names::number);
    names.number(round.get(0));
    for (var device : round.subList(1, round.size())) {
      assertEquals(round.indexOf(device), names.expected(device.getBytes(UTF_8), device.getBytes(UTF_8).length));
    }
  }

  @Property
  void clearLeavesNothingBehind(@ForAll("devices") List<String> before, @ForAll("devices") List<String> after) {
    var names = new DeviceNames();
    before.forEach(device -> lookUp(names, device));
    names.clear();
    assertEquals(0, names.size());
    var fresh = new DeviceNames();
    for (var device : after) {
      var bytes = device.getBytes(UTF_8);
      assertEquals(fresh.expected(bytes, bytes.length), names.expected(bytes, bytes.length), device);
      assertEquals(fresh.number(device), names.number(device));
    }
  }

  @Provide
  Arbitrary<List<String>> devices() {
    // Few names, some of them prefixes of others, so that all follow each other; and many, so that the arrays must grow.
    var few = Arbitraries.of("", "a", "ab", "abc", "b", "ä", "\uD83D\uDD0C").list().ofMinSize(1).ofMaxSize(60);
    var many = Arbitraries.integers().between(0, 300).map(number -> "m" + number).list().ofMinSize(1).ofMaxSize(400);
    return Arbitraries.oneOf(few, many);
  }

  @Test
  void noDeviceIsExpectedAtFirstOrAfterOneWithoutAFollower() {
    var names = new DeviceNames();
    assertEquals(DeviceNames.UNEXPECTED, names.expected(bytes("a"), 1));
    names.number("a");
    assertEquals(DeviceNames.UNEXPECTED, names.expected(bytes("a"), 1));
    names.number("b");
    assertEquals(DeviceNames.UNEXPECTED, names.expected(bytes("a"), 1));
  }

  @Test
  void theLastFollowerIsExpectedAndAnUnexpectedLookupChangesNothing() {
    var names = new DeviceNames();
    Stream.of("a", "b", "a", "c", "a").forEach(names::number);
    assertEquals(DeviceNames.UNEXPECTED, names.expected(bytes("b"), 1));
    assertEquals(2, names.expected(bytes("c"), 1));
    assertEquals(0, names.expected(bytes("a"), 1));
  }

  @Test
  void bytesAfterTheNameAreIgnored() {
    var names = new DeviceNames();
    Stream.of("a", "ab", "a").forEach(names::number);
    assertEquals(DeviceNames.UNEXPECTED, names.expected(bytes("abc"), 3));
    assertEquals(DeviceNames.UNEXPECTED, names.expected(bytes("abc"), 1));
    assertEquals(1, names.expected(bytes("abc"), 2));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }

  /** Looks up by bytes first, with more bytes after the name, and by name if the device was not expected. */
  private static int lookUp(DeviceNames names, String device) {
    var bytes = bytes(device);
    var number = names.expected(Arrays.copyOf(bytes, bytes.length + 3), bytes.length);
    return number == DeviceNames.UNEXPECTED ? names.number(device) : number;
  }
}
