package io.meterline.pipeline;

import io.meterline.model.time.Windows;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.transforms.windowing.IncompatibleWindowException;
import org.apache.beam.sdk.transforms.windowing.IntervalWindow;
import org.apache.beam.sdk.transforms.windowing.PartitioningWindowFn;
import org.apache.beam.sdk.transforms.windowing.WindowFn;
import org.joda.time.Instant;

/**
 * Fixed event-time windows, also for times before 1970. Beam's {@link
 * org.apache.beam.sdk.transforms.windowing.FixedWindows} assigns a time before 1970 that is not the start of a window to the next
 * window, also when it looks up a side input.
 */
final class EventTimeWindows extends PartitioningWindowFn<Object, IntervalWindow> {
  private static final long serialVersionUID = 1;

  private final Windows windows;

  EventTimeWindows(Windows windows) {
    this.windows = windows;
  }

  @Override
  public IntervalWindow assignWindow(Instant timestamp) {
    var at = timestamp.getMillis();
    return new IntervalWindow(Instant.ofEpochMilli(windows.startOf(at)), Instant.ofEpochMilli(windows.endOf(at)));
  }

  @Override
  @SuppressWarnings("deprecation") // Deprecated, but abstract.
  public boolean isCompatible(WindowFn<?, ?> other) {
    return equals(other);
  }

  @Override
  public void verifyCompatibility(WindowFn<?, ?> other) throws IncompatibleWindowException {
    if (!equals(other)) {
      throw new IncompatibleWindowException(other, "all windows of a pipeline have the same length");
    }
  }

  @Override
  public Coder<IntervalWindow> windowCoder() {
    return IntervalWindow.getCoder();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof EventTimeWindows windows && windows.windows.equals(windows);
  }

  @Override
  public int hashCode() {
    return windows.hashCode();
  }
}
