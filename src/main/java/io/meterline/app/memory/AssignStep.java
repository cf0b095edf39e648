package io.meterline.app.memory;

import java.util.Collection;
import java.util.function.Consumer;
import org.apache.beam.sdk.runners.AppliedPTransform;
import org.apache.beam.sdk.transforms.windowing.BoundedWindow;
import org.apache.beam.sdk.transforms.windowing.PaneInfo;
import org.apache.beam.sdk.transforms.windowing.WindowFn;
import org.apache.beam.sdk.values.WindowedValue;
import org.apache.beam.sdk.values.WindowedValues;
import org.joda.time.Instant;

/**
 * Assigns windows to the elements of a step.
 *
 * @param windows the windows to assign
 */
record AssignStep(AppliedPTransform<?, ?, ?> applied, WindowFn<Object, BoundedWindow> windows) implements ElementStep {
  @Override
  public Open open(Bundle bundle) {
    return new Assigning(windows, bundle.receiver(InMemoryRunner.output(applied)));
  }

  private record Assigning(WindowFn<Object, BoundedWindow> windows, Consumer<WindowedValue<?>> output) implements Open {
    @Override
    public void take(WindowedValue<?> element) {
      for (var value : element.explodeWindows()) {
        output.accept(WindowedValues.of(value.getValue(), value.getTimestamp(), assigned(value), PaneInfo.NO_FIRING));
      }
    }

    private Collection<BoundedWindow> assigned(WindowedValue<?> value) {
      try {
        return windows.assignWindows(context(value, value.getWindows().iterator().next()));
      } catch (Exception e) {
        throw new IllegalStateException("cannot assign windows", e);
      }
    }

    private WindowFn<Object, BoundedWindow>.AssignContext context(WindowedValue<?> value, BoundedWindow window) {
      return windows.new AssignContext() {
        @Override
        public Object element() {
          return value.getValue();
        }

        @Override
        public Instant timestamp() {
          return value.getTimestamp();
        }

        @Override
        public BoundedWindow window() {
          return window;
        }
      };
    }

    @Override
    public void start() {}

    @Override
    public void finish() {}

    @Override
    public void close() {}
  }
}
