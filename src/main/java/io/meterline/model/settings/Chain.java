package io.meterline.model.settings;

import io.meterline.model.log.Reason;
import io.meterline.model.log.Rejection;
import io.meterline.model.settings.Explanation.Effect;
import io.meterline.model.settings.Explanation.Link;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * The changes that determine the value of one (scope, setting), in fold order: the last {@code SET} or {@code CLEAR}, and the
 * relative changes after it.
 *
 * <p>Changes are added in the order in which they take effect, each inserted at its position in fold order. Nothing before the
 * last {@code SET} or {@code CLEAR} can affect a value again, so it is dropped: the length of the chain is one plus the number of
 * relative changes since then.
 */
final class Chain {
  private final List<Link> links = new ArrayList<>(1);

  /** The outcome of adding a change. */
  sealed interface Outcome {
    /** Calls the handler for this outcome. */
    void take(Runnable used, Consumer<SettingsChange> overridden, Consumer<Rejection> rejected);

    /** It was inserted at its position. */
    record Used() implements Outcome {
      @Override
      public void take(Runnable used, Consumer<SettingsChange> overridden, Consumer<Rejection> rejected) {
        used.run();
      }
    }

    /**
     * Its position is before the last {@code SET} or {@code CLEAR}, so it has no effect.
     *
     * @param by that {@code SET} or {@code CLEAR}
     */
    record Overridden(SettingsChange by) implements Outcome {
      @Override
      public void take(Runnable used, Consumer<SettingsChange> overridden, Consumer<Rejection> rejected) {
        overridden.accept(by);
      }
    }

    /** It cannot be applied at its position. */
    record Rejected(Rejection rejection) implements Outcome {
      @Override
      public void take(Runnable used, Consumer<SettingsChange> overridden, Consumer<Rejection> rejected) {
        rejected.accept(rejection);
      }
    }
  }

  /** The result of a relative change: a value, or why there is none. */
  private sealed interface Result {
    <T> T match(Function<Value, T> changed, Function<Impossible, T> impossible);

    record Changed(Value value) implements Result {
      @Override
      public <T> T match(Function<Value, T> changed, Function<Impossible, T> impossible) {
        return changed.apply(value);
      }
    }

    record Impossible(Reason reason, String detail) implements Result {
      @Override
      public <T> T match(Function<Value, T> changed, Function<Impossible, T> impossible) {
        return impossible.apply(this);
      }
    }
  }

  /** The value after the last change, empty after {@code CLEAR} and before the first change. */
  Optional<Value> value() {
    return links.isEmpty() ? Optional.empty() : links.get(links.size() - 1).value();
  }

  /** The changes in fold order, each with the value after it. */
  List<Link> links() {
    return Collections.unmodifiableList(links);
  }

  /**
   * Adds a change that takes effect after all changes added before. Whether it can be used is decided here, once.
   */
  Outcome add(SettingsChange change) {
    var index = indexOf(change);
    if (change.operation() instanceof Operation.Relative relative) {
      return addRelative(change, relative, index);
    }
    if (isBeforeTheFirst(index)) {
      return new Outcome.Overridden(links.get(0).change());
    }
    links.subList(0, index).clear();
    links.add(0, absolute(change));
    foldFrom(1);
    return new Outcome.Used();
  }

  private Outcome addRelative(SettingsChange change, Operation.Relative relative, int index) {
    if (isBeforeTheFirst(index)) {
      return new Outcome.Overridden(links.get(0).change());
    }
    var before = index == 0 ? Optional.<Value>empty() : links.get(index - 1).value();
    return result(change, relative, before)
        .match(
            value -> used(change, index, before),
            why -> new Outcome.Rejected(Rejection.of(change.logged(), why.reason, why.detail)));
  }

  private Outcome used(SettingsChange change, int index, Optional<Value> before) {
    links.add(index, new Link(change, Effect.COUNTS, before));
    foldFrom(index);
    return new Outcome.Used();
  }

  /** Restores the next change of a stored chain, in fold order. */
  void restore(SettingsChange change) {
    if (change.operation() instanceof Operation.Relative) {
      links.add(new Link(change, Effect.COUNTS, Optional.empty()));
      foldFrom(links.size() - 1);
    } else {
      links.add(absolute(change));
    }
  }

  private boolean isBeforeTheFirst(int index) {
    return index == 0 && !links.isEmpty();
  }

  /** The number of changes of the chain that are before {@code change} in fold order. */
  private int indexOf(SettingsChange change) {
    var index = links.size();
    while (index > 0 && SettingsChange.FOLD_ORDER.compare(links.get(index - 1).change(), change) > 0) {
      index--;
    }
    return index;
  }

  /** Recomputes the values of relative changes from {@code index} on. Those that no longer have a result are passed over. */
  private void foldFrom(int index) {
    for (var i = index; i < links.size(); i++) {
      var change = links.get(i).change();
      var before = links.get(i - 1).value();
      var result = result(change, (Operation.Relative) change.operation(), before);
      links.set(
          i,
          result.match(
              value -> new Link(change, Effect.COUNTS, Optional.of(value)),
              why -> new Link(change, Effect.PASSED_OVER, before)));
    }
  }

  private static Link absolute(SettingsChange change) {
    var value =
        change.operation() instanceof Operation.Set set ? Optional.of(set.value()) : Optional.<Value>empty();
    return new Link(change, Effect.COUNTS, value);
  }

  private static Result result(SettingsChange change, Operation.Relative relative, Optional<Value> before) {
    var setting = change.setting();
    if (before.isEmpty()) {
      var detail = change.logged().op() + " of " + setting.word() + ", which has no value for " + change.scope() + " at that time";
      return new Result.Impossible(Reason.NOTHING_TO_CHANGE, detail);
    }
    return ChangeRules.changed(setting, before.get(), relative)
        .<Result>map(Result.Changed::new)
        .orElseGet(() -> new Result.Impossible(Reason.OUT_OF_BOUNDS, ChangeRules.outside(setting, before.get(), relative)));
  }
}
