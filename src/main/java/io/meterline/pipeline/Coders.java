package io.meterline.pipeline;

import io.meterline.block.Block;
import io.meterline.block.BlockFormat;
import io.meterline.block.PairedBlock;
import io.meterline.block.PairedBlockFormat;
import io.meterline.block.SettledBlock;
import io.meterline.block.SettledBlockFormat;
import io.meterline.log.LoggedChange;
import io.meterline.settings.SettingsChange;
import io.meterline.settings.SettingsFormats;
import io.meterline.settings.Timeline;
import io.meterline.view.Rejected;
import io.meterline.view.Row;
import io.meterline.view.RowFormat;
import io.meterline.view.View;
import io.meterline.wire.WireFormat;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.values.KV;

/** The coder of everything that travels between steps. */
public final class Coders {
  private Coders() {}

  /** Readings of one device and epoch. */
  public static Coder<Block> block() {
    return FormatCoder.of(new BlockFormat());
  }

  /** Settings changes as the log holds them. */
  public static Coder<LoggedChange> loggedChange() {
    return FormatCoder.of(new SettingsFormats.OfLoggedChange());
  }

  /** Rows of a view. */
  public static Coder<Row> row(View view) {
    return FormatCoder.of(new RowFormat(view));
  }

  /** Rows of the view of events that were not used. */
  public static Coder<Row> rejected() {
    return row(Rejected.VIEW);
  }

  /** Anything, by device. */
  public static <T> Coder<KV<String, T>> byDevice(Coder<T> values) {
    return KvCoder.of(StringUtf8Coder.of(), values);
  }

  static Coder<SettingsChange> change(Rules rules) {
    return FormatCoder.of(changeFormat(rules));
  }

  static Coder<DeviceEvent> deviceEvent(Rules rules) {
    return FormatCoder.of(new DeviceEvent.Format(changeFormat(rules)));
  }

  static Coder<SharedEvent> sharedEvent(Rules rules) {
    return FormatCoder.of(new SharedEvent.Format(changeFormat(rules)));
  }

  static Coder<Timeline> timeline() {
    return FormatCoder.of(new SettingsFormats.OfTimeline());
  }

  static Coder<PairedBlock> pairedBlock() {
    return FormatCoder.of(new PairedBlockFormat());
  }

  static Coder<SettledBlock> settledBlock() {
    return FormatCoder.of(new SettledBlockFormat());
  }

  static <T> Coder<T> of(WireFormat<T> format) {
    return FormatCoder.of(format);
  }

  private static WireFormat<SettingsChange> changeFormat(Rules rules) {
    return new SettingsFormats.OfChange(rules.changes());
  }
}
