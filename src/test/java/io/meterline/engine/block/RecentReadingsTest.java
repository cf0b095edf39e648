package io.meterline.engine.block;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.meterline.model.log.LoggedReading;
import io.meterline.model.log.Reading;
import io.meterline.model.wire.WireInput;
import io.meterline.model.wire.WireOutput;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** Recent readings are those appended and not removed, however they are stored. */
class RecentReadingsTest {
  private static final long HALF_HOUR = 1_800_000;
  private static final RecentReadings.Format FORMAT = new RecentReadings.Format();

  /** Each step appends some readings, then removes those before so many half hours before the last one. */
  @Property(tries = 300)
  void theyAreThoseAppendedButForSomeOfTheOldOnes(
      @ForAll @Size(min = 1, max = 12) List<@IntRange(min = 1, max = 100) Integer> appended,
      @ForAll @IntRange(min = 0, max = 200) int kept) {
    var recent = RecentReadings.of(block(0, 1));
    var count = 1;
    var removed = new ArrayList<Reading>();
    for (var more : appended) {
      recent.append(block(count, count + more));
      count += more;
      var time = (count - kept) * HALF_HOUR;
      recent.removeBefore(time).ifPresent(readings -> readings.forEach(removed::add));
      recent = throughBytes(recent);
      assertTrue(removed.stream().allMatch(reading -> reading.atMillis() < time));
      assertEquals(recent.isEmpty(), kept == 0 && removed.size() == count);
      if (recent.isEmpty()) {
        recent = RecentReadings.of(block(count, ++count));
      }
      assertEquals((count - 1) * HALF_HOUR, recent.last());
      var tooOld = all(recent).stream().filter(logged -> logged.reading().atMillis() < time).count();
      assertTrue(tooOld <= RecentReadings.PER_BLOCK, () -> tooOld + " were to be removed");
      assertEquals(logged(removed.size(), count), all(recent));
    }
  }

  @Example
  void aReadingTakesAFewBytes() {
    var recent = RecentReadings.of(block(0, 1_000));
    var out = new WireOutput();
    FORMAT.write(recent, out);
    assertTrue(out.toBytes().length < 8 * 1_000, () -> out.toBytes().length + " bytes");
  }

  private static RecentReadings throughBytes(RecentReadings recent) {
    var out = new WireOutput();
    FORMAT.write(recent, out);
    return FORMAT.read(new WireInput(out.toBytes()));
  }

  private static List<LoggedReading> all(RecentReadings recent) {
    var all = recent.all();
    return IntStream.range(0, all.size()).mapToObj(i -> all.logged("m1", i)).toList();
  }

  private static List<LoggedReading> logged(int from, int to) {
    if (from == to) {
      return List.of();
    }
    var block = block(from, to);
    return IntStream.range(0, block.size()).mapToObj(i -> block.logged("m1", i)).toList();
  }

  /** Half-hourly readings by number, logged with a varying delay. */
  private static Block block(int from, int to) {
    var block = Block.empty(to - from);
    for (var i = from; i < to; i++) {
      block.at[i - from] = i * HALF_HOUR;
      block.seconds[i - from] = 1800;
      block.milliwattHours[i - from] = i * 7919L % 500_000;
      block.loggedAt[i - from] = i * HALF_HOUR + 1_801_000 + i % 7;
      block.offset[i - from] = i * 3L;
    }
    return block;
  }
}
