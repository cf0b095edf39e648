package io.meterline.block;

import io.meterline.settings.SettingsFormats;
import io.meterline.wire.WireFormat;
import io.meterline.wire.WireInput;
import io.meterline.wire.WireOutput;

/** The bytes of a {@link SettledBlock}: its epoch, its readings, its settings, each with a version of its own. */
public final class SettledBlockFormat implements WireFormat<SettledBlock> {
  private static final long serialVersionUID = 1;

  @Override
  public void write(SettledBlock block, WireOutput out) {
    out.writeSigned(block.epoch());
    new BlockFormat().write(block.block(), out);
    new SettingsFormats.OfInForce().write(block.inForce(), out);
  }

  @Override
  public SettledBlock read(WireInput in) {
    return new SettledBlock(in.readSigned(), new BlockFormat().read(in), new SettingsFormats.OfInForce().read(in));
  }
}
