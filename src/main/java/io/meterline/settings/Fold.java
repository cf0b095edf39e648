package io.meterline.settings;

import io.meterline.log.LoggedChange;
import io.meterline.log.Reason;
import io.meterline.log.Rejection;
import io.meterline.settings.Setting.Type;
import io.meterline.time.Epochs;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Folds the changes of some scopes, in their order, into values over time.
 *
 * <p>Changes may be added in any order, as long as none is added that holds from a time already folded. It keeps the
 * values at the time it has reached and the changes that hold from later times, so it is bounded by the settings in
 * force and the changes still to come.
 */
public final class Fold {
  private static final Comparator<Key> KEYS =
      Comparator.comparing((Key key) -> key.scope.level()).thenComparing(key -> key.scope.name()).thenComparing(Key::setting);

  private final Map<Key, Value> values = new TreeMap<>(KEYS);
  private final TreeSet<SettingsChange> pending = new TreeSet<>();

  private record Key(Scope scope, Setting setting) {}

  /** What a fold tells of each change as it comes to it. */
  @FunctionalInterface
  public interface Listener {
    /** The change was used, and left the (scope, setting) with this value. */
    default void used(SettingsChange change, Optional<Value> value) {}

    /** The change could not be used; the fold goes on without it. */
    void rejected(Rejection rejection);
  }

  /** A fold with no values yet. */
  public Fold() {}

  /**
   * A fold that goes on from where another stood.
   *
   * @param values the values it had, as {@link #values(long)} told them
   * @param pending the changes it had still to come to
   */
  public Fold(Collection<Step> values, Collection<SettingsChange> pending) {
    for (var step : values) {
      step.value().ifPresent(value -> this.values.put(new Key(step.scope(), step.setting()), value));
    }
    pending.forEach(this::add);
  }

  /**
   * Adds a change that holds from a time not folded yet.
   *
   * @return the rejection of the change if the fold holds this very event already: it counts once
   */
  public Optional<Rejection> add(SettingsChange change) {
    return pending.add(change)
        ? Optional.empty()
        : Optional.of(Rejection.of(change.logged(), Reason.SUPERSEDED, "this very change is in the log twice"));
  }

  /** Folds every change that holds from before {@code until}, exclusive, epoch milliseconds UTC. */
  public void advance(long until, Listener listener) {
    while (!pending.isEmpty() && pending.first().holdsFrom() < until) {
      fold(pending.pollFirst(), listener);
    }
  }

  /**
   * Folds up to {@code end}, and tells what the settings say from {@code start} to there: [start, end), epoch milliseconds
   * UTC. {@code start} is not before what was folded already.
   */
  public Timeline timeline(long start, long end, Listener listener) {
    advance(start, listener);
    var steps = values(start);
    advance(
        end,
        new Listener() {
          @Override
          public void used(SettingsChange change, Optional<Value> value) {
            steps.add(new Step(change.holdsFrom(), change.scope(), change.setting(), value));
            listener.used(change, value);
          }

          @Override
          public void rejected(Rejection rejection) {
            listener.rejected(rejection);
          }
        });
    return new Timeline(steps);
  }

  /** The end of the epoch in which the next change holds, epoch milliseconds UTC; empty if none is pending. */
  public OptionalLong nextEnd(Epochs epochs) {
    return pending.isEmpty() ? OptionalLong.empty() : OptionalLong.of(epochs.endOf(pending.first().holdsFrom()));
  }

  /** The values it has reached, each as a step from {@code at} on, in the order of scope and setting. */
  public List<Step> values(long at) {
    var steps = new ArrayList<Step>();
    values.forEach((key, value) -> steps.add(new Step(at, key.scope, key.setting, Optional.of(value))));
    return steps;
  }

  /** The changes it has still to come to, in their order. */
  public Collection<SettingsChange> pending() {
    return Collections.unmodifiableCollection(pending);
  }

  private void fold(SettingsChange change, Listener listener) {
    var key = new Key(change.scope(), change.setting());
    var operation = change.operation();
    if (operation instanceof Operation.Set set) {
      values.put(key, set.value());
    } else if (operation instanceof Operation.Clear) {
      values.remove(key);
    } else if (operation instanceof Operation.Relative relative) {
      var refusal = change(key, relative, change.logged());
      if (refusal.isPresent()) {
        listener.rejected(refusal.get());
        return;
      }
    }
    listener.used(change, Optional.ofNullable(values.get(key)));
  }

  private Optional<Rejection> change(Key key, Operation.Relative relative, LoggedChange logged) {
    if (!(values.get(key) instanceof Value.Whole before)) {
      var detail = logged.op() + " of " + key.setting.word() + ", which " + key.scope + " does not have then";
      return Optional.of(Rejection.of(logged, Reason.NOTHING_TO_CHANGE, detail));
    }
    var result = relative.applyTo(before.number());
    var after = ChangeRules.bounded(key.setting, result);
    if (after.isEmpty()) {
      var detail = ChangeRules.outside(key.setting, result, (Type.Whole) key.setting.type());
      return Optional.of(Rejection.of(logged, Reason.OUT_OF_BOUNDS, detail));
    }
    values.put(key, after.get());
    return Optional.empty();
  }
}
