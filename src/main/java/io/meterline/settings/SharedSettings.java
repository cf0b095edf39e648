package io.meterline.settings;

import io.meterline.log.Rejection;
import io.meterline.time.Epochs;
import io.meterline.time.Waiting;
import io.meterline.wire.WireFormat;
import io.meterline.wire.WireInput;
import io.meterline.wire.WireOutput;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeSet;

/**
 * Tells what the shared settings say over each epoch that has readings, once the epoch is complete.
 *
 * <p>Keeps the shared settings in force, the changes still to come, and the epochs asked for that are not complete.
 */
public final class SharedSettings {
  private static final int VERSION = 1;

  private final TreeSet<Long> wanted = new TreeSet<>();
  private final Fold fold;

  /** Takes what the shared settings say. */
  public interface Output {
    /**
     * Takes a timeline.
     *
     * @param epoch the start of its epoch, epoch milliseconds UTC
     */
    void timeline(long epoch, Timeline timeline);

    void rejected(Rejection rejection);
  }

  public SharedSettings() {
    this(new Fold());
  }

  private SharedSettings(Fold fold) {
    this.fold = fold;
  }

  /** Asks for the timeline of an epoch, given by its start; asking again changes nothing. */
  public void want(long epoch) {
    wanted.add(epoch);
  }

  /** Takes a shared change, or returns its rejection. */
  public Optional<Rejection> add(SettingsChange change) {
    return fold.add(change);
  }

  /**
   * The end of the first epoch that something waits for, epoch milliseconds UTC: when all changes before it are in, {@link
   * #complete} is to be called with it. Empty if nothing waits.
   */
  public OptionalLong waitsFor(Epochs epochs) {
    return Waiting.first(firstEnd(epochs), fold.nextEnd(epochs));
  }

  private OptionalLong firstEnd(Epochs epochs) {
    return wanted.isEmpty() ? OptionalLong.empty() : OptionalLong.of(epochs.endOf(wanted.first()));
  }

  /** All changes from before {@code time} are in: tells the timelines of every wanted epoch that ends by it. */
  public void complete(long time, Epochs epochs, Output output) {
    while (Waiting.isBy(firstEnd(epochs), time)) {
      var epoch = wanted.pollFirst();
      output.timeline(epoch, fold.timeline(epoch, epochs.endOf(epoch), output::rejected));
    }
    fold.advance(time, output::rejected);
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
      for (var epoch : shared.wanted) {
        out.writeSigned(epoch);
      }
      new SettingsFormats.OfFold(rules).write(shared.fold, out);
    }

    @Override
    public SharedSettings read(WireInput in) {
      in.expectVersion(VERSION);
      var wanted = new TreeSet<Long>();
      for (var left = in.readCount(); left > 0; left--) {
        wanted.add(in.readSigned());
      }
      var shared = new SharedSettings(new SettingsFormats.OfFold(rules).read(in));
      shared.wanted.addAll(wanted);
      return shared;
    }
  }
}
