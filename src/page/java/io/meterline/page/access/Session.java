package io.meterline.page.access;

import io.meterline.app.users.Account;
import java.time.Duration;
import java.time.Instant;

/**
 * The time from when a user signs in until it signs out or the session expires.
 *
 * @param account the user, as of when it signed in
 * @param token what a request that changes something has to bring
 * @param begun when the user signed in
 * @param used when the session was last used
 */
record Session(Account account, String token, Instant begun, Instant used) {
  static final Duration LONGEST_IDLE = Duration.ofMinutes(30);
  static final Duration LONGEST = Duration.ofHours(12);

  Session usedAt(Instant time) {
    return new Session(account, token, begun, time);
  }

  boolean isExpired(Instant now) {
    return !now.isBefore(used.plus(LONGEST_IDLE)) || !now.isBefore(begun.plus(LONGEST));
  }

  /** Shows nothing that is secret. */
  @Override
  public String toString() {
    return "session of " + account.user().name();
  }
}
