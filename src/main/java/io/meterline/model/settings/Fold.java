package io.meterline.model.settings;

import io.meterline.model.MeterlineException;
import io.meterline.model.log.Reason;
import io.meterline.model.log.Rejection;
import io.meterline.model.settings.Explanation.Link;
import io.meterline.model.time.ArrivalRules;
import io.meterline.model.time.DueTimes;
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
 * Folds the changes of a set of scopes into values over time.
 *
 * <p>Changes are applied in the order in which they take effect, each at its position in the {@link Chain} of its (scope,
 * setting), which is ordered by effective time. So under {@code known=then} a change that is logged late takes effect when it is
 * logged, and still does not override anything effective later.
 *
 * <p>Changes may be added in any order. The fold keeps, for each (scope, setting), the changes from the last {@code SET} or
 * {@code CLEAR} in force; the changes still to take effect; and the history of values until {@link #forgetBefore}. So its size
 * is bounded by the settings in force, the pending changes, and the history retained.
 */
public final class Fold {
  private static final Comparator<Key> KEYS =
      Comparator.comparing((Key key) -> key.scope.level()).thenComparing(key -> key.scope.name()).thenComparing(Key::setting);

  private final TreeMap<Key, Chain> chains = new TreeMap<>(KEYS);
  private final TreeSet<SettingsChange> pending = new TreeSet<>();
  private final ArrayDeque<Past> past = new ArrayDeque<>();
  private long reached;
  private long keptFrom;

  private record Key(Scope scope, Setting setting) {}

  /**
   * A change of a value that has taken effect.
   *
   * @param step the new value
   * @param before the value until then, empty if there was none
   */
  record Past(Step step, Optional<Value> before) {}

  /** Receives the outcome of each change as it takes effect. */
  @FunctionalInterface
  public interface Listener {
    /** The change was applied, and the (scope, setting) has this value from then on. */
    default void used(SettingsChange change, Optional<Value> value) {}

    /** The change has no effect: {@code by}, a {@code SET} or {@code CLEAR} after it in fold order, has already taken effect. */
    default void overridden(SettingsChange change, SettingsChange by) {}

    /** The change cannot be used and is skipped. */
    void rejected(Rejection rejection);
  }

  /** A fold with no values yet. */
  public Fold() {
    this(Long.MIN_VALUE, Long.MIN_VALUE);
  }

  /**
   * A fold restored from state, to be filled by the {@code restore} methods.
   *
   * @param reached the time folded up to, exclusive, epoch milliseconds UTC
   * @param keptFrom the start of the history kept, epoch milliseconds UTC
   */
  Fold(long reached, long keptFrom) {
    this.reached = reached;
    this.keptFrom = keptFrom;
  }

  /**
   * Adds a change. A {@linkplain #isLate late} one takes effect at once, from the time that the fold has reached.
   *
   * @return the rejection of the change, if the same change is already pending (an event archived twice counts once), or if the
   *     change is late and cannot be used
   */
  public Optional<Rejection> add(SettingsChange change) {
    if (isLate(change)) {
      var rejections = new ArrayList<Rejection>(1);
      fold(change, reached, rejections::add);
      return rejections.stream().findFirst();
    }
    return pending.add(change)
        ? Optional.empty()
        : Optional.of(Rejection.of(change.logged(), Reason.SUPERSEDED, "this very change is in the log twice"));
  }

  /**
   * Whether a change holds from a time already folded: it arrived after the watermark had passed that time, and values
   * without it have been output. A change that arrives in log order is never late.
   */
  public boolean isLate(SettingsChange change) {
    return change.holdsFrom() < reached;
  }

  /** Folds every change that holds from a time before {@code until}, epoch milliseconds UTC. */
  public void advance(long until, Listener listener) {
    while (!pending.isEmpty() && pending.first().holdsFrom() < until) {
      var change = pending.pollFirst();
      fold(change, change.holdsFrom(), listener);
    }
    reached = Math.max(reached, until);
  }

  /**
   * Folds up to {@code end}, and returns the values over [start, end), epoch milliseconds UTC.
   *
   * @throws MeterlineException if {@code start} is before the history kept
   */
  public Timeline timeline(long start, long end, Listener listener) {
    if (start < keptFrom) {
      throw new MeterlineException(
          "the settings at %s are no longer in state, which keeps them from %s on; start again from the beginning of the log"
              .formatted(Instant.ofEpochMilli(start), Instant.ofEpochMilli(keptFrom)));
    }
    advance(end, listener);
    var atStart = values();
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

  /** Drops the history before {@code time}, or before the time reached if that is earlier; epoch milliseconds UTC. */
  public void forgetBefore(long time) {
    keptFrom = Math.max(keptFrom, Math.min(time, reached));
    while (!past.isEmpty() && past.getFirst().step.from() < keptFrom) {
      past.removeFirst();
    }
  }

  /**
   * When the fold must be advanced: to the end of the first window in which a pending change takes effect, and to when the whole
   * history can be dropped.
   *
   * @param arrivals a change stays in the history while readings from before it may still arrive
   */
  public DueTimes due(ArrivalRules arrivals) {
    return new DueTimes(
        pending.isEmpty() ? OptionalLong.empty() : OptionalLong.of(arrivals.windows().endOf(pending.first().holdsFrom())),
        past.isEmpty() ? OptionalLong.empty() : OptionalLong.of(arrivals.expiryOf(past.getLast().step.from())));
  }

  private TreeMap<Key, Value> values() {
    var values = new TreeMap<Key, Value>(KEYS);
    chains.forEach((key, chain) -> put(values, key, chain.value()));
    return values;
  }

  private static List<Step> steps(Map<Key, Value> values, long at) {
    var steps = new ArrayList<Step>();
    values.forEach((key, value) -> steps.add(new Step(at, key.scope, key.setting, Optional.of(value))));
    return steps;
  }

  /** The changes that determine the value of a (scope, setting), in fold order; empty if none took effect. */
  public List<Link> chain(Scope scope, Setting setting) {
    var chain = chains.get(new Key(scope, setting));
    return chain == null ? List.of() : chain.links();
  }

  /** The changes that determine all values, grouped by (scope, setting), in fold order. */
  List<SettingsChange> chains() {
    return chains.values().stream().flatMap(chain -> chain.links().stream()).map(Link::change).toList();
  }

  /** The changes still to take effect, in their order. */
  public Collection<SettingsChange> pending() {
    return Collections.unmodifiableCollection(pending);
  }

  /** The history kept, in order of time. */
  Collection<Past> past() {
    return Collections.unmodifiableCollection(past);
  }

  /** The time folded up to, exclusive, epoch milliseconds UTC. */
  long reached() {
    return reached;
  }

  /** The start of the history kept, epoch milliseconds UTC. */
  long keptFrom() {
    return keptFrom;
  }

  /** Restores the next change of {@link #chains}. */
  void restoreChain(SettingsChange change) {
    chainOf(change).restore(change);
  }

  /** Restores a change of {@link #pending}. */
  void restorePending(SettingsChange change) {
    pending.add(change);
  }

  /** Restores the next entry of {@link #past}. */
  void restorePast(Past change) {
    past.addLast(change);
  }

  private static void put(Map<Key, Value> values, Key key, Optional<Value> value) {
    value.ifPresentOrElse(present -> values.put(key, present), () -> values.remove(key));
  }

  private Chain chainOf(SettingsChange change) {
    return chains.computeIfAbsent(new Key(change.scope(), change.setting()), any -> new Chain());
  }

  private void fold(SettingsChange change, long from, Listener listener) {
    var chain = chainOf(change);
    var before = chain.value();
    chain
        .add(change)
        .take(() -> used(change, from, before, chain.value(), listener), by -> listener.overridden(change, by), listener::rejected);
  }

  private void used(SettingsChange change, long from, Optional<Value> before, Optional<Value> after, Listener listener) {
    if (!after.equals(before)) {
      past.addLast(new Past(new Step(from, change.scope(), change.setting(), after), before));
    }
    listener.used(change, after);
  }
}
