package io.meterline.model.settings;

import io.meterline.model.MeterlineException;
import io.meterline.model.log.Reason;
import io.meterline.model.log.Rejection;
import io.meterline.model.settings.Explanation.Link;
import io.meterline.model.time.ArrivalRules;
import io.meterline.model.time.OptionalTimes;
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
 * Folds the changes of some scopes into values over time.
 *
 * <p>Changes are taken in the order in which they take hold, each at its place in the {@link Chain} of its (scope, setting),
 * which is by effective time. Under {@code known=then} a change that is logged late so takes hold when it is logged, and
 * still does not override what is effective later than it.
 *
 * <p>Changes may be added in any order. The fold keeps, of each (scope, setting), the changes from the last {@code SET} or
 * {@code CLEAR} that holds; the changes that hold from later times; and the steps it has made until it is told to forget
 * them. So it is bounded by the settings in force, the changes still to come, and those of the time keptFrom.
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
   * A change of a value that was come to.
   *
   * @param step the value from then on
   * @param before the value until then, empty where there was none
   */
  record Past(Step step, Optional<Value> before) {}

  /** What a fold tells of each change as it takes hold. */
  @FunctionalInterface
  public interface Listener {
    /** The change counts, and the (scope, setting) has this value from then on. */
    default void used(SettingsChange change, Optional<Value> value) {}

    /** The change counts, and changes nothing: a {@code SET} or {@code CLEAR} that is effective later is known already. */
    default void overridden(SettingsChange change, SettingsChange by) {}

    /** The change cannot be used; the fold goes on without it. */
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
   * @param keptFrom from when on it keptFrom, epoch milliseconds UTC
   */
  Fold(long reached, long keptFrom) {
    this.reached = reached;
    this.keptFrom = keptFrom;
  }

  /**
   * Adds a change. One that {@linkplain #isLate holds from a time already folded} takes hold at once, from the time that the
   * fold has reached.
   *
   * @return the rejection of the change: if the fold holds this very event already, which counts once; or if it takes hold at
   *     once and cannot be used
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
   * Whether a change holds from a time already folded: it came after the watermark had passed that time, and values from
   * before it are given. A change of the log in its order is never passed.
   */
  public boolean isLate(SettingsChange change) {
    return change.holdsFrom() < reached;
  }

  /** Folds every change that holds from before {@code until}, exclusive, epoch milliseconds UTC. */
  public void advance(long until, Listener listener) {
    while (!pending.isEmpty() && pending.first().holdsFrom() < until) {
      var change = pending.pollFirst();
      fold(change, change.holdsFrom(), listener);
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
    if (start < keptFrom) {
      throw new MeterlineException(
          "what the settings said at %s is asked for too late: it was kept from %s on; start again from the beginning of the log"
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

  /** Forgets what the settings said before {@code time}, as far as it was reached; epoch milliseconds UTC. */
  public void forgetBefore(long time) {
    keptFrom = Math.max(keptFrom, Math.min(time, reached));
    while (!past.isEmpty() && past.getFirst().step.from() < keptFrom) {
      past.removeFirst();
    }
  }

  /**
   * The end of the first window in which a change holds that is still to come, or in which all it remembers may be
   * forgotten, epoch milliseconds UTC; empty if there is neither.
   *
   * @param arrivals a change is keptFrom as long as readings from before it may arrive
   */
  public OptionalLong nextTimer(ArrivalRules arrivals) {
    var next = pending.isEmpty() ? OptionalLong.empty() : OptionalLong.of(arrivals.windows().endOf(pending.first().holdsFrom()));
    return past.isEmpty()
        ? next
        : OptionalTimes.earlier(next, OptionalLong.of(arrivals.lastEndFor(past.getLast().step.from())));
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

  /** The changes that the value of a (scope, setting) comes from, in the order of the fold; none if none took hold. */
  public List<Link> chain(Scope scope, Setting setting) {
    var chain = chains.get(new Key(scope, setting));
    return chain == null ? List.of() : chain.links();
  }

  /** The changes that all values come from, those of each (scope, setting) together, in the order of the fold. */
  List<SettingsChange> chains() {
    return chains.values().stream().flatMap(chain -> chain.links().stream()).map(Link::change).toList();
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
  long keptFrom() {
    return keptFrom;
  }

  /** Puts back a change that a value of another fold came from, in the order of {@link #chains}. */
  void restoreChain(SettingsChange change) {
    chainOf(change).restore(change);
  }

  /** Puts back a change that another fold had still to come to. */
  void restorePending(SettingsChange change) {
    pending.add(change);
  }

  /** Puts back a change that another fold keptFrom, the earliest first. */
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
