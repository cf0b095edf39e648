package io.meterline.exact;

import io.meterline.analysis.Analyses;
import io.meterline.analysis.Analysis;
import io.meterline.analysis.ComparedDate;
import io.meterline.analysis.DeviceDays;
import io.meterline.block.BlockFormer;
import io.meterline.block.PackedBlock;
import io.meterline.block.PairedBlock;
import io.meterline.block.SettledBlock;
import io.meterline.device.InOrder;
import io.meterline.device.OwnSettings;
import io.meterline.log.Rejection;
import io.meterline.oracle.Views;
import io.meterline.pipeline.Rules;
import io.meterline.settings.ChangeRules.Checked;
import io.meterline.settings.SharedSettings;
import io.meterline.settings.SharedTimeline;
import io.meterline.settings.Timeline;
import io.meterline.view.PackedRow;
import io.meterline.view.Rejected;
import io.meterline.view.Row;
import io.meterline.view.Shard;
import io.meterline.wire.WireFormat;
import io.meterline.wire.WireInput;
import io.meterline.wire.WireOutput;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The steps of the pipeline one after another in one thread, without Beam: what is left when a runner is taken away. Every
 * state goes through its bytes between any two uses, as it may on a runner.
 */
final class PlainRun {
  private final Scenario scenario;
  private final Rules rules;
  private final List<Row> rejected = new ArrayList<>();
  private final Map<String, Shard> shards = new TreeMap<>();
  private final List<Analysis<?>> analyses = new ArrayList<>(Analyses.PUBLISHED);
  private final SharedSettings.Format sharedFormat;
  private final OwnSettings.Format ownFormat;
  private SharedSettings shared = new SharedSettings();
  private final Map<String, OwnSettings> own = new HashMap<>();
  private final Map<String, InOrder> devices = new TreeMap<>();
  private final Map<LocalDate, ComparedDate> dates = new TreeMap<>();
  private final Map<Long, Timeline> timelines = new HashMap<>();

  private PlainRun(Scenario scenario) {
    this.scenario = scenario;
    this.rules = scenario.rules();
    this.sharedFormat = new SharedSettings.Format(rules.changes());
    this.ownFormat = new OwnSettings.Format(rules.changes());
    analyses.add(Analyses.COMPARED);
  }

  static Views of(Scenario scenario) {
    return new PlainRun(scenario).run();
  }

  private Views run() {
    formBlocks();
    checkChanges();
    foldShared();
    own.forEach(this::pair);
    devices.forEach(this::analyse);
    dates.forEach((date, compared) -> throughBytes(compared, new ComparedDate.Format()).compare(date, this::publish));
    var rows = new ArrayList<>(rejected);
    shards.values().forEach(shard -> rows.addAll(shard.inOrder()));
    return Views.of(rows);
  }

  private void formBlocks() {
    var former = new BlockFormer(rules.epochs(), rules.readings(), (device, rejection) -> reject(rejection));
    var count = 0;
    for (var logged : scenario.readings()) {
      var reading = logged.reading();
      var position = logged.position();
      former.add(
          former.device(logged.device()),
          reading.atMillis(),
          reading.seconds(),
          reading.milliwattHours(),
          position.loggedAt().toEpochMilli(),
          position.partition(),
          position.offset());
      if (++count % (7 * scenario.files()) == 0) {
        former.flush(this::addBlock);
      }
    }
    former.flush(this::addBlock);
  }

  private void addBlock(String device, PackedBlock block) {
    shared.want(block.epoch());
    own.computeIfAbsent(device, name -> new OwnSettings()).add(block);
  }

  private void checkChanges() {
    for (var logged : scenario.changes()) {
      var checked = rules.changes().check(logged);
      if (checked instanceof Checked.Refused refused) {
        reject(refused.rejection());
      } else if (checked instanceof Checked.Accepted accepted) {
        var change = accepted.change();
        var rejection =
            change.scope().isDevice()
                ? own.computeIfAbsent(change.scope().name(), name -> new OwnSettings()).add(change)
                : shared.add(change);
        rejection.ifPresent(this::reject);
      }
    }
  }

  private void foldShared() {
    var output =
        new SharedSettings.Output() {
          @Override
          public void timeline(long epoch, Timeline timeline) {
            timelines.put(epoch, timeline);
          }

          @Override
          public void rejected(Rejection rejection) {
            reject(rejection);
          }
        };
    for (var end = shared.waitsFor(rules.epochs()); end.isPresent(); end = shared.waitsFor(rules.epochs())) {
      shared = throughBytes(shared, sharedFormat);
      shared.complete(end.getAsLong(), rules.epochs(), output);
    }
  }

  private void pair(String device, OwnSettings initial) {
    var output =
        new OwnSettings.Output() {
          @Override
          public void paired(PairedBlock block) {
            var inForce = new SharedTimeline(timelines.get(block.epoch())).forDevice(block.own(), block.epoch());
            devices
                .computeIfAbsent(device, name -> new InOrder(name, analyses))
                .add(new SettledBlock(block.epoch(), block.readings(), inForce));
          }

          @Override
          public void rejected(Rejection rejection) {
            reject(rejection);
          }
        };
    var settings = initial;
    for (var end = settings.waitsFor(rules.epochs()); end.isPresent(); end = settings.waitsFor(rules.epochs())) {
      settings = throughBytes(settings, ownFormat);
      settings.complete(end.getAsLong(), rules.epochs(), output);
    }
  }

  private void analyse(String device, InOrder initial) {
    var output =
        new InOrder.Output() {
          @Override
          public void row(Row row) {
            publish(row);
          }

          @Override
          public void rejected(Rejection rejection) {
            reject(rejection);
          }
        };
    var state = initial;
    for (var end = state.waitsFor(rules.epochs()); end.isPresent(); end = state.waitsFor(rules.epochs())) {
      state = throughBytes(state, new InOrder.Format(analyses));
      state.complete(end.getAsLong(), rules.epochs(), output);
    }
  }

  private void publish(Row row) {
    if (row.view().equals(DeviceDays.VIEW)) {
      var date = (LocalDate) row.find("date").orElseThrow();
      dates.computeIfAbsent(date, any -> new ComparedDate()).add(row, 0);
      return;
    }
    var packed = throughBytes(PackedRow.of(row), new PackedRow.Format(Analyses.allViews()));
    if (packed.isWithin(scenario.window())) {
      var name = row.view().name() + packed.shard();
      shards.computeIfAbsent(name, any -> new Shard()).add(packed.unpack());
    }
  }

  private void reject(Rejection rejection) {
    rejected.add(Rejected.row(rejection));
  }

  private static <T> T throughBytes(T value, WireFormat<T> format) {
    var out = new WireOutput();
    format.write(value, out);
    return format.read(new WireInput(out.toBytes()));
  }
}
