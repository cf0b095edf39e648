package io.meterline.page.access;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Slows down addresses that guess passwords. After ten wrong ones an address waits 15 seconds, after each further one twice as long,
 * at most an hour. It is forgotten when it has been quiet for an hour longer. A right password does not make it forgotten: else
 * someone with an account could guess on by signing in now and then.
 *
 * <p>It remembers at most 10,000 addresses, those of the latest attempts.
 */
final class Throttle {
  private static final int FREE = 10;
  private static final int MOST_ADDRESSES = 10_000;
  private static final Duration FIRST_WAIT = Duration.ofSeconds(15);
  private static final Duration LONGEST_WAIT = Duration.ofHours(1);
  private static final Duration MEMORY = Duration.ofHours(1);
  private static final int MOST_DOUBLINGS = 20;

  private final Clock clock;

  /** In the order of the latest attempts. */
  private final Map<String, Attempts> attempts = new LinkedHashMap<>();

  private record Attempts(int wrong, Instant waitsUntil) {}

  Throttle(Clock clock) {
    this.clock = clock;
  }

  /**
   * Begins an attempt. It counts as wrong until {@link #undo} is called, so that many at once do not all get through.
   *
   * @return empty if it may be made; else how long the address has to wait
   */
  synchronized Optional<Duration> begin(String address) {
    var now = clock.instant();
    attempts.values().removeIf(one -> one.waitsUntil().plus(MEMORY).isBefore(now));
    var before = attempts.getOrDefault(address, new Attempts(0, now));
    if (before.waitsUntil().isAfter(now)) {
      return Optional.of(Duration.between(now, before.waitsUntil()));
    }
    var wrong = before.wrong() + 1;
    put(address, new Attempts(wrong, now.plus(wait(wrong))));
    return Optional.empty();
  }

  /** An attempt that was begun was no wrong password. */
  synchronized void undo(String address) {
    var before = attempts.get(address);
    if (before != null) {
      put(address, new Attempts(before.wrong() - 1, clock.instant()));
    }
  }

  private void put(String address, Attempts latest) {
    attempts.remove(address);
    attempts.put(address, latest);
    if (attempts.size() > MOST_ADDRESSES) {
      attempts.remove(attempts.keySet().iterator().next());
    }
  }

  private static Duration wait(int wrong) {
    if (wrong < FREE) {
      return Duration.ZERO;
    }
    var wait = FIRST_WAIT.multipliedBy(1L << Math.min(wrong - FREE, MOST_DOUBLINGS));
    return wait.compareTo(LONGEST_WAIT) < 0 ? wait : LONGEST_WAIT;
  }
}
