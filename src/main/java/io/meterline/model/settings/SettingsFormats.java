package io.meterline.model.settings;

import io.meterline.model.MeterlineException;
import io.meterline.model.log.LoggedChange;
import io.meterline.model.log.Position;
import io.meterline.model.log.Rejection;
import io.meterline.model.time.Zones;
import io.meterline.model.wire.WireFormat;
import io.meterline.model.wire.WireInput;
import io.meterline.model.wire.WireOutput;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Wire formats of changes, timelines and settings. Settings are written as their ordinal in the catalogue, so new ones are
 * added at its end, and removing one needs a new version.
 */
public final class SettingsFormats {
  private static final int VERSION = 1;
  private static final List<Setting> CATALOGUE = List.of(Setting.values());
  private static final List<Scope.Level> LEVELS = List.of(Scope.Level.values());

  private SettingsFormats() {}

  /** A change as stored in the log. */
  public static final class OfLoggedChange implements WireFormat<LoggedChange> {
    private static final long serialVersionUID = 1;

    @Override
    public void write(LoggedChange change, WireOutput out) {
      out.writeByte(VERSION);
      out.writeText(change.scope());
      out.writeText(change.name());
      out.writeText(change.op());
      out.writeText(change.value());
      out.writeSigned(change.effectiveAt().toEpochMilli());
      out.writeOptionalText(change.author());
      out.writeOptionalText(change.reason());
      out.writeSigned(change.position().loggedAt().toEpochMilli());
      out.writeSigned(change.position().partition());
      out.writeSigned(change.position().offset());
    }

    @Override
    public LoggedChange read(WireInput in) {
      in.expectVersion(VERSION);
      return new LoggedChange(
          in.readText(),
          in.readText(),
          in.readText(),
          in.readText(),
          Instant.ofEpochMilli(in.readSigned()),
          in.readOptionalText(),
          in.readOptionalText(),
          new Position(
              Instant.ofEpochMilli(in.readSigned()), Math.toIntExact(in.readSigned()), in.readSigned()));
    }
  }

  /**
   * A valid change. It is written as stored in the log, and validated again when read.
   *
   * @param rules the rules that accepted it
   */
  public record OfChange(ChangeRules rules) implements WireFormat<SettingsChange> {
    @Override
    public void write(SettingsChange change, WireOutput out) {
      new OfLoggedChange().write(change.logged(), out);
    }

    @Override
    public SettingsChange read(WireInput in) {
      return rules.check(new OfLoggedChange().read(in)).match(change -> change, OfChange::noLongerAccepted);
    }

    private static SettingsChange noLongerAccepted(Rejection rejection) {
      throw new MeterlineException(
          "the state of this run has a settings change that this program on this Java (time zone data %s) does not accept: %s; run every process on the same Java version, or start again from the beginning of the log"
              .formatted(Zones.dataVersion(), rejection.detail()));
    }
  }

  /**
   * A timeline: the distinct scopes, then the steps, each with the time since the previous one and the index of its scope.
   */
  public static final class OfTimeline implements WireFormat<Timeline> {
    private static final long serialVersionUID = 1;
    private static final int VERSION = 3;

    @Override
    public void write(Timeline timeline, WireOutput out) {
      out.writeByte(VERSION);
      var places = writeScopes(timeline, out);
      out.writeCount(timeline.steps().size());
      var before = 0L;
      for (var step : timeline.steps()) {
        out.writeSigned(step.from() - before);
        before = step.from();
        out.writeCount(places.get(step.scope()));
        out.writeByte(step.setting().ordinal());
        writeOptional(step.value(), out);
      }
    }

    private static Map<Scope, Integer> writeScopes(Timeline timeline, WireOutput out) {
      var places = new LinkedHashMap<Scope, Integer>();
      for (var step : timeline.steps()) {
        places.putIfAbsent(step.scope(), places.size());
      }
      out.writeCount(places.size());
      for (var scope : places.keySet()) {
        out.writeByte(scope.level().ordinal());
        out.writeText(scope.name());
      }
      return places;
    }

