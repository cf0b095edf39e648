package io.meterline.pipeline;

import io.meterline.engine.block.WindowReadings;
import io.meterline.engine.device.RangeStart;
import io.meterline.engine.device.Snapshot;
import io.meterline.model.log.LoggedChange;
import io.meterline.model.settings.SettingsChange;
import io.meterline.model.settings.SettingsFormats;
import io.meterline.model.settings.Timeline;
import io.meterline.model.view.PackedRows;
import io.meterline.model.wire.WireFormat;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.coders.VarIntCoder;
import org.apache.beam.sdk.values.KV;

/** The coders of all elements between steps, and of state. */
public final class Coders {
  private Coders() {}

  /** Readings and changes of devices, by device. */
  public static Coder<KV<String, DeviceEvent>> deviceEvents() {
    return byDevice(FormatCoder.of(new DeviceEvent.Format()));
  }

  /** Settings changes as stored in the log. */
  public static Coder<LoggedChange> loggedChange() {
    return FormatCoder.of(new SettingsFormats.OfLoggedChange());
  }

  /** Rows of any view. */
  public static Coder<PackedRows> rows() {
    return FormatCoder.of(new PackedRows.Format());
  }

  private static <T> Coder<KV<String, T>> byDevice(Coder<T> values) {
    return KvCoder.of(StringUtf8Coder.of(), values);
  }

  /** Windows and changes of the shared settings, by part. */
  static Coder<KV<Integer, SharedEvent>> sharedEvents(Rules rules) {
    return KvCoder.of(VarIntCoder.of(), FormatCoder.of(new SharedEvent.Format(changeFormat(rules))));
  }

  static Coder<Timeline> timeline() {
    return FormatCoder.of(new SettingsFormats.OfTimeline());
  }

  static Coder<KV<String, WindowReadings<Timeline>>> withOwnSettings() {
    return byDevice(FormatCoder.of(new WindowReadings.Format<>(new SettingsFormats.OfTimeline())));
  }

  static Coder<KV<String, AnalysisEvent>> analysisEvents() {
    return byDevice(FormatCoder.of(new AnalysisEvent.Format()));
  }

  /** The snapshots that a run starts from, by device. */
  public static Coder<KV<String, Snapshot>> snapshots() {
    return byDevice(FormatCoder.of(new Snapshot.Format()));
  }

  /** The coder of a wire format. */
  public static <T> Coder<T> of(WireFormat<T> format) {
    return FormatCoder.of(format);
  }

  /** Where the ranges of devices start and end, by device. */
  public static Coder<KV<String, RangeStart>> rangeStarts() {
    return byDevice(FormatCoder.of(new RangeStart.Format()));
  }

  static Coder<KV<String, RangeEvent>> rangeEvents() {
    return byDevice(FormatCoder.of(new RangeEvent.Format()));
  }

  private static WireFormat<SettingsChange> changeFormat(Rules rules) {
    return new SettingsFormats.OfChange(rules.changes());
  }
}
