package io.meterline.connect.formats.greenbutton;

import io.meterline.connect.formats.FormatOptions;
import io.meterline.connect.formats.MeterReading;
import io.meterline.connect.formats.ReadingOutput;
import io.meterline.connect.formats.greenbutton.EspiReadingType.Flow;
import io.meterline.connect.formats.FormatOptions.Export;
import io.meterline.model.MeterlineException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The devices of the readings of a file of ESPI. */
final class EspiDevices {
  private final Path path;
  private final FormatOptions options;
  private final ReadingOutput out;
  private final Map<String, String> names = new LinkedHashMap<>();
  private final Map<String, Map<String, String>> kinds = new HashMap<>();
  private final Map<String, String> owners = new HashMap<>();

  EspiDevices(Path path, FormatOptions options, ReadingOutput out) {
    this.path = path;
    this.options = options;
    this.out = out;
  }

  /**
   * A UsagePoint.
   *
   * @param key tells it apart
   * @param name what it would be called
   * @param id the last part of its path, may be empty
   */
  record Point(String key, String name, String id) {}

  /** The UsagePoint of an entry. */
  Point point(EspiEntry entry) {
    var id = EspiPaths.last(entry.self());
    var name = Stream.of(entry.meter(), entry.title(), id).filter(text -> !text.isEmpty()).findFirst().orElse("");
    return new Point(entry.self().isEmpty() ? name : entry.self(), name, id);
  }

  /** A UsagePoint that only links name. */
  Point point(String usagePoint) {
    return new Point(usagePoint, EspiPaths.last(usagePoint), EspiPaths.last(usagePoint));
  }

  /** The UsagePoint of a file that names none. */
  Point unnamed() {
    return new Point("", "", "");
  }

  /**
   * The device of readings.
   *
   * @param meterReading the path of their MeterReading, may be empty
   * @throws MeterlineException if the file names no meter, or several where the user named one
   */
  String device(Point point, String meterReading, EspiReadingType type) {
    var isNegative = options.export() == Export.NEGATIVE;
    var device = name(point) + (type.flow() == Flow.RECEIVED && !isNegative ? "/export" : "");
    var known = kinds.computeIfAbsent(device, any -> new HashMap<>());
    return known.computeIfAbsent(type.kind(isNegative), any -> known.isEmpty() ? device : apart(device, meterReading, type));
  }

  private String apart(String device, String meterReading, EspiReadingType type) {
    var id = type.flow() == Flow.NET ? "net" : EspiPaths.last(meterReading);
    var taken = kinds.get(device).values();
    var number = taken.size() + 1;
    var free = Stream.of(id, Integer.toString(number)).filter(one -> !one.isEmpty() && !taken.contains(device + "/" + one)).findFirst();
    var apart = device + "/" + free.orElse(id + "-" + number);
    out.note(device + ": has several kinds of readings; those in " + type.unit().orElseThrow() + lengths(type) + " are " + apart);
    return apart;
  }

  private static String lengths(EspiReadingType type) {
    var flow = type.flow() == Flow.NET ? ", net" : "";
    return (type.intervalLength().isPresent() ? " of " + type.intervalLength().getAsInt() + " seconds" : "") + flow;
  }

  private String name(Point point) {
    var known = Optional.ofNullable(names.get(point.key()));
    if (known.isPresent()) {
      return known.get();
    }
    if (options.device().isPresent() && !names.isEmpty()) {
      throw new MeterlineException(path + ": has more than one meter, such as '" + point.name() + "'; leave out --device");
    }
    var name = options.device().orElseGet(() -> unique(point));
    names.put(point.key(), name);
    owners.put(name, point.key());
    return name;
  }

  /** The name of a UsagePoint, with its ID if another one has the same name. */
  private String unique(Point point) {
    if (point.name().isEmpty()) {
      throw new MeterlineException(path + ": names no meter; name it with --device");
    }
    if (!owners.containsKey(point.name())) {
      return point.name();
    }
    var name = point.name() + "-" + point.id();
    var unique = owners.containsKey(name) || point.id().isEmpty() ? point.name() + "-" + (names.size() + 1) : name;
    out.note("several meters are called '" + point.name() + "'; one is imported as '" + unique + "'");
    return unique;
  }
}
