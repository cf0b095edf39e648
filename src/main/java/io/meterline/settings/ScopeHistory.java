package io.meterline.settings;

import io.meterline.log.LoggedChange;
import io.meterline.log.Rejection;
import io.meterline.settings.Explanation.Link;
import io.meterline.time.Known;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the changes of one scope came to by some time, and which of them brought it there. */
final class ScopeHistory {
  private final Map<Setting, List<Link>> chains = new EnumMap<>(Setting.class);
  private final List<Rejection> rejected = new ArrayList<>();

  private ScopeHistory() {}

  /**
   * Folds the changes that hold from {@code at} or before.
   *
   * @param changes changes of one scope, in any order
   * @param at inclusive, epoch milliseconds UTC
   */
  static ScopeHistory until(long at, Known known, Collection<LoggedChange> changes) {
    var history = new ScopeHistory();
    var rules = new ChangeRules(known);
    var fold = new Fold();
    for (var change : changes) {
      if (known.holdsFrom(change.effectiveAt().toEpochMilli(), change.position().loggedAt().toEpochMilli()) <= at) {
        var checked = rules.check(change);
        if (checked instanceof ChangeRules.Checked.Accepted accepted) {
          fold.add(accepted.change()).ifPresent(history.rejected::add);
        } else if (checked instanceof ChangeRules.Checked.Refused refused) {
          history.rejected.add(refused.rejection());
        }
      }
    }
    fold.advance(at + 1, history.recorder());
    return history;
  }

  private Fold.Listener recorder() {
    return new Fold.Listener() {
      @Override
      public void used(SettingsChange change, Optional<Value> value) {
        if (!(change.operation() instanceof Operation.Relative)) {
          chains.put(change.setting(), new ArrayList<>());
        }
        chains.get(change.setting()).add(new Link(change, value));
      }

      @Override
      public void rejected(Rejection rejection) {
        rejected.add(rejection);
      }
    };
  }

  /** The changes that made what the scope has of a setting, from the last {@code SET} or {@code CLEAR} on. */
  List<Link> chain(Setting setting) {
    return chains.getOrDefault(setting, List.of());
  }

  /** The value that the scope has of a setting, empty if it has none. */
  Optional<Value> value(Setting setting) {
    var chain = chain(setting);
    return chain.isEmpty() ? Optional.empty() : chain.get(chain.size() - 1).value();
  }

  /** The changes that could not be used. */
  List<Rejection> rejected() {
    return rejected;
  }
}
