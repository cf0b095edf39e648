package io.meterline.engine.range;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;

/**
 * The devices whose rows can differ, and the range of each that is computed again. All other devices have the rows they had.
 *
 * <p>It is part of the steps that read the log. There it takes about 10 to 50 bytes per affected device in memory, and mostly a
 * quarter of that when it is sent to other processes: a plan of ten million devices is too large for most runners.
 */
public final class RangePlan implements Serializable {
  private static final long serialVersionUID = 1;

  // Of these classes, as they are serialized.
  private final ArrayList<DeviceRange> ranges;
  private final DeviceTable devices;
  private final DeviceTable others;
  private final ArrayList<Span> spans;
  private final Size size;

  /**
   * How much of a log a plan computes again.
   *
   * @param devices the affected devices
   * @param ofDevices all devices with readings
   * @param periods the periods with readings that are read, of all affected devices
   * @param ofPeriods the periods with readings of all devices
   */
  public record Size(long devices, long ofDevices, long periods, long ofPeriods) implements Serializable {}

  private RangePlan(Map<String, DeviceRange> affected, Collection<String> others, Size size) {
    var indices = new LinkedHashMap<DeviceRange, Integer>();
    affected.values().forEach(range -> indices.putIfAbsent(range, indices.size()));
    this.ranges = new ArrayList<>(indices.keySet());
    this.devices = DeviceTable.of(affected.keySet(), device -> indices.get(affected.get(device)));
    this.others = DeviceTable.of(others.stream().filter(device -> !affected.containsKey(device)).toList(), device -> 0);
    this.spans = covered(ranges);
    this.size = size;
  }

  /**
   * The plan for some ranges.
   *
   * @param affected the range of each affected device
   * @param changed devices whose own changes are read although they may not be affected, because some of their changes were added
   */
  static RangePlan of(Map<String, DeviceRange> affected, Set<String> changed, Size size) {
    return new RangePlan(affected, changed, size);
  }

  /** How much it computes again. */
  public Size size() {
    return size;
  }

  /** The range of a device; empty if it is not affected. */
  public Optional<DeviceRange> range(String device) {
    var index = devices.find(device);
    return index < 0 ? Optional.empty() : Optional.of(ranges.get(devices.number(index)));
  }

  /** Finds ranges, fastest if the devices are asked for in their order. Not thread-safe. */
  public Lookup lookup() {
    return new Lookup();
  }

  /** Finds the ranges of devices. */
  public final class Lookup {
    private int next;

    private Lookup() {}

    /** The range of a device; empty if it is not affected. */
    public Optional<DeviceRange> range(String device) {
      var index = devices.find(device, next);
      next = index < 0 ? next : index + 1;
      return index < 0 ? Optional.empty() : Optional.of(ranges.get(devices.number(index)));
    }
  }

  /** Passes every affected device and its range, sorted by the bytes of the name. */
  public void forEach(BiConsumer<String, DeviceRange> each) {
    for (var i = 0; i < devices.size(); i++) {
      each.accept(devices.name(i), ranges.get(devices.number(i)));
    }
  }

  /**
   * Whether the own changes of a device are read: those of affected devices, and of devices with added changes, which may be
   * rejected.
   */
  public boolean readsChangesOf(String device) {
    return devices.find(device) >= 0 || others.find(device) >= 0;
  }

  /** The spans of time that the ranges cover, in order; none touches the next. */
  public List<Span> spans() {
    return Collections.unmodifiableList(spans);
  }

  /**
   * The plan of a further run for devices whose states still differ at the end of their range: the same range once more, to the end
   * of the log.
   *
   * @param open affected devices whose range has an end
   */
  public RangePlan toTheEnd(Collection<String> open) {
    var longer = new HashMap<String, DeviceRange>();
    for (var device : open) {
      var range = range(device).orElseThrow(() -> new IllegalArgumentException(device + " is not in the plan"));
      longer.put(device, range.toTheEnd());
    }
    return new RangePlan(longer, List.of(), new Size(longer.size(), size.ofDevices, size.periods, size.ofPeriods));
  }

  /** The spans of time that some ranges cover, in order; none touches the next. */
  private static ArrayList<Span> covered(List<DeviceRange> ranges) {
    var spans = new ArrayList<Span>();
    for (var range : ranges.stream().sorted(Comparator.comparingLong(DeviceRange::from)).toList()) {
      var span = new Span(range.from(), range.end());
      var last = spans.size() - 1;
      if (last >= 0 && spans.get(last).until() >= span.from()) {
        spans.set(last, spans.get(last).and(span));
      } else {
        spans.add(span);
      }
    }
    return spans;
  }
}
