package io.meterline.connect.event;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.fail;

import io.meterline.model.log.Kind;
import io.meterline.model.log.Position;
import io.meterline.model.log.Reason;
import io.meterline.model.log.Rejection;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;

/** Shared helpers of the tests of events. */
final class Bytes {
  static final Position POSITION = new Position(Instant.parse("2024-03-04T10:15:30.123Z"), 3, 41);

  private Bytes() {}

  static byte[] json(String text) {
    return text.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
  }

  static byte[] parse(String hex) {
    return HexFormat.of().parseHex(hex);
  }

  static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }

  static <T> T event(Decoded<T> decoded) {
    if (decoded instanceof Decoded.Event<T> whole) {
      return whole.event();
    }
    return fail(decoded.toString());
  }

  /** The detail of the rejection, after checking everything else in it. */
  static String detail(Kind kind, byte[] bytes, Decoded<?> decoded) {
    var rejection = assertInstanceOf(Decoded.Malformed.class, decoded, decoded::toString).rejection();
    assertEquals(
        new Rejection(
            kind,
            Reason.MALFORMED,
            rejection.detail(),
            OptionalInt.of(3),
            OptionalLong.of(41),
            Optional.of(POSITION.loggedAt()),
            "{\"raw_base64\":\"" + Base64.getEncoder().encodeToString(bytes) + "\"}"),
        rejection);
    return rejection.detail();
  }

  /** Text of any characters, including the replacement character. */
  static Arbitrary<String> texts() {
    return Arbitraries.strings()
        .withCharRange('\0', '\uD7FF')
        .withCharRange('\uE000', '\uFFFF')
        .ofMaxLength(40)
        .edgeCases(edges -> edges.none());
  }

  /** Random bytes, many of which begin like an event. */
  static Arbitrary<byte[]> bytes(byte[] event) {
    var any = Arbitraries.bytes().array(byte[].class).ofMaxSize(60);
    return Arbitraries.oneOf(
        any, any.map(tail -> concat(event, 10, tail)), any.map(tail -> concat(json("{"), 1, tail)));
  }

  private static byte[] concat(byte[] event, int head, byte[] tail) {
    var bytes = new byte[head + tail.length];
    System.arraycopy(event, 0, bytes, 0, head);
    System.arraycopy(tail, 0, bytes, head, tail.length);
    return bytes;
  }
}
