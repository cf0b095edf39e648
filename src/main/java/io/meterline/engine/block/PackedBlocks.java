package io.meterline.engine.block;

import io.meterline.model.log.Readings;
import io.meterline.model.wire.WireInput;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The readings of some packed blocks of one device. Mostly each starts after the one before, and where they lie in the log need
 * not be read.
 */
public final class PackedBlocks {
  private static final BlockFormat BLOCKS = new BlockFormat();

  private final List<WireInput> inputs;
  private final int[] starts;
  private final long[] at;
  private final int[] seconds;
  private final long[] milliwattHours;

  /** The readings of the given blocks, of which there is at least one; the block that starts first goes first. */
  public PackedBlocks(List<PackedBlock> packed) {
    var inStart = new ArrayList<>(packed);
    inStart.sort(Comparator.comparingLong(PackedBlock::earliest));
    inputs = new ArrayList<>(inStart.size());
    inStart.forEach(block -> inputs.add(new WireInput(block.bytes())));
    starts = new int[inputs.size() + 1];
    for (var i = 0; i < inputs.size(); i++) {
      starts[i + 1] = Math.addExact(starts[i], BLOCKS.readSize(inputs.get(i)));
    }
    var size = starts[inputs.size()];
    at = new long[size];
    seconds = new int[size];
    milliwattHours = new long[size];
    for (var i = 0; i < inputs.size(); i++) {
      BLOCKS.readReadings(inputs.get(i), at, seconds, milliwattHours, starts[i], starts[i + 1]);
    }
  }

  /** Whether each reading starts after the one before. */
  public boolean isIncreasing() {
    return Block.isIncreasing(at, at.length);
  }

  /** The readings, if {@link #isIncreasing}. */
  public Readings readings() {
    return new Readings(at, seconds, milliwattHours, 0, at.length);
  }

  /** The readings and where they lie in the log. To be asked for once. */
  public Block block() {
    var loggedAt = new long[at.length];
    var partition = new int[at.length];
    var offset = new long[at.length];
    var block = new Block(at.length, at, seconds, milliwattHours, loggedAt, partition, offset);
    for (var i = 0; i < inputs.size(); i++) {
      BLOCKS.readPlaces(inputs.get(i), block, starts[i], starts[i + 1]);
    }
    return block;
  }
}
