package io.meterline.engine.block;

import io.meterline.model.settings.SettingsFormats;
import io.meterline.model.wire.WireFormat;
import io.meterline.model.wire.WireInput;
import io.meterline.model.wire.WireOutput;

/** The wire format of a {@link SettledBlock}: window, blocks, settings. Blocks and settings have their own versions. */
public final class SettledBlockFormat implements WireFormat<SettledBlock> {
  private static final long serialVersionUID = 1;
  private static final PackedBlock.Format BLOCKS = new PackedBlock.Format();
  private static final SettingsFormats.OfInForce SETTINGS = new SettingsFormats.OfInForce();

  @Override
  public void write(SettledBlock block, WireOutput out) {
    out.writeSigned(block.window());
    out.writeList(block.readings(), BLOCKS);
    SETTINGS.write(block.inForce(), out);
  }

  @Override
  public SettledBlock read(WireInput in) {
    return new SettledBlock(in.readSigned(), in.readList(BLOCKS), SETTINGS.read(in));
  }
}
