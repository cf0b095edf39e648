package io.meterline.pipeline;

import io.meterline.model.time.OptionalTimes;
import java.util.OptionalLong;
import java.util.function.LongConsumer;
import java.util.function.Supplier;
import org.apache.beam.sdk.state.Timer;
import org.apache.beam.sdk.transforms.DoFn;
import org.joda.time.Duration;
import org.joda.time.Instant;

/**
 * A stateful step whose keys wait for windows to be complete, with one event-time timer per key.
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
   * Sets the timer of a key to the end of a window, and holds the output watermark at the last millisecond of that window until
   * then. This timestamp is late enough never to be behind the watermark, and early enough to be in the window. If there is no
   * window, the timer need not be changed: it has already fired.
   *
   * @param end the end of the window, epoch milliseconds UTC
   */
  protected final void await(Timer timer, OptionalLong end) {
    end.ifPresent(time -> await(timer, time));
  }

  /**
   * As {@link #await(Timer, OptionalLong)}, for a key whose timer is already set to {@code before}. Sets it only if the end has
   * changed, because setting a timer costs as much as processing an element.
   *
   * @param before the end that the timer is set to
   */
  protected final void await(Timer timer, OptionalLong before, OptionalLong end) {
    if (!end.equals(before)) {
      await(timer, end);
    }
  }

  /** As {@link #await(Timer, OptionalLong)}, for a key that has a next window. */
  protected final void await(Timer timer, long end) {
    timer.withOutputTimestamp(Instant.ofEpochMilli(end - 1)).set(Instant.ofEpochMilli(end));
  }

  /**
   * Completes every pending window of a key that the watermark has passed, in order, and sets the timer for the next one. So a
   * key that catches up needs one firing, not one per window.
   *
   * @param fired the time that the timer was set to
   * @param nextTimer returns the end of the next pending window of the key
   * @param complete completes the window that ends at the given time, epoch milliseconds UTC
   */
  protected final void completePassed(
      Instant fired, Timer timer, Supplier<OptionalLong> nextTimer, LongConsumer complete) {
    var passed = Math.max(fired.getMillis(), timer.getCurrentRelativeTime().getMillis());
    var end = nextTimer.get();
    while (OptionalTimes.isBy(end, passed)) {
      complete.accept(end.getAsLong());
      end = nextTimer.get();
    }
    await(timer, end);
  }

  /** Unlimited, because a timer may hold the watermark at a time before the timestamp of the current element. */
  @Override
  @SuppressWarnings("deprecation") // Beam has no other way to allow it.
  public final Duration getAllowedTimestampSkew() {
    return Duration.millis(Long.MAX_VALUE);
  }
}
