package io.meterline.engine.block;

import io.meterline.model.settings.SettingsFormats;
import io.meterline.model.wire.WireFormat;
import io.meterline.model.wire.WireInput;
import io.meterline.model.wire.WireOutput;

/** The wire format of a {@link PairedBlock}: window, blocks, settings. Blocks and settings have their own versions. */
public final class PairedBlockFormat implements WireFormat<PairedBlock> {
  private static final long serialVersionUID = 1;
  private static final PackedBlock.Format BLOCKS = new PackedBlock.Format();
  private static final SettingsFormats.OfTimeline SETTINGS = new SettingsFormats.OfTimeline();

  @Override
  public void write(PairedBlock block, WireOutput out) {
    out.writeSigned(block.window());
    out.writeList(block.readings(), BLOCKS);
    SETTINGS.write(block.own(), out);
  }

  @Override
  public PairedBlock read(WireInput in) {
    return new PairedBlock(in.readSigned(), in.readList(BLOCKS), SETTINGS.read(in));
  }
}
