package io.meterline.exact;

import io.meterline.analysis.Analyses;
import io.meterline.analysis.ComparedDate;
import io.meterline.analysis.DeviceDays;
import io.meterline.view.RowChanges;
import io.meterline.block.BlockFormer;
import io.meterline.block.PackedBlock;
import io.meterline.block.PairedBlock;
import io.meterline.block.SettledBlock;
import io.meterline.device.InOrder;
import io.meterline.device.OwnSettings;
import io.meterline.log.LoggedChange;
import io.meterline.log.LoggedReading;
import io.meterline.log.Rejection;
import io.meterline.pipeline.Rules;
import io.meterline.settings.ChangeRules.Checked;
import io.meterline.settings.SharedSettings;
import io.meterline.settings.SharedTimeline;
import io.meterline.settings.Timeline;
import io.meterline.time.Arrival;
import io.meterline.view.PackedRow;
import io.meterline.view.Place;
import io.meterline.view.Rejected;
import io.meterline.view.Row;
import io.meterline.wire.WireFormat;
import io.meterline.wire.WireInput;
import io.meterline.wire.WireOutput;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * The steps of the pipeline in one thread, without Beam: what is left when a runner is taken away. Events go in as they
 * come, the watermark is moved by hand, and rows come out in the order they are written. Every state goes through its bytes
 * between any two uses, as it may on a runner.
 */
final class PlainSteps {
  private final Rules rules;
  private final Consumer<PackedRow> out;
  private final SharedSettings.Format sharedFormat;
  private final OwnSettings.Format ownFormat;
  private final InOrder.Format deviceFormat = new InOrder.Format(Analyses.all());
  private final ComparedDate.Format dateFormat = new ComparedDate.Format();

  private SharedSettings shared = new SharedSettings();
  private final Map<String, OwnSettings> own = new TreeMap<>();
  private final Map<String, InOrder> devices = new TreeMap<>();
  private final Map<LocalDate, ComparedDate> dates = new TreeMap<>();
  private final Map<Long, Timeline> timelines = new TreeMap<>();
  private long corrected;

  PlainSteps(Rules rules, Consumer<PackedRow> out) {
    this.rules = rules;
    this.out = out;
    this.sharedFormat = new SharedSettings.Format(rules.changes());
    this.ownFormat = new OwnSettings.Format(rules.changes());
  }

  /** Steps that go on from where these stand. */
  PlainSteps copy() {
    var copy = new PlainSteps(rules, out);
    copy.shared = throughBytes(shared, sharedFormat);
    own.forEach((device, state) -> copy.own.put(device, throughBytes(state, ownFormat)));
    devices.forEach((device, state) -> copy.devices.put(device, throughBytes(state, deviceFormat)));
    dates.forEach((date, state) -> copy.dates.put(date, throughBytes(state, dateFormat)));
    copy.timelines.putAll(timelines);
    return copy;
  }

  /** How many rows late readings changed, deleted or added. */
  long corrected() {
    return corrected;
  }

  /** Readings that come together. */
  void take(List<LoggedReading> readings, Arrival arrival) {
    var former = new BlockFormer(rules.epochs(), arrival, rules.readings(), this::reject);
    for (var logged : readings) {
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
    }
    former.flush(this::addBlock);
  }

  private void addBlock(String device, PackedBlock block) {
    shared.want(block.epoch(), block.earliest());
    own.computeIfAbsent(device, name -> new OwnSettings()).add(throughBytes(block, new PackedBlock.Format()));
  }

  void take(LoggedChange logged) {
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

  /** The watermark passes {@code time}: every timer up to it fires, step by step. */
  void advance(long time) {
    foldShared(time);
    own.keySet().forEach(device -> pair(device, time));
    devices.keySet().forEach(device -> analyse(device, time));
    List.copyOf(dates.keySet()).forEach(date -> compare(date, time));
  }

  private void foldShared(long time) {
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
    for (var end = shared.waitsFor(rules.epochs(), rules.history());
        end.isPresent() && end.getAsLong() <= time;
        end = shared.waitsFor(rules.epochs(), rules.history())) {
      shared = throughBytes(shared, sharedFormat);
      shared.complete(end.getAsLong(), rules.epochs(), rules.history(), output);
    }
  }

  private void pair(String device, long time) {
    var output =
        new OwnSettings.Output() {
          @Override
          public void paired(PairedBlock block) {
            var inForce = new SharedTimeline(timelines.get(block.epoch())).forDevice(block.own(), block.earliest());
            devices
                .computeIfAbsent(device, name -> new InOrder(name, Analyses.all()))
                .add(new SettledBlock(block.epoch(), block.readings(), inForce));
          }

          @Override
          public void rejected(Rejection rejection) {
            reject(rejection);
          }
        };
    for (var end = own.get(device).waitsFor(rules.epochs(), rules.history());
        end.isPresent() && end.getAsLong() <= time;
        end = own.get(device).waitsFor(rules.epochs(), rules.history())) {
      own.computeIfPresent(device, (name, state) -> throughBytes(state, ownFormat));
      own.get(device).complete(end.getAsLong(), rules.epochs(), rules.history(), output);
    }
  }

  private void analyse(String device, long time) {
    for (var end = devices.get(device).waitsFor(rules.epochs(), rules.history());
        end.isPresent() && end.getAsLong() <= time;
        end = devices.get(device).waitsFor(rules.epochs(), rules.history())) {
      devices.computeIfPresent(device, (name, state) -> throughBytes(state, deviceFormat));
      devices.get(device).complete(end.getAsLong(), rules.epochs(), rules.history(), new DeviceRows(end.getAsLong()));
    }
  }

  private final class DeviceRows implements InOrder.Output {
    private final long end;

    private DeviceRows(long end) {
      this.end = end;
    }

    @Override
    public void row(Row row) {
      publish(PackedRow.of(row));
    }

    @Override
    public void deleted(Row row) {
      publish(PackedRow.deletionOf(row));
    }

    @Override
    public void corrected(int rows) {
      corrected += rows;
    }

    @Override
    public void rejected(Rejection rejection) {
      reject(rejection);
    }

    private void publish(PackedRow row) {
      if (row.view().equals(DeviceDays.VIEW)) {
        var due = rules.pace().dueAt(end - 1);
        dates.computeIfAbsent(Place.dateOf(row.unpack()).orElseThrow(), date -> new ComparedDate()).add(row, due);
      } else {
        PlainSteps.this.publish(row);
      }
    }
  }

  private void compare(LocalDate date, long time) {
    while (dates.containsKey(date) && dates.get(date).waitsFor(date, rules.pace()) <= time) {
      var compared = throughBytes(dates.get(date), dateFormat);
      var end = compared.waitsFor(date, rules.pace());
      compared.complete(
          date,
          end,
          new RowChanges() {
            @Override
            public void row(Row row) {
              publish(PackedRow.of(row));
            }

            @Override
            public void deleted(Row row) {
              publish(PackedRow.deletionOf(row));
            }
          });
      dates.put(date, compared);
      if (compared.isOver(date, end, rules.pace())) {
        dates.remove(date);
      }
    }
  }

  private void publish(PackedRow row) {
    out.accept(throughBytes(row, new PackedRow.Format(Analyses.allViews())));
  }

  private void reject(Rejection rejection) {
    publish(Rejected.packed(rejection));
  }

  private static <T> T throughBytes(T value, WireFormat<T> format) {
    return format.read(new WireInput(bytes(value, format)));
  }

  private static <T> byte[] bytes(T value, WireFormat<T> format) {
    var out = new WireOutput();
    format.write(value, out);
    return out.toBytes();
  }
}
