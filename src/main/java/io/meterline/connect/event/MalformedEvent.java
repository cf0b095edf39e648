package io.meterline.connect.event;

import io.meterline.model.log.Content;
import io.meterline.model.log.Kind;
import io.meterline.model.log.Position;
import io.meterline.model.log.Reason;
import io.meterline.model.log.Rejection;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** Thrown for bytes that are not an event. The message says what is wrong with them. */
final class MalformedEvent extends Exception {
  private static final long serialVersionUID = 1;

  private static final int MAX_KEPT_BYTES = 1 << 10;

  MalformedEvent(String detail) {
    // Without a stack trace: it never leaves this package, and there may be many.
    super(detail, null, false, false);
  }

  /** The rejection of the event. If the event is longer than allowed, the rejection has only its first 1024 bytes. */
  Rejection rejection(Kind kind, byte[] bytes, Position position) {
    return new Rejection(
        kind,
        Reason.MALFORMED,
        getMessage(),
        OptionalInt.of(position.partition()),
        OptionalLong.of(position.offset()),
        Optional.of(position.loggedAt()),
        Content.object(json -> json.writeStringField("raw_base64", Base64.getEncoder().encodeToString(kept(bytes)))));
  }

  private static byte[] kept(byte[] bytes) {
    return bytes.length > Encoding.MAX_LENGTH ? Arrays.copyOf(bytes, MAX_KEPT_BYTES) : bytes;
  }
}
