package io.meterline.block;

import io.meterline.settings.SettingsFormats;
import io.meterline.wire.WireFormat;
import io.meterline.wire.WireInput;
import io.meterline.wire.WireOutput;

/** The bytes of a {@link PairedBlock}: its epoch, its readings, its settings, each with a version of its own. */
public final class PairedBlockFormat implements WireFormat<PairedBlock> {
  private static final long serialVersionUID = 1;

  @Override
  public void write(PairedBlock block, WireOutput out) {
    out.writeSigned(block.epoch());
    new BlockFormat().write(block.block(), out);
    new SettingsFormats.OfTimeline().write(block.own(), out);
  }

  @Override
  public PairedBlock read(WireInput in) {
    return new PairedBlock(in.readSigned(), new BlockFormat().read(in), new SettingsFormats.OfTimeline().read(in));
  }
}