    @Override
    public Timeline read(WireInput in) {
      in.expectVersion(VERSION);
      var scopes = readScopes(in);
      var values = new ValueReader();
      var steps = new ArrayList<Step>();
      var from = 0L;
      for (var left = in.readCount(); left > 0; left--) {
        from += in.readSigned();
        var scope = at(in.readCount(), scopes);
        var setting = at(in.readByte(), CATALOGUE);
        steps.add(new Step(from, scope, setting, values.optional(setting, in)));
      }
      return new Timeline(steps);
    }

    private static List<Scope> readScopes(WireInput in) {
      var scopes = new ArrayList<Scope>();
      for (var left = in.readCount(); left > 0; left--) {
        scopes.add(new Scope(at(in.readByte(), LEVELS), in.readText()));
      }
      return scopes;
    }
  }

  /**
   * The state of a fold.
   *
   * @param rules the rules that accepted its changes
   */
  public record OfFold(ChangeRules rules) implements WireFormat<Fold> {
    private static final int VERSION = 4;
    private static final OfTimeline STEPS = new OfTimeline();

    @Override
    public void write(Fold fold, WireOutput out) {
      out.writeByte(VERSION);
      out.writeSigned(fold.reached());
      out.writeSigned(fold.keptFrom());
      out.writeList(fold.chains(), new OfChange(rules));
      out.writeList(fold.pending(), new OfChange(rules));
      STEPS.write(new Timeline(fold.past().stream().map(Fold.Past::step).toList()), out);
      for (var one : fold.past()) {
        writeOptional(one.before(), out);
      }
    }

    @Override
    public Fold read(WireInput in) {
      in.expectVersion(VERSION);
      var fold = new Fold(in.readSigned(), in.readSigned());
      in.readList(new OfChange(rules)).forEach(fold::restoreChain);
      in.readList(new OfChange(rules)).forEach(fold::restorePending);
      var values = new ValueReader();
      for (var step : STEPS.read(in).steps()) {
        fold.restorePast(new Fold.Past(step, values.optional(step.setting(), in)));
      }
      return fold;
    }
  }

  /**
   * The settings in force over a period: the first span in full, each later one as the time since the previous one and the
   * settings that differ from it. Values that do not change are read once and shared.
   */
  public static final class OfInForce implements WireFormat<InForce> {
    private static final long serialVersionUID = 1;
    private static final int VERSION = 3;

    @Override
    public void write(InForce inForce, WireOutput out) {
      out.writeByte(VERSION);
      out.writeCount(inForce.spans().size());
      var first = inForce.spans().get(0);
      writeSpan(first.from(), first.settings().values().keySet(), first.settings(), out);
      for (var i = 1; i < inForce.spans().size(); i++) {
        var before = inForce.spans().get(i - 1);
        var span = inForce.spans().get(i);
        writeSpan(span.from() - before.from(), span.settings().differingFrom(before.settings()), span.settings(), out);
      }
    }

    private static void writeSpan(long since, Set<Setting> changed, Settings settings, WireOutput out) {
      out.writeSigned(since);
      out.writeByte(changed.size());
      for (var setting : changed) {
        out.writeByte(setting.ordinal());
        writeOptional(settings.value(setting), out);
      }
    }

    @Override
    public InForce read(WireInput in) {
      in.expectVersion(VERSION);
      var values = new ValueReader();
      var spans = new ArrayList<InForce.Span>();
      var from = 0L;
      var settings = Settings.DEFAULTS;
      for (var left = in.readCount(); left > 0; left--) {
        from += in.readSigned();
        for (var changed = in.readByte(); changed > 0; changed--) {
          var setting = at(in.readByte(), CATALOGUE);
          settings = settings.with(setting, values.optional(setting, in));
        }
        spans.add(new InForce.Span(from, settings));
      }
      return new InForce(spans);
    }
  }

  /** The element at an index that was read from bytes. Checks the index. */
  private static <T> T at(int index, List<T> all) {
    if (index < 0 || index >= all.size()) {
      throw new IllegalArgumentException("index " + index + " of " + all.size());
    }
    return all.get(index);
  }

  private static void writeOptional(Optional<Value> value, WireOutput out) {
    out.writeFlag(value.isPresent());
    value.ifPresent(present -> present.write(out));
  }
}
