package io.meterline.connect.kafka.log;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.meterline.model.log.Kind;
import io.meterline.model.log.Position;
import io.meterline.model.wire.Frozen;
import io.meterline.model.wire.FrozenContract;
import io.meterline.model.wire.WireInput;
import io.meterline.model.wire.WireOutput;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The encodings of what a source emits and saves in checkpoints. If one of these tests fails, a new version is needed.
 */
class EventBytesTest implements FrozenContract {
  private static final RawEvents EVENTS =
      new RawEvents(
          Kind.SETTING, 3, new long[] {5, 9}, new long[] {-7, 1_700_000_000_000L}, new byte[][] {{}, {0, -1, 127}});

  static Stream<Frozen<?>> frozen() {
    return Stream.of(
        new Frozen<>("events of a partition", new RawEvents.Format(), EVENTS, 0, "010103020a0d00088ea0abfef9620300ff7f"),
        new Frozen<>("a reader's mark", new PartitionMark.Format(), new PartitionMark(9, -7, "--window=PT1S"), 0, "02120d0d2d2d77696e646f773d50543153"),
        new Frozen<>("the mark of a reader that has read nothing", new PartitionMark.Format(), PartitionMark.START, 0, "0200ffffffffffffffffff0100"));
  }

  @Test
  void eventsAreEncodedAndDecodedUnchanged() {
    var out = new WireOutput();
    new RawEvents.Format().write(EVENTS, out);
    var read = new RawEvents.Format().read(new WireInput(out.toBytes()));
    assertEquals(EVENTS, read);
    assertEquals(new Position(Instant.ofEpochMilli(1_700_000_000_000L), 3, 9), read.position(1));
    assertArrayEquals(new byte[] {0, -1, 127}, read.value(1));
    assertEquals(read.range(1, 2).position(0), read.position(1));
  }

  @Test
  void eventsOfAnUnknownKindAreRejected() {
    var unknown = new byte[] {1, 7, 0, 0};
    var failure = assertThrows(IllegalArgumentException.class, () -> new RawEvents.Format().read(new WireInput(unknown)));
    assertEquals("no kind has code 7", failure.getMessage());
  }
}
