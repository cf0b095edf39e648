package io.meterline.model.wire;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.meterline.engine.analysis.Alerts;
import io.meterline.engine.analysis.ComparedDates;
import io.meterline.engine.analysis.Comparison;
import io.meterline.engine.analysis.DeviceDays;
import io.meterline.engine.analysis.Usage;
import io.meterline.engine.block.BlockFormat;
import io.meterline.engine.block.PackedBlock;
import io.meterline.engine.block.WindowReadings;
import io.meterline.engine.device.InOrder;
import io.meterline.engine.device.OwnSettings;
import io.meterline.model.settings.SettingsFormats;
import io.meterline.model.settings.SharedSettings;
import io.meterline.model.view.PackedRows;
import io.meterline.model.view.Rejected;
import io.meterline.model.view.RowFormat;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The wire formats of all elements between steps and of all state. The bytes outlive the program that wrote them: if one of
 * these tests fails, give the format a new version instead of changing the bytes in the test.
 */
class FormatsTest implements FrozenContract {
  /** Packed values have no version of their own: it is inside the packed bytes. */
  private static final int PACKED = -1;

  static Stream<Frozen<?>> frozen() {
    return Stream.of(
        new Frozen<>("a block", new BlockFormat(), Samples.block(), 0,
            "02080080e094ecc063010780dddb0100901c0107000180ade204040000000043420f000c093d005b5489003024f4008b"
                + "787d016c512502d3aeeb020100020000000000000000000000000000f401000601070000d00f010702"),
        new Frozen<>("a packed block", new PackedBlock.Format(), Samples.packedBlock(), PACKED,
            "80e094ecc063005902080080e094ecc063010780dddb0100901c0107000180ade204040000000043420f000c093d005b"
                + "5489003024f4008b787d016c512502d3aeeb020100020000000000000000000000000000f401000601070000d00f0107"
                + "02"),
        new Frozen<>(
            "readings with own settings",
            new WindowReadings.Format<>(new SettingsFormats.OfTimeline()),
            Samples.withOwnSettings(),
            201,
            "80e094ecc0630280e094ecc063005902080080e094ecc063010780dddb0100901c0107000180ade20404000000004342"
                + "0f000c093d005b5489003024f4008b787d016c512502d3aeeb020100020000000000000000000000000000f401000601"
                + "070000d00f01070280e094ecc063025902080082e094ecc063010780dddb0100901c0107000180ade204040000000043"
                + "420f000c093d005b5489003024f4008b787d016c512502d3aeeb020100020000000000000000000000000000f4010006"
                + "01070000d00f0107020304030000026d310205736d616c6c0103746f750480e094ecc0630000010c4575726f70652f50"
                + "617269730001010103746f7504020301010002030800"),
        new Frozen<>(
            "readings with all settings",
            new WindowReadings.Format<>(new SettingsFormats.OfInForce()),
            Samples.withAllSettings(),
            104,
            "80e094ecc0630180e094ecc063005902080080e094ecc063010780dddb0100901c0107000180ade20404000000004342"
                + "0f000c093d005b5489003024f4008b787d016c512502d3aeeb020100020000000000000000000000000000f401000601"
                + "070000d00f010702030280e094ecc06305000103555443020105736d616c6c070100080100090100809793050700010c"
                + "4575726f70652f5061726973010103746f750201056c6172676503018fe5220006010207013c0801c801"),
        new Frozen<>("a logged change", new SettingsFormats.OfLoggedChange(), Samples.loggedChange(), 0,
            "01096465766963653a6d311470726963652e6d6963726f732e7065722e6b7768035345540632383530303082e094ecc0"
                + "630105c3a46e6e6500fedf94ecc063049a01"),
        new Frozen<>("a change", new SettingsFormats.OfChange(Samples.RULES), Samples.change(), 0,
            "01096465766963653a6d311470726963652e6d6963726f732e7065722e6b7768035345540632383530303082e094ecc0"
                + "630105c3a46e6e6500fedf94ecc063049a01"),
        new Frozen<>("a timeline", new SettingsFormats.OfTimeline(), Samples.timeline(), 0,
            "0304030000026d310205736d616c6c0103746f750480e094ecc0630000010c4575726f70652f50617269730001010103746f"
                + "7504020301010002030800"),
        new Frozen<>("a fold", new SettingsFormats.OfFold(Samples.RULES), Samples.fold(), 0,
            "0480d0c7bec16382e094ecc0630401096465766963653a6d3104706c616e0353455403746f7584e094ecc0630105c3a46e6e"
                + "6500fedf94ecc063049a01010865766572796f6e650874696d657a6f6e65035345540b4575726f70652f526f6d6582e094ec"
                + "c0630105c3a46e6e6500fedf94ecc063049a01010865766572796f6e6515616c6572742e7468726573686f6c642e77617474"
                + "7303534554043230303080e094ecc0630105c3a46e6e6500fedf94ecc063049a01010865766572796f6e6515616c6572742e"
                + "7468726573686f6c642e776174747303414444042d35303086e094ecc0630105c3a46e6e6500fedf94ecc063049a01010109"
                + "6465766963653a6d311470726963652e6d6963726f732e7065722e6b7768035345540632383530303080d0c7bec1630105c3"
                + "a46e6e6500fedf94ecc063049a010302030000026d310382e094ecc0630000010b4575726f70652f526f6d65020101010374"
                + "6f7502000601b817010c4575726f70652f50617269730001a01f"),
        new Frozen<>("settings in force", new SettingsFormats.OfInForce(), Samples.inForce(), 0,
            "030280e094ecc06305000103555443020105736d616c6c070100080100090100809793050700010c4575726f70652f506172"
                + "6973010103746f750201056c6172676503018fe5220006010207013c0801c801"),
        new Frozen<>("own settings", new OwnSettings.Format(Samples.RULES), Samples.ownSettings(), 0,
            "010180d0c7bec1630180d0c7bec163005902080080d0c7bec163010780dddb0100901c0107000180ade20404000000004342"
                + "0f000c093d005b5489003024f4008b787d016c512502d3aeeb020100020000000000000000000000000000f4010006010700"
                + "00d00f0107020480d0c7bec163808ebbf6c0630101096465766963653a6d311470726963652e6d6963726f732e7065722e6b"
                + "7768035345540632383530303082e094ecc0630105c3a46e6e6500fedf94ecc063049a010101096465766963653a6d310663"
                + "6f686f727403534554056c6172676582d0c7bec1630105c3a46e6e6500fedf94ecc063049a01030000"),
        new Frozen<>("shared settings", new SharedSettings.Format(Samples.RULES), Samples.sharedSettings(), 0,
            "010180d0c7bec1630504ffffffffffffffffff01ffffffffffffffffff010001010865766572796f6e6515616c6572742e74"
                + "68726573686f6c642e7761747473055343414c4503312e3580e094ecc0630105c3a46e6e6500fedf94ecc063049a01030000"),
        new Frozen<>("analyses in order", new InOrder.Format(), Samples.inOrder(), 0,
            "05026d3102808ebbf6c063feffffffffffffffff01000180d0c7bec1630180d0c7bec1630180d0c7bec1630059020800"
                + "80d0c7bec163010780dddb0100901c0107000180ade204040000000043420f000c093d005b5489003024f4008b787d01"
                + "6c512502d3aeeb020100020000000000000000000000000000f401000601070000d00f010702030280e094ecc0630500"
                + "0103555443020105736d616c6c070100080100090100809793050700010c4575726f70652f5061726973010103746f75"
                + "0201056c6172676503018fe5220006010207013c0801c80180eb96f8c0630305757361676502880180c8f2f9c0630294"
                + "b50203555443009eb489130000000606a099028097930586e3be0a98d1ca080000000000000000000000000000000000"
                + "00000000000094b5020c4575726f70652f506172697300aaa6cb98010001cffbf3aaa3de14000ac0970d80d1ca080000"
                + "b6feac0df6ccd130fedacc5a000000000000000000000000000000000000000006616c657274730212020280f7a7f1c0"
                + "63c0970daaa6cb9801000a0b6465766963655f64617973021c80c8f2f9c0630194b502c8dad4ab010001056c61726765"
                + "80e8dd0d0001ffffffffffffffffff0103057573616765020bffffffffffffffffff010006616c657274730201000b64"
                + "65766963655f64617973020bffffffffffffffffff01000080eb96f8c0630102080080e094ecc063010780dddb010090"
                + "1c0107000180ade204040000000043420f000c093d005b5489003024f4008b787d016c512502d3aeeb02010002000000"
                + "0000000000000000000000f401000601070000d00f010702030280e094ecc06305000103555443020105736d616c6c07"
                + "0100080100090100809793050700010c4575726f70652f5061726973010103746f750201056c6172676503018fe52200"
                + "06010207013c0801c801"),
        new Frozen<>("dates compared together", new ComparedDates.Format(), Samples.comparedDates(), 0,
            "020194b50203010306026d3194b50205736d616c6c0128901c0280e094ecc063010312026d3294b50205736d616c6c007800"
                + "80d0c7bec16300010306026d3194b50205736d616c6c0128901c"),
        new Frozen<>("a row of usage", new RowFormat(Usage.VIEW), Samples.usage(), 0,
            "0308026d3194b5020c4575726f70652f506172697301b009010d0401030102010059020000e0120109a038"),
        new Frozen<>("a row of alerts", new RowFormat(Alerts.VIEW), Samples.alert(), 0,
            "0302026d3180e094ecc06300c03e904e01c096b10202"),
        new Frozen<>("a row of cohorts", new RowFormat(Comparison.COHORTS), Samples.cohort(), 0,
            "030405736d616c6c94b50204013c1414142828"),
        new Frozen<>("a row of comparisons", new RowFormat(Comparison.COMPARISONS), Samples.comparison(), 0,
            "0304026d3194b50205736d616c6c280404901c"),
        new Frozen<>("a row of rejected", new RowFormat(Rejected.VIEW), Samples.rejected(), 0,
            "03000752454144494e47010200094d414c464f524d4544096e6f206f66667365740180e094ecc063027b7d"),
        new Frozen<>("a row of device days", new RowFormat(DeviceDays.VIEW), Samples.deviceDay(), 0,
            "0306026d3194b50205736d616c6c0128901c"),
        new Frozen<>("rows packed together", new PackedRows.Format(), Samples.packedRows(), 0,
            "1106616c65727473c4fb02000002290102010102000001026d310080e094ecc06300020001000000c03e0000904e0000c096b10200000200"));
  }

  static Stream<Frozen<?>> versioned() {
    return frozen().filter(frozen -> frozen.versionAt() != PACKED);
  }

  @ParameterizedTest
  @MethodSource("versioned")
  void bytesOfAnotherVersionAreRejected(Frozen<?> frozen) {
    var later = frozen.bytes();
    later[frozen.versionAt()]++;
    var failure = assertThrows(IllegalArgumentException.class, () -> frozen.readAndWritten(later));
    var version = later[frozen.versionAt()];
    assertTrue(
        failure.getMessage().startsWith("bytes of version " + version + ", which this program cannot read"), failure::toString);
  }
}
