package io.meterline.exact;

import io.meterline.engine.block.BlockFormer;
import io.meterline.engine.block.PackedBlock;
import io.meterline.engine.block.WindowReadings;
import io.meterline.engine.device.OwnSettings;
import io.meterline.model.log.LoggedChange;
import io.meterline.model.log.LoggedReading;
import io.meterline.model.log.Rejection;
import io.meterline.model.settings.ChangeRules.Checked;
import io.meterline.model.settings.InForce;
import io.meterline.model.settings.SharedSettings;
import io.meterline.model.settings.SharedTimeline;
import io.meterline.model.settings.Timeline;
import io.meterline.model.time.Arrival;
import io.meterline.pipeline.Rules;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * The first steps of the pipeline in one thread, without Beam: readings and the settings in force at them. All state is serialized
 * between uses.
 */
final class PlainSettled {
  private final Rules rules;
  private final Output out;
  private final SharedSettings.Format sharedFormat;
  private final OwnSettings.Format ownFormat;

  private final List<SharedSettings> shared = new ArrayList<>();
  private final Map<String, OwnSettings> own = new TreeMap<>();
  private final Map<Long, Map<Integer, Timeline>> timelines = new TreeMap<>();

  /** Receives readings with their settings, and the rejections of changes. */
  interface Output {
    void settled(String device, WindowReadings<InForce> readings);

    void rejected(Rejection rejection);
  }

  PlainSettled(Rules rules, Output out) {
    this.rules = rules;
    this.out = out;
    this.sharedFormat = new SharedSettings.Format(rules.changes());
    this.ownFormat = new OwnSettings.Format(rules.changes());
    for (var part = 0; part < SharedSettings.PARTS; part++) {
      shared.add(new SharedSettings());
    }
  }

  /** A deep copy with another output. */
  PlainSettled copy(Output other) {
    var copy = new PlainSettled(rules, other);
    for (var part = 0; part < SharedSettings.PARTS; part++) {
      copy.shared.set(part, PlainBytes.through(shared.get(part), sharedFormat));
    }
    own.forEach((device, state) -> copy.own.put(device, PlainBytes.through(state, ownFormat)));
    timelines.forEach((window, parts) -> copy.timelines.put(window, new TreeMap<>(parts)));
    return copy;
  }

  /** Adds readings that arrive together. */
  void take(List<LoggedReading> readings, Arrival arrival, Consumer<Rejection> rejected) {
    var former = new BlockFormer(rules.windows(), arrival, rules.readings(), rejected);
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
    shared.forEach(part -> part.request(block.window(), block.earliest()));
    own.computeIfAbsent(device, name -> new OwnSettings()).add(PlainBytes.through(block, new PackedBlock.Format()));
  }

  void take(LoggedChange logged) {
    var checked = rules.changes().check(logged);
    if (checked instanceof Checked.Rejected rejected) {
      out.rejected(rejected.rejection());
    } else if (checked instanceof Checked.Accepted accepted) {
      var change = accepted.change();
      var rejection =
          change.scope().isDevice()
              ? own.computeIfAbsent(change.scope().name(), name -> new OwnSettings()).add(change)
              : shared.get(SharedSettings.partOf(change.scope())).add(change);
      rejection.ifPresent(out::rejected);
    }
  }

  /** Advances the watermark to {@code time}: every timer up to it fires, step by step. */
  void advance(long time) {
    foldShared(time);
    own.keySet().forEach(device -> pair(device, time));
  }

  private void foldShared(long time) {
    for (var part = 0; part < SharedSettings.PARTS; part++) {
      var output = new PartOutput(part);
      for (var end = shared.get(part).due(rules.arrivals()).first();
          end.isPresent() && end.getAsLong() <= time;
          end = shared.get(part).due(rules.arrivals()).first()) {
        shared.set(part, PlainBytes.through(shared.get(part), sharedFormat));
        shared.get(part).complete(end.getAsLong(), rules.arrivals(), output);
      }
    }
  }

  private final class PartOutput implements SharedSettings.Output {
    private final int part;

    private PartOutput(int part) {
      this.part = part;
    }

    @Override
    public void timeline(long window, Timeline timeline) {
      timelines.computeIfAbsent(window, any -> new TreeMap<>()).put(part, timeline);
    }

    @Override
    public void rejected(Rejection rejection) {
      out.rejected(rejection);
    }
  }

  private void pair(String device, long time) {
    var output =
        new OwnSettings.Output() {
          @Override
          public void paired(WindowReadings<Timeline> block) {
            var inForce = new SharedTimeline(timelines.get(block.window()).values()).forDevice(block.settings(), block.earliest());
            out.settled(device, new WindowReadings<>(block.window(), block.readings(), inForce));
          }

          @Override
          public void rejected(Rejection rejection) {
            out.rejected(rejection);
          }
        };
    for (var end = own.get(device).due(rules.arrivals()).first();
        end.isPresent() && end.getAsLong() <= time;
        end = own.get(device).due(rules.arrivals()).first()) {
      own.computeIfPresent(device, (name, state) -> PlainBytes.through(state, ownFormat));
      own.get(device).complete(end.getAsLong(), rules.arrivals(), output);
    }
  }
}
