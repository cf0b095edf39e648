package io.meterline.page.access;

import io.meterline.app.users.Account;
import io.meterline.app.users.Users;
import io.meterline.page.Refusal;
import java.util.Optional;
import java.util.concurrent.Semaphore;

/** Checks passwords, which is slow on purpose, without taking the processors and threads of everyone else. */
final class PasswordCheck {
  private static final int MOST_WAITING = 16;

  private final Semaphore atOnce = new Semaphore(Math.max(1, Runtime.getRuntime().availableProcessors() / 2), true);

  /**
   * The account of a name if the password is right; else empty.
   *
   * @throws Refusal if too many wait for theirs to be checked
   */
  Optional<Account> check(Users users, String name, String password) {
    if (atOnce.getQueueLength() >= MOST_WAITING) {
      throw Refusal.unavailable("too many sign in at the moment; try again in a few seconds");
    }
    atOnce.acquireUninterruptibly();
    try {
      return users.authenticate(name, password);
    } finally {
      atOnce.release();
    }
  }
}
