package io.meterline.page.access;

import io.meterline.app.users.Account;
import java.time.Clock;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The sessions, in memory: they end with the process. A session expires when it has not been used for 30 minutes, and 12 hours after
 * the user signed in. A user has at most 20; one more ends the one that was unused for longest.
 */
final class Sessions {
  private static final int MOST_OF_USER = 20;

  private final Clock clock;
  private final Map<String, Session> byId = new HashMap<>();

  Sessions(Clock clock) {
    this.clock = clock;
  }

  /**
   * Begins a session.
   *
   * @return its id, a new one
   */
  synchronized String begin(Account account) {
    var now = clock.instant();
    byId.values().removeIf(session -> session.isExpired(now));
    var name = account.user().name();
    var others = byId.entrySet().stream().filter(entry -> entry.getValue().account().user().name().equals(name)).toList();
    if (others.size() >= MOST_OF_USER) {
      others.stream()
          .min(Comparator.comparing(entry -> entry.getValue().used()))
          .map(Map.Entry::getKey)
          .ifPresent(byId::remove);
    }
    var id = Secret.next();
    byId.put(id, new Session(account, Secret.next(), now, now));
    return id;
  }

  /** The session with an id, unless it has ended. This is a use of it. */
  synchronized Optional<Session> use(String id) {
    return peek(id).map(
        session -> {
          var used = session.usedAt(clock.instant());
          byId.put(id, used);
          return used;
        });
  }

  /** The session with an id, unless it has ended. This is no use of it. */
  synchronized Optional<Session> peek(String id) {
    var now = clock.instant();
    return Optional.ofNullable(byId.get(id)).filter(session -> !session.isExpired(now));
  }

  /** Ends a session, if there is one. */
  synchronized void end(String id) {
    byId.remove(id);
  }
}
