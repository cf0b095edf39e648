package io.meterline.settings;

import io.meterline.log.LoggedChange;
import io.meterline.log.Position;
import io.meterline.settings.ChangeRules.Checked;
import io.meterline.wire.WireFormat;
import io.meterline.wire.WireInput;
import io.meterline.wire.WireOutput;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.Optional;

/**
 * The bytes of changes, timelines and settings. Settings are written by their place in the catalogue: a new one is added
 * at its end, and none is taken out without a new version.
 */
public final class SettingsFormats {
  private static final int VERSION = 1;
  private static final Setting[] CATALOGUE = Setting.values();
  private static final Scope.Level[] LEVELS = Scope.Level.values();

  private SettingsFormats() {}

  /** A change as the log holds it. */
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
   * A change that agrees with the catalogue: it travels as the log holds it, and is checked again where it arrives.
   *
   * @param rules those that accepted it
   */
  public record OfChange(ChangeRules rules) implements WireFormat<SettingsChange> {
    @Override
    public void write(SettingsChange change, WireOutput out) {
      new OfLoggedChange().write(change.logged(), out);
    }

    @Override
    public SettingsChange read(WireInput in) {
      var checked = rules.check(new OfLoggedChange().read(in));
      if (checked instanceof Checked.Accepted accepted) {
        return accepted.change();
      }
      throw new IllegalArgumentException("a change that is not accepted any more: " + checked);
    }
  }

  /** What settings say over an epoch. */
  public static final class OfTimeline implements WireFormat<Timeline> {
    private static final long serialVersionUID = 1;

    @Override
    public void write(Timeline timeline, WireOutput out) {
      out.writeByte(VERSION);
      out.writeCount(timeline.steps().size());
      for (var step : timeline.steps()) {
        writeStep(step, out);
      }
    }

    @Override
    public Timeline read(WireInput in) {
      in.expectVersion(VERSION);
      var steps = new ArrayList<Step>();
      for (var left = in.readCount(); left > 0; left--) {
        steps.add(readStep(in));
      }
      return new Timeline(steps);
    }

    private static void writeStep(Step step, WireOutput out) {
      out.writeSigned(step.from());
      out.writeByte(step.scope().level().ordinal());
      out.writeText(step.scope().name());
      out.writeByte(step.setting().ordinal());
      out.writeFlag(step.value().isPresent());
      if (step.value().isPresent()) {
        writeValue(step.value().get(), out);
      }
    }

    private static Step readStep(WireInput in) {
      var from = in.readSigned();
      var scope = new Scope(LEVELS[in.readByte()], in.readText());
      var setting = CATALOGUE[in.readByte()];
      return new Step(
          from, scope, setting, in.readFlag() ? Optional.of(readValue(setting, in)) : Optional.empty());
    }
  }

  /**
   * A fold on its way.
   *
   * @param rules those that accepted its changes
   */
  public record OfFold(ChangeRules rules) implements WireFormat<Fold> {
    @Override
    public void write(Fold fold, WireOutput out) {
      out.writeByte(VERSION);
      out.writeSigned(fold.reached());
      out.writeSigned(fold.remembered());
      new OfTimeline().write(new Timeline(fold.values(0)), out);
      out.writeList(fold.pending(), new OfChange(rules));
      out.writeCount(fold.past().size());
      for (var one : fold.past()) {
        OfTimeline.writeStep(one.step(), out);
        OfTimeline.writeStep(new Step(one.step().from(), one.step().scope(), one.step().setting(), one.before()), out);
      }
    }

    @Override
    public Fold read(WireInput in) {
      in.expectVersion(VERSION);
      var fold = new Fold(in.readSigned(), in.readSigned());
      new OfTimeline().read(in).steps().forEach(fold::restore);
      in.readList(new OfChange(rules)).forEach(fold::restore);
      for (var left = in.readCount(); left > 0; left--) {
        fold.restore(new Fold.Past(OfTimeline.readStep(in), OfTimeline.readStep(in).value()));
      }
      return fold;
    }
  }

  /** The settings in force over an epoch. */
  public static final class OfInForce implements WireFormat<InForce> {
    private static final long serialVersionUID = 1;

    @Override
    public void write(InForce inForce, WireOutput out) {
      out.writeByte(VERSION);
      out.writeCount(inForce.runs().size());
      for (var run : inForce.runs()) {
        out.writeSigned(run.from());
        var values = run.settings().values();
        out.writeByte(values.size());
        for (var entry : values.entrySet()) {
          out.writeByte(entry.getKey().ordinal());
          writeValue(entry.getValue(), out);
        }
      }
    }

    @Override
    public InForce read(WireInput in) {
      in.expectVersion(VERSION);
      var runs = new ArrayList<InForce.Run>();
      for (var left = in.readCount(); left > 0; left--) {
        var from = in.readSigned();
        var values = new EnumMap<Setting, Value>(Setting.class);
        for (var more = in.readByte(); more > 0; more--) {
          var setting = CATALOGUE[in.readByte()];
          values.put(setting, readValue(setting, in));
        }
        runs.add(new InForce.Run(from, new Settings(values)));
      }
      return new InForce(runs);
    }
  }

  private static void writeValue(Value value, WireOutput out) {
    if (value instanceof Value.Whole whole) {
      out.writeSigned(whole.number());
    } else {
      out.writeText(value.toString());
    }
  }

  private static Value readValue(Setting setting, WireInput in) {
    if (setting.type() instanceof Setting.Type.Whole) {
      return new Value.Whole(in.readSigned());
    }
    var text = in.readText();
    return setting.type() instanceof Setting.Type.ZoneId ? new Value.Zone(ZoneId.of(text)) : new Value.Name(text);
  }
}
