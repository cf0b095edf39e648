package io.meterline.model.settings;

import io.meterline.model.log.Rejection;
import io.meterline.model.time.ArrivalRules;
import io.meterline.model.time.OptionalTimes;
import io.meterline.model.time.Windows;
import io.meterline.model.wire.WireFormat;
import io.meterline.model.wire.WireInput;
import io.meterline.model.wire.WireOutput;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * Tells what the shared settings say over each window in which readings arrive, once the window is complete: from the
 * earliest of the readings on.
 *
 * <p>Keeps the shared settings in force, the changes still to come, those of the time in which readings may still start that
 * come late, and the windows asked for that are not complete.
 */
public final class SharedSettings {
  private static final int VERSION = 1;

  private final TreeMap<Long, Long> wanted = new TreeMap<>();
  private final Fold fold;

  /** Takes what the shared settings say. */
  public interface Output {
    /**
     * Takes a timeline.
     *
     * @param window the start of its window, epoch milliseconds UTC
     */
    void timeline(long window, Timeline timeline);

    void rejected(Rejection rejection);
  }

  public SharedSettings() {
    this(new Fold());
  }

  private SharedSettings(Fold fold) {
    this.fold = fold;
  }

  /**
   * Asks for the timeline of a window; of several times, the earliest counts. Both are epoch milliseconds UTC.
   *
   * @param window the start of the window
   * @param earliest from when on it is wanted, before the end of the window
   */
  public void want(long window, long earliest) {
    wanted.merge(window, earliest, Math::min);
  }

  /** Takes a shared change, or returns its rejection. */
  public Optional<Rejection> add(SettingsChange change) {
    return fold.add(change);
  }

  /** Whether a change came too late to hold from when it should, see {@link Fold#isLate}. */
  public boolean isLate(SettingsChange change) {
    return fold.isLate(change);
  }

  /**
   * The end of the first window that something waits for, epoch milliseconds UTC: when all changes before it are in, {@link
   * #complete} is to be called with it. Empty if nothing waits.
   */
  public OptionalLong nextTimer(ArrivalRules arrivals) {
    return OptionalTimes.earlier(firstEnd(arrivals.windows()), fold.nextTimer(arrivals));
  }

  private OptionalLong firstEnd(Windows windows) {
    return wanted.isEmpty() ? OptionalLong.empty() : OptionalLong.of(windows.endOf(wanted.firstKey()));
  }

  /**
   * All changes from before {@code time} are in: tells the timelines of every wanted window that ends by it.
   */
  public void complete(long time, ArrivalRules arrivals, Output output) {
    var windows = arrivals.windows();
    while (OptionalTimes.isBy(firstEnd(windows), time)) {
      var window = wanted.pollFirstEntry();
      output.timeline(window.getKey(), fold.timeline(window.getValue(), windows.endOf(window.getKey()), output::rejected));
    }
    fold.advance(time, output::rejected);
    fold.forgetBefore(arrivals.earliestAfter(time));
  }

  /**
   * The bytes of the state.
   *
   * @param rules those that accepted the changes
   */
  public record Format(ChangeRules rules) implements WireFormat<SharedSettings> {
    @Override
    public void write(SharedSettings shared, WireOutput out) {
      out.writeByte(VERSION);
      out.writeCount(shared.wanted.size());
      for (var window : shared.wanted.entrySet()) {
        out.writeSigned(window.getKey());
        out.writeSigned(window.getValue() - window.getKey());
      }
      new SettingsFormats.OfFold(rules).write(shared.fold, out);
    }

    @Override
    public SharedSettings read(WireInput in) {
      in.expectVersion(VERSION);
      var wanted = new TreeMap<Long, Long>();
      for (var left = in.readCount(); left > 0; left--) {
        var window = in.readSigned();
        wanted.put(window, window + in.readSigned());
      }
      var shared = new SharedSettings(new SettingsFormats.OfFold(rules).read(in));
      shared.wanted.putAll(wanted);
      return shared;
    }
  }
}
