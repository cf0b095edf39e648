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
 * A stateful step whose keys wait for windows to be complete, with one event-time timer a key.
 *
 * @param <I> what it takes
 * @param <O> its main output
 */
abstract class WindowedFn<I, O> extends DoFn<I, O> {
  private static final long serialVersionUID = 1;

  protected final Rules rules;

  protected WindowedFn(Rules rules) {
    this.rules = rules;
  }

  /**
   * Sets the timer of a key for the end of the window it waits for, and holds the output watermark at the last moment
   * of that window until then: late enough to be never behind the watermark, and early enough to be of the window. If it
   * waits for none, leaves the timer be: it has fired.
   *
   * @param end the end of the window, epoch milliseconds UTC
   */
  protected final void await(Timer timer, OptionalLong end) {
    end.ifPresent(time -> await(timer, time));
  }

  /**
   * As {@link #await(Timer, OptionalLong)}, of a key whose timer stands at what it waits for: sets it where that has changed, as
   * to set one costs as much as to take an element.
   *
   * @param before what the key waited for before its state was changed
   */
  protected final void await(Timer timer, OptionalLong before, OptionalLong end) {
    if (!end.equals(before)) {
      await(timer, end);
    }
  }

  /** As {@link #await(Timer, OptionalLong)}, of a key that always waits. */
  protected final void await(Timer timer, long end) {
    timer.withOutputTimestamp(Instant.ofEpochMilli(end - 1)).set(Instant.ofEpochMilli(end));
  }

  /**
   * Has every window completed that a key waits for and the watermark has passed, one after another, and awaits the next. A
   * key that catches up so takes one firing, and not one a window.
   *
   * @param fired when the timer was set to fire
   * @param nextTimer tells the end of the window that the key waits for
   * @param complete completes the window that ends at the time it is given, epoch milliseconds UTC
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

  /** A timer that is set again for what waits already holds the watermark from before the element at hand. */
  @Override
  @SuppressWarnings("deprecation") // Beam has nothing else that allows it.
  public final Duration getAllowedTimestampSkew() {
    return Duration.millis(Long.MAX_VALUE);
  }
}
