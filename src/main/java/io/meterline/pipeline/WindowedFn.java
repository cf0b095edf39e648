package io.meterline.pipeline;

import io.meterline.model.time.DueTimes;
import io.meterline.model.time.OptionalTimes;
import java.util.OptionalLong;
import java.util.function.LongConsumer;
import java.util.function.Supplier;
import org.apache.beam.sdk.state.Timer;
import org.apache.beam.sdk.transforms.DoFn;
import org.joda.time.Duration;
import org.joda.time.Instant;

/**
 * A stateful step whose keys wait for windows to be complete, with event-time timers.
 *
 * @param <I> the type of input elements
 * @param <O> the type of the main output
 */
abstract class WindowedFn<I, O> extends DoFn<I, O> {
  private static final long serialVersionUID = 1;

  protected final Rules rules;

  protected WindowedFn(Rules rules) {
    this.rules = rules;
  }

  /**
   * Sets a timer of a key to the end of a window, and holds the output watermark at the last millisecond of that window until
   * then. This timestamp is late enough never to be behind the watermark, and early enough to be in the window. If there is no
   * window, the timer need not be changed: it has fired, or will find nothing to complete.
   *
   * @param end the end of the window, epoch milliseconds UTC
   */
  protected final void await(Timer timer, OptionalLong end) {
    end.ifPresent(time -> await(timer, time));
  }

  /**
   * Sets those timers of a key whose time has changed.
   *
   * @param before what the timers are set to
   */
  protected final void await(Timers timers, DueTimes before, DueTimes due) {
    if (!due.window().equals(before.window())) {
      await(timers.window, due.window());
    }
    if (!due.expiry().equals(before.expiry())) {
      await(timers.expiry, due.expiry());
    }
  }

  /** As {@link #await(Timer, OptionalLong)}, for a key that has a next window. */
  protected final void await(Timer timer, long end) {
    timer.withOutputTimestamp(Instant.ofEpochMilli(end - 1)).set(Instant.ofEpochMilli(end));
  }

  /**
   * Completes a key at each time that the watermark has passed, in order, and sets its timers for the next ones. So a key that catches up
   * needs one firing, not one per window.
   *
   * @param fired the time that one of the timers was set to
   * @param due returns when the key must be completed next
   * @param complete completes the key at a time, epoch milliseconds UTC
   */
  protected final void completePassed(Instant fired, Timers timers, Supplier<DueTimes> due, LongConsumer complete) {
    var passed = Math.max(fired.getMillis(), timers.window.getCurrentRelativeTime().getMillis());
    var next = due.get();
    while (OptionalTimes.isBy(next.first(), passed)) {
      complete.accept(next.first().getAsLong());
      next = due.get();
    }
    // Both, although the expiry is mostly as it was: a job resumed from a version with one timer has set that one only.
    await(timers.window, next.window());
    await(timers.expiry, next.expiry());
  }

  /**
   * The timers of a key.
   *
   * @param window the one for {@link DueTimes#window}
   * @param expiry the one for {@link DueTimes#expiry}
   */
  protected record Timers(Timer window, Timer expiry) {}

  /** Unlimited, because a timer may hold the watermark at a time before the timestamp of the current element. */
  @Override
  @SuppressWarnings("deprecation") // Beam has no other way to allow it.
  public final Duration getAllowedTimestampSkew() {
    return Duration.millis(Long.MAX_VALUE);
  }
}
