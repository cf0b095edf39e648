package io.meterline.model.settings;

import io.meterline.model.log.Rejection;
import io.meterline.model.time.ArrivalRules;
import io.meterline.model.time.DueTimes;
import io.meterline.model.time.OptionalTimes;
import io.meterline.model.time.Windows;
import io.meterline.model.wire.WireFormat;
import io.meterline.model.wire.WireInput;
import io.meterline.model.wire.WireOutput;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * One part of the shared settings: those of its scopes. Outputs their timeline for each window in which readings arrive, once the
 * window is complete. A timeline starts at the earliest of these readings.
 *
 * <p>Scopes share nothing but the requested windows, so each part is folded by itself, and must be given every request. A {@link
 * SharedTimeline} has the timelines of all parts together.
 *
 * <p>The state is the settings of the part in force, the pending changes, the history that late readings may still need, and the
 * requested windows that are not complete.
 */
public final class SharedSettings {
  /** The number of parts. It affects no result, but state written with another number of parts cannot be used. */
  public static final int PARTS = 16;

  private static final int VERSION = 1;

  private final TreeMap<Long, Long> requested = new TreeMap<>();
  private final Fold fold;

  /** Receives timelines and rejections. */
  public interface Output {
    /**
     * Receives a timeline.
     *
     * @param window the start of its window, epoch milliseconds UTC
     */
    void timeline(long window, Timeline timeline);

    void rejected(Rejection rejection);
  }

  /** A part without settings. */
  public SharedSettings() {
    this(new Fold());
  }

  /** The part that has the changes of a scope, from 0 to {@link #PARTS} - 1. */
  public static int partOf(Scope scope) {
    return Math.floorMod(scope.toString().hashCode(), PARTS);
  }

  private SharedSettings(Fold fold) {
    this.fold = fold;
  }

  /**
   * Requests the timeline of a window. If requested more than once, the earliest start counts. Times are epoch milliseconds
   * UTC.
   *
   * @param window the start of the window
   * @param earliest the start of the timeline, before the end of the window
   */
  public void request(long window, long earliest) {
    requested.merge(window, earliest, Math::min);
  }

  /** Adds a change of the part, or returns its rejection. */
  public Optional<Rejection> add(SettingsChange change) {
    return fold.add(change);
  }

  /** Whether a change is late, see {@link Fold#isLate}. */
  public boolean isLate(SettingsChange change) {
    return fold.isLate(change);
  }

  /** When {@link #complete} must be called: at the end of the first requested window, or as in {@link Fold#due}. */
  public DueTimes due(ArrivalRules arrivals) {
    return fold.due(arrivals).orWindow(firstEnd(arrivals.windows()));
  }

  private OptionalLong firstEnd(Windows windows) {
    return requested.isEmpty() ? OptionalLong.empty() : OptionalLong.of(windows.endOf(requested.firstKey()));
  }

  /**
   * Outputs the timeline of every requested window that ends by {@code time}. All changes before {@code time} must have been
   * added.
   */
  public void complete(long time, ArrivalRules arrivals, Output output) {
    var windows = arrivals.windows();
    while (OptionalTimes.isBy(firstEnd(windows), time)) {
      var window = requested.pollFirstEntry();
      output.timeline(window.getKey(), fold.timeline(window.getValue(), windows.endOf(window.getKey()), output::rejected));
    }
    fold.advance(time, output::rejected);
    fold.forgetBefore(arrivals.earliestAfter(time));
  }

  /**
   * The wire format of the state.
   *
   * @param rules the rules that accepted the changes
   */
  public record Format(ChangeRules rules) implements WireFormat<SharedSettings> {
    @Override
    public void write(SharedSettings shared, WireOutput out) {
      out.writeByte(VERSION);
      out.writeCount(shared.requested.size());
      for (var window : shared.requested.entrySet()) {
        out.writeSigned(window.getKey());
        out.writeSigned(window.getValue() - window.getKey());
      }
      new SettingsFormats.OfFold(rules).write(shared.fold, out);
    }

    @Override
    public SharedSettings read(WireInput in) {
      in.expectVersion(VERSION);
      var requested = new TreeMap<Long, Long>();
      for (var left = in.readCount(); left > 0; left--) {
        var window = in.readSigned();
        requested.put(window, window + in.readSigned());
      }
      var shared = new SharedSettings(new SettingsFormats.OfFold(rules).read(in));
      shared.requested.putAll(requested);
      return shared;
    }
  }
}
