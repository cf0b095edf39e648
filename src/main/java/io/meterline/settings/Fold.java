package io.meterline.settings;

import io.meterline.MeterlineException;
import io.meterline.log.LoggedChange;
import io.meterline.log.Reason;
import io.meterline.log.Rejection;
import io.meterline.settings.Setting.Type;
import io.meterline.time.Epochs;
import io.meterline.time.Waiting;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
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
 * <p>Changes may be added in any order, as long as none is added that holds from a time already folded. It keeps the values
 * at the time it has reached, the changes that hold from later times, and those it has come to until it is told to forget
 * them: so it is bounded by the settings in force, the changes still to come, and those of the time remembered.
 */
public final class Fold {
  private static final Comparator<Key> KEYS =
      Comparator.comparing((Key key) -> key.scope.level()).thenComparing(key -> key.scope.name()).thenComparing(Key::setting);

  private final TreeMap<Key, Value> values = new TreeMap<>(KEYS);
  private final TreeSet<SettingsChange> pending = new TreeSet<>();
  private final ArrayDeque<Past> past = new ArrayDeque<>();
  private long reached;
  private long remembered;

  private record Key(Scope scope, Setting setting) {}

  /**
   * A change of a value that was come to.
   *
   * @param step the value from then on
   * @param before the value until then, empty where there was none
   */
  record Past(Step step, Optional<Value> before) {}

  /** What a fold tells of each change as it comes to it. */
  @FunctionalInterface
  public interface Listener {
    /** The change was used, and left the (scope, setting) with this value. */
    default void used(SettingsChange change, Optional<Value> value) {}

    /** The change could not be used; the fold goes on without it. */
    void rejected(Rejection rejection);
  }

  /** A fold with no values yet. */
  public Fold() {
    this(Long.MIN_VALUE, Long.MIN_VALUE);
  }

  /**
   * A fold that goes on from where another stood; what that held is to be put back.
   *
   * @param reached until when it had folded, exclusive, epoch milliseconds UTC
   * @param remembered from when on it remembered, epoch milliseconds UTC
   */
  Fold(long reached, long remembered) {
    this.reached = reached;
    this.remembered = remembered;
  }

  /**
   * Adds a change that holds from a time not folded yet.
   *
   * @return the rejection of the change if the fold holds this very event already: it counts once
   * @throws MeterlineException if its time is folded already: no row is better than a wrong one
   */
  public Optional<Rejection> add(SettingsChange change) {
    if (change.holdsFrom() < reached) {
      throw new MeterlineException(
          "the change of %s for %s at partition %d, offset %d of the settings came after the results of %s were given; start again from the beginning of the log"
              .formatted(
                  change.setting().word(),
                  change.scope(),
                  change.logged().position().partition(),
                  change.logged().position().offset(),
                  Instant.ofEpochMilli(change.holdsFrom())));
    }
    return pending.add(change)
        ? Optional.empty()
        : Optional.of(Rejection.of(change.logged(), Reason.SUPERSEDED, "this very change is in the log twice"));
  }

  /** Folds every change that holds from before {@code until}, exclusive, epoch milliseconds UTC. */
  public void advance(long until, Listener listener) {
    while (!pending.isEmpty() && pending.first().holdsFrom() < until) {
      fold(pending.pollFirst(), listener);
    }
    reached = Math.max(reached, until);
  }

  /**
   * Folds up to {@code end}, and tells what the settings say from {@code start} to there: [start, end), epoch milliseconds
   * UTC.
   *
   * @throws MeterlineException if what they said at {@code start} is forgotten
   */
  public Timeline timeline(long start, long end, Listener listener) {
    if (start < remembered) {
      throw new MeterlineException(
          "what the settings said at %s is asked for too late: it was kept from %s on; start again from the beginning of the log"
              .formatted(Instant.ofEpochMilli(start), Instant.ofEpochMilli(remembered)));
    }
    advance(end, listener);
    var atStart = new TreeMap<>(values);
    var changes = new ArrayDeque<Step>();
    for (var each = past.descendingIterator(); each.hasNext(); ) {
      var one = each.next();
      var step = one.step;
      if (step.from() < start) {
        break;
      }
      put(atStart, new Key(step.scope(), step.setting()), one.before);
      if (step.from() < end) {
        changes.addFirst(step);
      }
    }
    var steps = steps(atStart, start);
    steps.addAll(changes);
    return new Timeline(steps);
  }

  /** Forgets what the settings said before {@code time}, as far as it was reached; epoch milliseconds UTC. */
  public void forget(long time) {
    remembered = Math.max(remembered, Math.min(time, reached));
    while (!past.isEmpty() && past.getFirst().step.from() < remembered) {
      past.removeFirst();
    }
  }

  /**
   * The end of the first epoch in which a change holds that is still to come, or in which all it remembers may be
   * forgotten, epoch milliseconds UTC; empty if there is neither.
   *
   * @param history how long it is to remember a change
   */
  public OptionalLong waitsFor(Epochs epochs, Duration history) {
    var next = pending.isEmpty() ? OptionalLong.empty() : OptionalLong.of(epochs.endOf(pending.first().holdsFrom()));
    return past.isEmpty()
        ? next
        : Waiting.first(next, OptionalLong.of(epochs.endOf(past.getLast().step.from() + history.toMillis())));
  }

  /** The values it has reached, each as a step from {@code at} on, in the order of scope and setting. */
  public List<Step> values(long at) {
    return steps(values, at);
  }

  private static List<Step> steps(Map<Key, Value> values, long at) {
    var steps = new ArrayList<Step>();
    values.forEach((key, value) -> steps.add(new Step(at, key.scope, key.setting, Optional.of(value))));
    return steps;
  }

  /** The changes it has still to come to, in their order. */
  public Collection<SettingsChange> pending() {
    return Collections.unmodifiableCollection(pending);
  }

  /** The changes it has come to and remembers, in their order. */
  Collection<Past> past() {
    return Collections.unmodifiableCollection(past);
  }

  /** Until when it has folded, exclusive, epoch milliseconds UTC. */
  long reached() {
    return reached;
  }

  /** From when on it remembers, epoch milliseconds UTC. */
  long remembered() {
    return remembered;
  }

  /** Puts back a value that another fold had reached. */
  void restore(Step value) {
    put(values, new Key(value.scope(), value.setting()), value.value());
  }

  /** Puts back a change that another fold had still to come to. */
  void restore(SettingsChange change) {
    pending.add(change);
  }

  /** Puts back a change that another fold remembered, the earliest first. */
  void restore(Past change) {
    past.addLast(change);
  }

  private static void put(Map<Key, Value> values, Key key, Optional<Value> value) {
    value.ifPresentOrElse(present -> values.put(key, present), () -> values.remove(key));
  }

  private void fold(SettingsChange change, Listener listener) {
    var key = new Key(change.scope(), change.setting());
    var before = Optional.ofNullable(values.get(key));
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
    var after = Optional.ofNullable(values.get(key));
    past.addLast(new Past(new Step(change.holdsFrom(), change.scope(), change.setting(), after), before));
    listener.used(change, after);
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
