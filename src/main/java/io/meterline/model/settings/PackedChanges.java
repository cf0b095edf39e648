package io.meterline.model.settings;

import io.meterline.model.wire.WireFormat;
import io.meterline.model.wire.WireInput;
import io.meterline.model.wire.WireOutput;
import java.util.ArrayList;
import java.util.List;

/**
 * Valid changes, serialized: each as it was logged. A change as an object is some fifteen of them; packed, a million changes that
 * wait for the readings of their devices are a few large arrays.
 *
 * @param bytes the changes in {@link SettingsFormats.OfChange}, one after the other; must not be modified
 */
public record PackedChanges(byte[] bytes) {
  private static final SettingsFormats.OfLoggedChange LOGGED = new SettingsFormats.OfLoggedChange();

  /** Packs one change. */
  public static PackedChanges of(SettingsChange change) {
    var out = new WireOutput();
    LOGGED.write(change.logged(), out);
    return new PackedChanges(out.toBytes());
  }

  /**
   * The changes, in the order in which they were packed.
   *
   * @param rules the rules that accepted them
   */
  public List<SettingsChange> changes(ChangeRules rules) {
    var format = new SettingsFormats.OfChange(rules);
    var in = new WireInput(bytes);
    var changes = new ArrayList<SettingsChange>();
    while (in.hasMore()) {
      changes.add(format.read(in));
    }
    return changes;
  }

  /** The wire format: the bytes, with their number in front. */
  public static final class Format implements WireFormat<PackedChanges> {
    private static final long serialVersionUID = 1;

    @Override
    public void write(PackedChanges changes, WireOutput out) {
      out.writeBytes(changes.bytes);
    }

    @Override
    public PackedChanges read(WireInput in) {
      return new PackedChanges(in.readBytes());
    }
  }
}
