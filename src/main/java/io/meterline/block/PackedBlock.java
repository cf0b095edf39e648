package io.meterline.block;

import io.meterline.wire.WireFormat;
import io.meterline.wire.WireInput;
import io.meterline.wire.WireOutput;

/**
 * A block on its way: its epoch, and the rest as bytes, written once and read once however many steps it passes.
 *
 * @param epoch the start of its epoch, epoch milliseconds UTC
 * @param bytes the block, as {@link BlockFormat} has it; not to be changed
 */
public record PackedBlock(long epoch, byte[] bytes) {
  private static final BlockFormat BLOCKS = new BlockFormat();

  /** Packs a block of the epoch that starts at the given time. */
  public static PackedBlock of(long epoch, Block block) {
    var out = new WireOutput();
    BLOCKS.write(block, out);
    return new PackedBlock(epoch, out.toBytes());
  }

  /** The block. */
  public Block unpack() {
    return BLOCKS.read(new WireInput(bytes));
  }

  /** The bytes: the epoch, then the block. */
  public static final class Format implements WireFormat<PackedBlock> {
    private static final long serialVersionUID = 1;

    @Override
    public void write(PackedBlock block, WireOutput out) {
      out.writeSigned(block.epoch);
      out.writeBytes(block.bytes);
    }

    @Override
    public PackedBlock read(WireInput in) {
      return new PackedBlock(in.readSigned(), in.readBytes());
    }
  }
}
