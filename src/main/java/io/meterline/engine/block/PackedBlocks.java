package io.meterline.engine.block;

import io.meterline.model.log.Readings;
import io.meterline.model.wire.WireInput;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The readings of packed blocks of one device. Usually the starts of the readings are strictly increasing, and then their
 * positions in the log need not be read.
 */
public final class PackedBlocks {
  private static final BlockFormat BLOCKS = new BlockFormat();

  private final List<WireInput> inputs;
  private final int[] starts;
  private final long[] at;
  private final int[] seconds;
  private final long[] milliwattHours;

  /** Reads the content of one or more blocks, given in any order, and concatenates them in the order of their earliest starts. */
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

  /** Whether the starts are strictly increasing. */
  public boolean isIncreasing() {
    return Block.isIncreasing(at, at.length);
  }

  /** The readings. Requires {@link #isIncreasing}. */
  public Readings readings() {
    return new Readings(at, seconds, milliwattHours, 0, at.length);
  }

  /** The readings with their positions in the log. Can be called only once. */
  public Block block() {
    var loggedAt = new long[at.length];
    var partition = new int[at.length];
    var offset = new long[at.length];
    var block = new Block(at.length, at, seconds, milliwattHours, loggedAt, partition, offset);
    for (var i = 0; i < inputs.size(); i++) {
      BLOCKS.readPositions(inputs.get(i), block, starts[i], starts[i + 1]);
    }
    return block;
  }
}
