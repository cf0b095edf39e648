package io.meterline.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.meterline.engine.device.RangeStart;
import io.meterline.engine.device.Snapshot;
import io.meterline.model.settings.SettingsFormats;
import io.meterline.model.view.Bytes;
import io.meterline.model.wire.Frozen;
import io.meterline.model.wire.FrozenContract;
import io.meterline.model.wire.Samples;
import io.meterline.model.wire.WireFormat;
import io.meterline.model.wire.WireInput;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The wire formats internal to the pipeline. If one of these tests fails, the format needs a new tag or version. */
class EventFormatsTest implements FrozenContract {
  private static final WireFormat<DeviceEvent> DEVICE = new DeviceEvent.Format();

  private static final WireFormat<SharedEvent> SHARED =
      new SharedEvent.Format(new SettingsFormats.OfChange(Samples.RULES));

  private static final WireFormat<AnalysisEvent> ANALYSED = new AnalysisEvent.Format();
  private static final WireFormat<RangeEvent> RANGE = new RangeEvent.Format();
  private static final Bytes STATE = Bytes.copyOf(new byte[] {1, 2, 3});
  private static final Snapshot SNAPSHOT = new Snapshot(-86_400_000, STATE);

  static Stream<Frozen<?>> frozen() {
    return Stream.of(
        new Frozen<>("readings of a device", DEVICE, new DeviceEvent.Readings(Samples.packedBlock()), 1,
            "0080e094ecc063005902080080e094ecc063010780dddb0100901c0107000180ade204040000000043420f000c093d00"
                + "5b5489003024f4008b787d016c512502d3aeeb020100020000000000000000000000000000f401000601070000d00f01"
                + "0702"),
        new Frozen<>("changes of a device", DEVICE, new DeviceEvent.Changes(Samples.packedChanges()), 1,
            "027501096465766963653a6d311470726963652e6d6963726f732e7065722e6b7768035345540632383530303082e094"
                + "ecc0630105c3a46e6e6500fedf94ecc063049a0101096465766963653a6d3106636f686f727403534554056c61726765"
                + "82d0c7bec1630105c3a46e6e6500fedf94ecc063049a01"),
        new Frozen<>("a requested window", SHARED, new SharedEvent.Wanted(-86_400_000, -86_400_001), 1,
            "00ffefb25201"),
        new Frozen<>("readings with all settings", ANALYSED, new AnalysisEvent.Readings(Samples.withAllSettings()), 0,
            "0080e094ecc0630180e094ecc063005902080080e094ecc063010780dddb0100901c0107000180ade204040000000043"
                + "420f000c093d005b5489003024f4008b787d016c512502d3aeeb020100020000000000000000000000000000f4010006"
                + "01070000d00f010702030280e094ecc06305000103555443020105736d616c6c07010008010009010080979305070001"
                + "0c4575726f70652f5061726973010103746f750201056c6172676503018fe5220006010207013c0801c801"),
        new Frozen<>("a snapshot to start from", ANALYSED, new AnalysisEvent.Start(SNAPSHOT), 0,
            "01ffefb25203010203"),
        new Frozen<>("the start of a range", RANGE, new RangeEvent.Start(new RangeStart(Optional.of(STATE), OptionalLong.of(-1))), 0,
            "0001030102030101"),
        new Frozen<>("readings as the log was", RANGE, new RangeEvent.Before(new AnalysisEvent.Start(SNAPSHOT)), 0,
            "0101ffefb25203010203"),
        new Frozen<>("readings as the log is", RANGE, new RangeEvent.After(new AnalysisEvent.Start(SNAPSHOT)), 0,
            "0201ffefb25203010203"),
        new Frozen<>("a shared change", SHARED, new SharedEvent.Change(Samples.change()), 1,
            "0101096465766963653a6d311470726963652e6d6963726f732e7065722e6b7768035345540632383530303082e094ec"
                + "c0630105c3a46e6e6500fedf94ecc063049a01"));
  }

  @Test
  void anUnknownTagIsRejected() {
    var failure = assertThrows(IllegalArgumentException.class, () -> DEVICE.read(new WireInput(new byte[] {9, 1, 1, 1})));
    assertEquals("unknown device event tag 9", failure.getMessage());
  }
}
