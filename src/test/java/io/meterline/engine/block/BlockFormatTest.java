package io.meterline.engine.block;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.meterline.model.log.Readings;
import io.meterline.model.wire.WireInput;
import io.meterline.model.wire.WireOutput;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
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
  /** The fields of a reading, valid or not. */
  record Numbers(long at, int seconds, long milliwattHours, long loggedAt, int partition, long offset) {}

  @Provide
  Arbitrary<List<Numbers>> readings() {
    // Close together, equal, and as far apart as possible, so that differences overflow.
    var longs =
        Arbitraries.frequencyOf(
            Tuple.of(3, Arbitraries.longs().between(0, 3).map(step -> step * 1_800_000)),
            Tuple.of(1, Arbitraries.of(Long.MIN_VALUE, Long.MIN_VALUE + 1, -1L, Long.MAX_VALUE)),
            Tuple.of(1, Arbitraries.longs()));
    var ints = Arbitraries.frequencyOf(Tuple.of(3, Arbitraries.of(0, 1, 1800)), Tuple.of(1, Arbitraries.integers()));
    return Combinators.combine(longs, ints, longs, longs, ints, longs).as(Numbers::new).list().ofMinSize(1).ofMaxSize(40);
  }

  @Property
  void anyReadingsAreReadBackAsWritten(@ForAll("readings") List<Numbers> readings) {
    assertEquals(readings, numbers(read(write(readings))));
  }

  @Test
  void aDayOfHalfHoursTakesFewBytes() {
    var start = 1_709_510_400_000L;
    var day = IntStream.range(0, 48).mapToObj(i -> new Numbers(start + i * 1_800_000L, 1800, 500_000 + 1_000 * (i % 7), start + (i + 1) * 1_800_000L, 0, 2_000 * i)).toList();
    // 2 bytes per reading for the energy, and little for the rest.
    assertTrue(write(day).length < 48 * 2 + 60, () -> write(day).length + " bytes");
    assertEquals(day, numbers(read(write(day))));
  }

  @Provide
  Arbitrary<List<List<Numbers>>> blocks() {
    // Starts are mostly increasing, as meters report, but blocks may be out of order.
    var step = Arbitraries.frequencyOf(Tuple.of(60, Arbitraries.of(1, 2)), Tuple.of(1, Arbitraries.of(0, -1)));
    var steps = step.list().ofMinSize(1).ofMaxSize(40);
    var cuts = Arbitraries.integers().between(0, 39).list().ofMaxSize(3);
    return Combinators.combine(steps, cuts, Arbitraries.randoms()).as(BlockFormatTest::blocks);
  }

  private static List<List<Numbers>> blocks(List<Integer> steps, List<Integer> cuts, Random random) {
    var blocks = new ArrayList<List<Numbers>>();
    var block = new ArrayList<Numbers>();
    var at = 0L;
    for (var i = 0; i < steps.size(); i++) {
      at += steps.get(i) * 1_800_000L;
      if (cuts.contains(i) && !block.isEmpty()) {
        blocks.add(block);
        block = new ArrayList<>();
      }
      block.add(new Numbers(at, 1800, random.nextInt(5), random.nextLong(), random.nextInt(2), random.nextLong()));
    }
    blocks.add(block);
    Collections.shuffle(blocks, random);
    return blocks;
  }

  @Property
  void packedBlocksAreReadTogetherInOrderOfTheirEarliestStart(@ForAll("blocks") List<List<Numbers>> blocks) {
    var packed = new PackedBlocks(blocks.stream().map(block -> PackedBlock.of(0, build(block))).toList());
    var all =
        blocks.stream()
            .sorted(Comparator.comparingLong(block -> block.stream().mapToLong(Numbers::at).min().orElseThrow()))
            .flatMap(List::stream)
            .toList();
    assertEquals(IntStream.range(1, all.size()).allMatch(i -> all.get(i - 1).at < all.get(i).at), packed.isIncreasing());
    assertEquals(
        all.stream().map(each -> List.of(each.at, (long) each.seconds, each.milliwattHours)).toList(), content(packed.readings()));
    assertEquals(all, numbers(packed.block()));
  }

  private static List<List<Long>> content(Readings readings) {
    return IntStream.range(0, readings.size())
        .mapToObj(i -> List.of(readings.at(i), (long) readings.seconds(i), readings.milliwattHours(i)))
        .toList();
  }

  private static byte[] write(List<Numbers> readings) {
    var out = new WireOutput();
    new BlockFormat().write(build(readings), out);
    return out.toBytes();
  }

  private static Block build(List<Numbers> readings) {
    var builder = new BlockBuilder(1);
    for (var each : readings) {
      builder.add(each.at, each.seconds, each.milliwattHours, each.loggedAt, each.partition, each.offset);
    }
    return builder.build();
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
