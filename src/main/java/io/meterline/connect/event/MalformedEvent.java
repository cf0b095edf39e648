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

/** Bytes that say no event. The message is what is wrong with them. */
final class MalformedEvent extends Exception {
  private static final long serialVersionUID = 1;

  private static final int KEPT = 1 << 10;

  MalformedEvent(String detail) {
    // It never leaves this package, and there may be many: no trace.
    super(detail, null, false, false);
  }

  /** What becomes of the event; of more bytes than an event may have, its row holds the first ones. */
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
    return bytes.length > Encoding.LONGEST ? Arrays.copyOf(bytes, KEPT) : bytes;
  }
}
