package io.meterline.engine.range;

import io.meterline.model.log.LoggedChange;
import io.meterline.model.settings.ChangeRules;
import io.meterline.model.settings.SettingsChange;
import io.meterline.model.settings.SettingsFormats;
import io.meterline.model.wire.WireInput;
import io.meterline.model.wire.WireOutput;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The own changes of many devices, encoded, so that a million devices with a few changes each fit in memory. */
final class OwnChanges {
  private static final SettingsFormats.OfLoggedChange FORMAT = new SettingsFormats.OfLoggedChange();

  private final ChangeRules rules;
  private final Map<String, byte[]> byDevice = new HashMap<>();
  private final WireOutput scratch = new WireOutput();

  OwnChanges(ChangeRules rules) {
    this.rules = rules;
  }

  /** Adds a valid change of a device. */
  void add(String device, LoggedChange change) {
    scratch.clear();
    scratch.writeFlag(true);
    FORMAT.write(change, scratch);
    var more = scratch.toBytes();
    byDevice.merge(device, more, OwnChanges::joined);
  }

  private static byte[] joined(byte[] before, byte[] more) {
    var both = Arrays.copyOf(before, before.length + more.length);
    System.arraycopy(more, 0, both, before.length, more.length);
    return both;
  }

  /** The changes of a device, in the order in which they were added. */
  List<SettingsChange> of(String device) {
    var encoded = byDevice.get(device);
    if (encoded == null) {
      return List.of();
    }
    // A zero byte ends the changes.
    var in = new WireInput(Arrays.copyOf(encoded, encoded.length + 1));
    var changes = new ArrayList<SettingsChange>();
    while (in.readFlag()) {
      rules.check(FORMAT.read(in)).take(changes::add, rejection -> {});
    }
    return changes;
  }
}
