package io.meterline.bench.harness;

import io.meterline.bench.DataShape;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * Meterline alone: more devices at as many readings, more settings changes, more readings.
 *
 * @param whole the data that the others are compared on, of which all else is a multiple
 * @param runs how many of each, at least 1
 */
record Scales(Contender contender, DataShape whole, int runs) {
  private static final List<Integer> DEVICES = List.of(1_000, 10_000, 100_000, 1_000_000);
  private static final List<Integer> CHANGES = List.of(10, 1_000, 10_000, 100_000, 1_000_000);
  private static final List<Double> LENGTHS = List.of(0.1, 0.3, 1.0, 3.0);

  /** As many as the data of the contest has, so that it is the devices alone that grow. */
  private static final int CHANGES_OF_DEVICES = 28_000;

  String run(Heat heat) {
    var shapes = shapes();
    Map<DataShape, List<Run>> all = new LinkedHashMap<>();
    for (var number = 1; number <= runs; number++) {
      for (var shape : shapes) {
        var runsOf = all.computeIfAbsent(shape, any -> new ArrayList<>());
        runsOf.add(heat.run(contender, shape, shape.folder() + ", run " + number + " of " + runs));
      }
    }
    return table(all);
  }

  private List<DataShape> shapes() {
    var shapes = new ArrayList<DataShape>();
    LENGTHS.forEach(times -> shapes.add(of(whole.devices(), (int) (whole.halfHours() * times), OptionalInt.empty())));
    DEVICES.forEach(
        devices -> {
          var halfHours = Math.max(1, Math.toIntExact(Math.round(whole.readings() / (double) devices)));
          shapes.add(of(devices, halfHours, OptionalInt.of(CHANGES_OF_DEVICES)));
        });
    CHANGES.forEach(changes -> shapes.add(of(whole.devices(), whole.halfHours(), OptionalInt.of(changes))));
    return shapes;
  }

  private DataShape of(int devices, int halfHours, OptionalInt changes) {
    return new DataShape(whole.kind(), devices, Math.max(1, halfHours), changes);
  }

  private String table(Map<DataShape, List<Run>> all) {
    var lengths = shapes().subList(0, LENGTHS.size());
    var startUp =
        new Measured(all.get(lengths.get(LENGTHS.indexOf(1.0))), all.get(lengths.get(0))).startUpSeconds().orElse(0);
    var table =
        new MarkdownTable(
            "readings",
            "devices",
            "settings changes",
            "time",
            "processor",
            "readings/s",
            "a reading, less start-up",
            "peak memory");
    all.forEach(
        (shape, runsOf) -> {
          var measured = new Measured(runsOf, List.of());
          table.row(
              Figures.count(shape.readings()),
              Figures.count(shape.devices()),
              shape.changes().isPresent() ? Figures.count(shape.changes().getAsInt()) : "as called for",
              Figures.seconds(measured.seconds()),
              Figures.seconds(measured.processorSeconds()),
              Figures.rate(measured.perSecond()),
              Figures.nanoseconds((measured.seconds() - startUp) / shape.readings()),
              Figures.bytes(measured.peakBytes()));
        });
    return table.toString();
  }
}
