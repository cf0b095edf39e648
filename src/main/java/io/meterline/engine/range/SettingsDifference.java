package io.meterline.engine.range;

import io.meterline.model.log.LoggedChange;
import io.meterline.model.settings.ChangeRules;
import io.meterline.model.settings.ChangesByDevice;
import io.meterline.model.settings.Fold;
import io.meterline.model.settings.InForce;
import io.meterline.model.settings.Scope;
import io.meterline.model.settings.Setting;
import io.meterline.model.settings.SettingsChange;
import io.meterline.model.settings.SharedTimeline;
import io.meterline.model.settings.Step;
import io.meterline.model.settings.Timeline;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Where the settings in force for a device differ between a log as it was and the log as it is now. They are evaluated as a run
 * evaluates them, over all time.
 */
public final class SettingsDifference {
  private final ChangeRules rules;
  private final ChangesByDevice ownBefore;
  private final ChangesByDevice ownAdded;
  private final Set<String> devicesAdded;
  private final SharedTimeline sharedBefore;
  private final SharedTimeline sharedAfter;
  private final Set<Scope> changed;
  private final List<Span> withoutOwn;

  private SettingsDifference(Builder builder) {
    this.rules = builder.rules;
    this.ownBefore = builder.ownBefore;
    this.ownAdded = builder.ownAdded;
    this.devicesAdded = builder.devicesAdded;
    var before = timeline(builder.sharedBefore);
    var after = builder.sharedAdded.isEmpty() ? before : timeline(joined(builder.sharedBefore, builder.sharedAdded));
    this.sharedBefore = new SharedTimeline(before);
    this.sharedAfter = new SharedTimeline(after);
    this.changed = changedScopes(before, after);
    this.withoutOwn = changed.contains(Scope.EVERYONE) ? differing(Timeline.EMPTY, Timeline.EMPTY) : List.of();
  }

  /** Takes the changes of both logs, as logged and in any order. Changes that are not valid by themselves have no effect. */
  public static final class Builder {
    private final ChangeRules rules;
    private final ChangesByDevice ownBefore;
    private final ChangesByDevice ownAdded;
    private final Set<String> devicesAdded = new TreeSet<>();
    private final List<SettingsChange> sharedBefore = new ArrayList<>();
    private final List<SettingsChange> sharedAdded = new ArrayList<>();

    /** No changes yet. */
    public Builder(ChangeRules rules) {
      this.rules = rules;
      this.ownBefore = new ChangesByDevice();
      this.ownAdded = new ChangesByDevice();
    }

    /** Takes a change that both logs have. */
    public Builder before(LoggedChange logged) {
      rules
          .check(logged)
          .take(
              change -> {
                if (change.scope().isDevice()) {
                  ownBefore.add(change);
                } else {
                  sharedBefore.add(change);
                }
              },
              rejection -> {});
      return this;
    }

    /** Takes a change that only the log as it is now has. */
    public Builder added(LoggedChange logged) {
      rules
          .check(logged)
          .take(
              change -> {
                if (change.scope().isDevice()) {
                  ownAdded.add(change);
                  devicesAdded.add(change.scope().name());
                } else {
                  sharedAdded.add(change);
                }
              },
              rejection -> {});
      return this;
    }

    /** Folds the shared changes. */
    public SettingsDifference build() {
      return new SettingsDifference(this);
    }
  }

  /** The devices with valid own changes that only the log as it is now has, whether or not these make a difference. */
  public Set<String> devicesWithAddedChanges() {
    return devicesAdded;
  }

  /** The spans in which other settings are in force for a device, in order. Two spans may touch. */
  public List<Span> of(String device) {
    var hasAdded = devicesAdded.contains(device);
    if (!hasAdded && changed.isEmpty()) {
      return List.of();
    }
    var own = changes(ownBefore, device);
    if (!hasAdded && (own.isEmpty() || !isAnyChanged(own))) {
      return withoutOwn;
    }
    var before = timeline(own);
    var after = hasAdded ? timeline(joined(own, changes(ownAdded, device))) : before;
    return differing(before, after);
  }

  private List<SettingsChange> changes(ChangesByDevice own, String device) {
    return own.of(device).map(packed -> packed.changes(rules)).orElse(List.of());
  }

  /** Whether any shared scope that a device is ever in has changed. */
  private boolean isAnyChanged(List<SettingsChange> own) {
    return changed.contains(Scope.EVERYONE) || own.stream().flatMap(SettingsDifference::scopes).anyMatch(changed::contains);
  }

  private static Stream<Scope> scopes(SettingsChange change) {
    return switch (change.setting()) {
      case PLAN -> Stream.of(Scope.plan(change.logged().value()));
      case COHORT -> Stream.of(Scope.cohort(change.logged().value()));
      case TIMEZONE, PRICE, EXPORT_PRICE, STANDING, ALERT_THRESHOLD, ALERT_SUSTAIN, ALERT_CLEAR, COMPARE_LEAST -> Stream.of();
    };
  }

  private List<Span> differing(Timeline ownBefore, Timeline ownAfter) {
    return differing(sharedBefore.forDevice(ownBefore, Long.MIN_VALUE), sharedAfter.forDevice(ownAfter, Long.MIN_VALUE));
  }

  private static List<Span> differing(InForce before, InForce after) {
    var spans = new ArrayList<Span>();
    var from = Long.MIN_VALUE;
    for (int i = 0, j = 0; i < before.spans().size() && j < after.spans().size(); ) {
      var until = Math.min(before.until(i), after.until(j));
      if (!before.spans().get(i).settings().equals(after.spans().get(j).settings())) {
        spans.add(new Span(from, until));
      }
      i += before.until(i) == until ? 1 : 0;
      j += after.until(j) == until ? 1 : 0;
      from = until;
    }
    return spans;
  }

  private static Timeline timeline(Collection<SettingsChange> changes) {
    if (changes.isEmpty()) {
      return Timeline.EMPTY;
    }
    var fold = new Fold();
    changes.forEach(fold::add);
    return fold.timeline(Long.MIN_VALUE, Long.MAX_VALUE, rejection -> {});
  }

  private static List<SettingsChange> joined(List<SettingsChange> some, List<SettingsChange> more) {
    return Stream.concat(some.stream(), more.stream()).toList();
  }

  private static Set<Scope> changedScopes(Timeline before, Timeline after) {
    var stepsBefore = byScope(before);
    var stepsAfter = byScope(after);
    var scopes = new HashSet<>(stepsBefore.keySet());
    scopes.addAll(stepsAfter.keySet());
    scopes.removeIf(scope -> stepsBefore.getOrDefault(scope, List.of()).equals(stepsAfter.getOrDefault(scope, List.of())));
    return scopes;
  }

  private static Map<Scope, List<Step>> byScope(Timeline timeline) {
    var byScope = new HashMap<Scope, List<Step>>();
    timeline.steps().forEach(step -> byScope.computeIfAbsent(step.scope(), any -> new ArrayList<>()).add(step));
    return byScope;
  }
}
