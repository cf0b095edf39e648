package io.meterline.model.settings;

import io.meterline.model.log.LoggedChange;
import io.meterline.model.log.Rejection;
import io.meterline.model.settings.Explanation.Link;
import io.meterline.model.time.Known;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** The values of one scope as of a given time, and the changes behind them. */
final class ScopeHistory {
  private final Scope scope;
  private final Fold fold = new Fold();
  private final List<Rejection> rejected = new ArrayList<>();
  private final List<SettingsChange> unknown = new ArrayList<>();

  private ScopeHistory(Scope scope) {
    this.scope = scope;
  }

  /**
   * Folds the changes that hold from {@code at} or earlier.
   *
   * @param changes changes of the scope, in any order
   * @param at inclusive, epoch milliseconds UTC
   */
  static ScopeHistory until(long at, Known known, Scope scope, Collection<LoggedChange> changes) {
    var history = new ScopeHistory(scope);
    var rules = new ChangeRules(known);
    for (var change : changes) {
      var effectiveAt = change.effectiveAt().toEpochMilli();
      var isHeld = known.holdsFrom(effectiveAt, change.position().loggedAt().toEpochMilli()) <= at;
      if (effectiveAt <= at) {
        rules.check(change).take(accepted -> history.take(accepted, at), isHeld ? history.rejected::add : rejection -> {});
      }
    }
    history.fold.advance(at + 1, history.rejected::add);
    history.unknown.sort(SettingsChange.FOLD_ORDER);
    return history;
  }

  private void take(SettingsChange change, long at) {
    if (change.holdsFrom() <= at) {
      fold.add(change).ifPresent(rejected::add);
    } else {
      unknown.add(change);
    }
  }

  /** The changes that determine the value of a setting, from the last {@code SET} or {@code CLEAR} on. */
  List<Link> chain(Setting setting) {
    return fold.chain(scope, setting);
  }

  /** The value of a setting at this scope, empty if it has none. */
  Optional<Value> value(Setting setting) {
    var chain = chain(setting);
    return chain.isEmpty() ? Optional.empty() : chain.get(chain.size() - 1).value();
  }

  /** The changes of a setting that are effective by the time but not known yet, in fold order. */
  List<SettingsChange> unknown(Setting setting) {
    return unknown.stream().filter(change -> change.setting() == setting).toList();
  }

  /** The rejected changes. */
  List<Rejection> rejected() {
    return rejected;
  }
}
