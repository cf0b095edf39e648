package io.meterline.block;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.meterline.wire.WireInput;
import io.meterline.wire.WireOutput;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import org.junit.jupiter.api.Test;

class BlockFormatTest {
  /** What a reading is made of, whatever a block may not hold by other rules. */
  record Numbers(long at, int seconds, long milliwattHours, long loggedAt, int partition, long offset) {}

  @Provide
  Arbitrary<List<Numbers>> readings() {
    // Near to each other, equal, and as far apart as numbers can be, so that differences wrap around.
    var longs =
        Arbitraries.frequencyOf(
            Tuple.of(3, Arbitraries.longs().between(0, 3).map(step -> step * 1_800_000)),
            Tuple.of(1, Arbitraries.of(Long.MIN_VALUE, Long.MIN_VALUE + 1, -1L, Long.MAX_VALUE)),
            Tuple.of(1, Arbitraries.longs()));
    var ints = Arbitraries.frequencyOf(Tuple.of(3, Arbitraries.of(0, 1, 1800)), Tuple.of(1, Arbitraries.integers()));
    return Combinators.combine(longs, ints, longs, longs, ints, longs).as(Numbers::new).list().ofMinSize(1).ofMaxSize(40);
  }

  @Property
  void anyReadingsAreReadBackAsTheyWere(@ForAll("readings") List<Numbers> readings) {
    assertEquals(readings, numbers(read(write(readings))));
  }

  @Test
  void aDayOfHalfHoursTakesFewBytes() {
    var start = 1_709_510_400_000L;
    var day = IntStream.range(0, 48).mapToObj(i -> new Numbers(start + i * 1_800_000L, 1800, 500_000 + 1_000 * (i % 7), start + (i + 1) * 1_800_000L, 0, 2_000 * i)).toList();
    // 2 bytes a reading for its energy, and little for all else together.
    assertTrue(write(day).length < 48 * 2 + 60, () -> write(day).length + " bytes");
    assertEquals(day, numbers(read(write(day))));
  }

  private static byte[] write(List<Numbers> readings) {
    var builder = new BlockBuilder(1);
    for (var each : readings) {
      builder.add(each.at, each.seconds, each.milliwattHours, each.loggedAt, each.partition, each.offset);
    }
    var out = new WireOutput();
    new BlockFormat().write(builder.build(), out);
    return out.toBytes();
  }

  private static Block read(byte[] bytes) {
    return new BlockFormat().read(new WireInput(bytes));
  }

  private static List<Numbers> numbers(Block block) {
    return IntStream.range(0, block.size())
        .mapToObj(
            i ->
                new Numbers(
                    block.at[i], block.seconds[i], block.milliwattHours[i], block.loggedAt[i], block.partition[i], block.offset[i]))
        .toList();
  }
}
