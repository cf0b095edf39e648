package io.meterline.app.memory;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.beam.runners.core.InMemoryMultimapSideInputView;
import org.apache.beam.runners.core.SideInputReader;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.transforms.Materializations;
import org.apache.beam.sdk.transforms.Materializations.IterableView;
import org.apache.beam.sdk.transforms.ViewFn;
import org.apache.beam.sdk.transforms.windowing.BoundedWindow;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollectionView;
import org.apache.beam.sdk.values.WindowedValue;

/** The side inputs that are complete. */
@SuppressWarnings({
  "unchecked", "rawtypes", // A view and its elements have matching types.
  "deprecation" // Beam's word for what only runners use.
})
final class SideInputs implements SideInputReader {
  private final Map<PCollectionView<?>, ByWindow> views = new HashMap<>();

  private record ByWindow(Coder<?> coder, Map<BoundedWindow, List<Object>> elements, Map<BoundedWindow, Object> made) {}

  /** Adds a side input. */
  void add(PCollectionView<?> view, Coder<?> coder, List<WindowedValue<?>> elements) {
    var byWindow = new HashMap<BoundedWindow, List<Object>>();
    for (var element : elements) {
      element.getWindows().forEach(window -> byWindow.computeIfAbsent(window, any -> new ArrayList<>()).add(element.getValue()));
    }
    views.put(view, new ByWindow(coder, byWindow, new ConcurrentHashMap<>()));
  }

  @Override
  public <T> T get(PCollectionView<T> view, BoundedWindow window) {
    var found = Objects.requireNonNull(views.get(view), () -> view + " is not complete");
    return (T) found.made.computeIfAbsent(window, any -> made(view, found, found.elements.getOrDefault(window, List.of())));
  }

  private static Object made(PCollectionView<?> view, ByWindow input, List<Object> elements) {
    var make = (ViewFn) view.getViewFn();
    return switch (make.getMaterialization().getUrn()) {
      case Materializations.ITERABLE_MATERIALIZATION_URN -> make.apply((IterableView<Object>) () -> elements);
      case Materializations.MULTIMAP_MATERIALIZATION_URN ->
          make.apply(
              InMemoryMultimapSideInputView.fromIterable(
                  ((KvCoder<Object, Object>) input.coder).getKeyCoder(), (List<KV<Object, Object>>) (List) elements));
      default -> throw new UnsupportedOperationException("this runner has no side input as " + view);
    };
  }

  @Override
  public <T> boolean contains(PCollectionView<T> view) {
    return views.containsKey(view);
  }

  @Override
  public boolean isEmpty() {
    return views.isEmpty();
  }
}
