package io.meterline.model.settings;

import io.meterline.model.wire.WireOutput;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;

/** Packs the own changes of many devices, each device's in the order in which they are added. */
public final class ChangesByDevice {
  private static final SettingsFormats.OfLoggedChange FORMAT = new SettingsFormats.OfLoggedChange();

  private final Map<String, Pack> packs = new LinkedHashMap<>();
  private final WireOutput scratch = new WireOutput();
  private int size;

  /** Adds a valid change of a device. */
  public void add(SettingsChange change) {
    scratch.clear();
    FORMAT.write(change.logged(), scratch);
    packs.computeIfAbsent(change.scope().name(), any -> new Pack()).add(scratch.toBytes());
    size++;
  }

  /** How many changes were added. */
  public int size() {
    return size;
  }

  /** The changes of a device; empty if it has none. */
  public Optional<PackedChanges> of(String device) {
    return Optional.ofNullable(packs.get(device)).map(Pack::packed);
  }

  /** Calls the consumer for each device and its changes, in the order in which the devices were added. */
  public void forEach(BiConsumer<String, PackedChanges> consumer) {
    packs.forEach((device, pack) -> consumer.accept(device, pack.packed()));
  }

  /** Bytes that grow: by as much as they need at first, as most devices have few changes, and then by half. */
  private static final class Pack {
    private byte[] bytes = {};
    private int end;

    void add(byte[] more) {
      var needed = Math.addExact(end, more.length);
      if (needed > bytes.length) {
        bytes = Arrays.copyOf(bytes, Math.max(needed, end + end / 2));
      }
      System.arraycopy(more, 0, bytes, end, more.length);
      end = needed;
    }

    PackedChanges packed() {
      return new PackedChanges(Arrays.copyOf(bytes, end));
    }
  }
}
