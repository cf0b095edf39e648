package io.meterline.engine.device;

import io.meterline.engine.block.PackedBlock;
import io.meterline.engine.block.WindowReadings;
import io.meterline.model.log.Rejection;
import io.meterline.model.settings.ChangeRules;
import io.meterline.model.settings.Fold;
import io.meterline.model.settings.SettingsChange;
import io.meterline.model.settings.SettingsFormats;
import io.meterline.model.settings.Timeline;
import io.meterline.model.time.ArrivalRules;
import io.meterline.model.time.DueTimes;
import io.meterline.model.time.OptionalTimes;
import io.meterline.model.wire.WireFormat;
import io.meterline.model.wire.WireInput;
import io.meterline.model.wire.WireOutput;
import java.util.Optional;

/**
 * Pairs the readings of a device with its own settings, window by window.
 *
 * <p>The state is the readings of windows that are not complete, the device's settings in force, its pending changes, and the
 * history that late readings may still need.
 */
public final class OwnSettings {
  private static final int VERSION = 1;

  private final PendingByWindow<PackedBlock> pending;
  private final Fold fold;

  /** Receives readings with the device's own settings, and rejections. */
  public interface Output {
    void paired(WindowReadings<Timeline> readings);

    void rejected(Rejection rejection);
  }

  public OwnSettings() {
    this(new PendingByWindow<>(), new Fold());
  }

  private OwnSettings(PendingByWindow<PackedBlock> pending, Fold fold) {
    this.pending = pending;
    this.fold = fold;
  }

  /** Adds readings of a window. */
  public void add(PackedBlock block) {
    pending.add(block.window(), block);
  }

  /** Adds a change of the device, or returns its rejection. */
  public Optional<Rejection> add(SettingsChange change) {
    return fold.add(change);
  }

  /** Whether a change is late, see {@link Fold#isLate}. */
  public boolean isLate(SettingsChange change) {
    return fold.isLate(change);
  }

  /** When {@link #complete} must be called: at the end of the first window with pending readings, or as in {@link Fold#due}. */
  public DueTimes due(ArrivalRules arrivals) {
    return fold.due(arrivals).orWindow(pending.firstEnd(arrivals.windows()));
  }

  /**
   * Pairs the readings of every window that ends by {@code time}. All events before {@code time} must have been
   * added.
   */
  public void complete(long time, ArrivalRules arrivals, Output output) {
    var windows = arrivals.windows();
    while (OptionalTimes.isBy(pending.firstEnd(windows), time)) {
      var readings = pending.pollFirst();
      var window = readings.getKey();
      var start = PackedBlock.earliest(readings.getValue());
      var own = fold.timeline(start, windows.endOf(window), output::rejected);
      output.paired(new WindowReadings<>(window, readings.getValue(), own));
    }
    fold.advance(time, output::rejected);
    fold.forgetBefore(arrivals.earliestAfter(time));
  }

  /**
   * The wire format of the state of a device.
   *
   * @param rules the rules that accepted the changes
   */
  public record Format(ChangeRules rules) implements WireFormat<OwnSettings> {
    @Override
    public void write(OwnSettings own, WireOutput out) {
      out.writeByte(VERSION);
      own.pending.write(new PackedBlock.Format(), out);
      new SettingsFormats.OfFold(rules).write(own.fold, out);
    }

    @Override
    public OwnSettings read(WireInput in) {
      in.expectVersion(VERSION);
      var pending = PendingByWindow.read(new PackedBlock.Format(), in);
      return new OwnSettings(pending, new SettingsFormats.OfFold(rules).read(in));
    }
  }
}
