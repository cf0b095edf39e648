package io.meterline.app.memory;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.beam.sdk.values.PValue;
import org.apache.beam.sdk.values.WindowedValue;

/** A bundle of a step and of those that follow it at once. */
final class Bundle implements AutoCloseable {
  private final Map<PValue, ElementStep> following;
  private final Map<PValue, List<WindowedValue<?>>> outputs = new HashMap<>();

  /** Each before those that follow it. */
  private final Deque<ElementStep.Open> steps = new ArrayDeque<>();

  /**
   * An empty bundle.
   *
   * @param following the steps that take elements of other steps at once, by the output that they read
   */
  Bundle(Map<PValue, ElementStep> following) {
    this.following = following;
  }

  /** Starts a step that is open, and makes it part of the bundle. */
  <T extends ElementStep.Open> T start(T step) {
    steps.push(step);
    step.start();
    return step;
  }

  /** Where the elements of an output go: to the step that follows at once, or into a list. */
  Consumer<WindowedValue<?>> receiver(PValue output) {
    var next = following.get(output);
    return next == null ? outputs.computeIfAbsent(output, any -> new ArrayList<>())::add : start(next.open(this))::take;
  }

  /** Ends the bundle of each step, and returns the elements of the outputs that no step follows at once. */
  Map<PValue, List<WindowedValue<?>>> finish() {
    steps.forEach(ElementStep.Open::finish);
    return outputs;
  }

  /** Closes every step, also if one cannot be closed. */
  @Override
  public void close() {
    while (!steps.isEmpty()) {
      try {
        steps.pop().close();
      } catch (RuntimeException e) {
        close();
        throw e;
      }
    }
  }
}
