package io.meterline.engine.block;

import io.meterline.model.wire.WireFormat;
import io.meterline.model.wire.WireInput;
import io.meterline.model.wire.WireOutput;
import java.util.List;

/**
 * A serialized block, with its window and earliest start. However many steps it passes through, its bytes are written once and
 * read once, by {@link PackedBlocks}.
 *
 * @param window the start of the window in which it arrives, epoch milliseconds UTC
 * @param earliest the start of its earliest reading, before the end of the window, epoch milliseconds UTC
 * @param bytes the block in {@link BlockFormat}; must not be modified
 */
public record PackedBlock(long window, long earliest, byte[] bytes) {
  private static final BlockFormat BLOCKS = new BlockFormat();

  /** Packs a block that arrives in the window starting at the given time. */
  public static PackedBlock of(long window, Block block) {
    return of(window, block, 0, block.size, new WireOutput());
  }

  /**
   * Packs the readings with index {@code from}, inclusive, to {@code to}, exclusive, as a block.
   *
   * @param scratch a reusable buffer
   */
  static PackedBlock of(long window, Block block, int from, int to, WireOutput scratch) {
    scratch.clear();
    BLOCKS.write(block, from, to, scratch);
    return new PackedBlock(window, block.earliest(from, to), scratch.toBytes());
  }

  /** The start of the earliest reading of one or more blocks, epoch milliseconds UTC. */
  public static long earliest(List<PackedBlock> blocks) {
    var earliest = blocks.get(0).earliest;
    for (var block : blocks) {
      earliest = Math.min(earliest, block.earliest);
    }
    return earliest;
  }

  /** The wire format: the window, the earliest start relative to it, then the block. */
  public static final class Format implements WireFormat<PackedBlock> {
    private static final long serialVersionUID = 1;

    @Override
    public void write(PackedBlock block, WireOutput out) {
      out.writeSigned(block.window);
      out.writeSigned(block.earliest - block.window);
      out.writeBytes(block.bytes);
    }

    @Override
    public PackedBlock read(WireInput in) {
      var window = in.readSigned();
      return new PackedBlock(window, window + in.readSigned(), in.readBytes());
    }
  }
}
