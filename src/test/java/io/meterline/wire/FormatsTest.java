package io.meterline.wire;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.meterline.analysis.Alerts;
import io.meterline.analysis.Analyses;
import io.meterline.analysis.ComparedDate;
import io.meterline.analysis.Comparison;
import io.meterline.analysis.DeviceDays;
import io.meterline.analysis.Usage;
import io.meterline.block.BlockFormat;
import io.meterline.block.PackedBlock;
import io.meterline.block.PairedBlockFormat;
import io.meterline.block.SettledBlockFormat;
import io.meterline.device.InOrder;
import io.meterline.device.OwnSettings;
import io.meterline.settings.SettingsFormats;
import io.meterline.settings.SharedSettings;
import io.meterline.view.PackedRow;
import io.meterline.view.Rejected;
import io.meterline.view.RowFormat;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The bytes of everything that travels between steps or rests in a state. They outlive the program that wrote them: where
 * one of these tests fails, the format needs a new version, not the test other bytes.
 */
class FormatsTest implements FrozenContract {
  /** What is packed keeps its version to itself until it is unpacked. */
  private static final int PACKED = -1;

  static Stream<Frozen<?>> frozen() {
    return Stream.of(
        new Frozen<>("a block", new BlockFormat(), Samples.block(), 0,
            "010880e094ecc063010780dddb01901c01070080ade2040086897a929bee029eade204aabfd606b6d1ca08c2e3be0ace"
                + "f5b20c0001060001e80706010700d00f010702"),
        new Frozen<>("a packed block", new PackedBlock.Format(), Samples.packedBlock(), PACKED,
            "80e094ecc0630043010880e094ecc063010780dddb01901c01070080ade2040086897a929bee029eade204aabfd606b6"
                + "d1ca08c2e3be0acef5b20c0001060001e80706010700d00f010702"),
        new Frozen<>("a paired block", new PairedBlockFormat(), Samples.pairedBlock(), 157,
            "80e094ecc0630280e094ecc0630043010880e094ecc063010780dddb01901c01070080ade2040086897a929bee029ead"
                + "e204aabfd606b6d1ca08c2e3be0acef5b20c0001060001e80706010700d00f01070280e094ecc0630243010882e094ec"
                + "c063010780dddb01901c01070080ade2040086897a929bee029eade204aabfd606b6d1ca08c2e3be0acef5b20c000106"
                + "0001e80706010700d00f010702010480e094ecc063030000010c4575726f70652f506172697380e094ecc06300026d31"
                + "010103746f7584e094ecc0630205736d616c6c03010186e094ecc0630103746f750600"),
        new Frozen<>("a settled block", new SettledBlockFormat(), Samples.settledBlock(), 82,
            "80e094ecc0630180e094ecc0630043010880e094ecc063010780dddb01901c01070080ade2040086897a929bee029ead"
                + "e204aabfd606b6d1ca08c2e3be0acef5b20c0001060001e80706010700d00f010702010280e094ecc063040003555443"
                + "0205736d616c6c0500060080f7a7f1c06307000c4575726f70652f50617269730103746f7502056c61726765038fe522"
                + "0402053c06c801"),
        new Frozen<>("a logged change", new SettingsFormats.OfLoggedChange(), Samples.loggedChange(), 0,
            "01096465766963653a6d311470726963652e6d6963726f732e7065722e6b7768035345540632383530303082e094ecc0"
                + "630105c3a46e6e6500fedf94ecc063049a01"),
        new Frozen<>("a change", new SettingsFormats.OfChange(Samples.RULES), Samples.change(), 0,
            "01096465766963653a6d311470726963652e6d6963726f732e7065722e6b7768035345540632383530303082e094ecc0"
                + "630105c3a46e6e6500fedf94ecc063049a01"),
        new Frozen<>("a timeline", new SettingsFormats.OfTimeline(), Samples.timeline(), 0,
            "010480e094ecc063030000010c4575726f70652f506172697380e094ecc06300026d31010103746f7584e094ecc06302"
                + "05736d616c6c03010186e094ecc0630103746f750600"),
        new Frozen<>("a fold", new SettingsFormats.OfFold(Samples.RULES), Samples.fold(), 0,
            "0180d0c7bec16382e094ecc06301020000026d31010103746f7500030000010b4575726f70652f526f6d650101096465"
                + "766963653a6d311470726963652e6d6963726f732e7065722e6b7768035345540632383530303080d0c7bec1630105c3"
                + "a46e6e6500fedf94ecc063049a010282e094ecc063030000010b4575726f70652f526f6d6582e094ecc063030000010c"
                + "4575726f70652f506172697384e094ecc06300026d31010103746f7584e094ecc06300026d310100"),
        new Frozen<>("settings in force", new SettingsFormats.OfInForce(), Samples.inForce(), 0,
            "010280e094ecc0630400035554430205736d616c6c0500060080f7a7f1c06307000c4575726f70652f50617269730103"
                + "746f7502056c61726765038fe5220402053c06c801"),
        new Frozen<>("own settings", new OwnSettings.Format(Samples.RULES), Samples.ownSettings(), 0,
            "010180d0c7bec1630180d0c7bec1630043010880d0c7bec163010780dddb01901c01070080ade2040086897a929bee02"
                + "9eade204aabfd606b6d1ca08c2e3be0acef5b20c0001060001e80706010700d00f0107020180d0c7bec163808ebbf6c0"
                + "6301010000026d31030190e5220101096465766963653a6d3106636f686f727403534554056c6172676582d0c7bec163"
                + "0105c3a46e6e6500fedf94ecc063049a0100"),
        new Frozen<>("shared settings", new SharedSettings.Format(Samples.RULES), Samples.sharedSettings(), 0,
            "010180d0c7bec1630501ffffffffffffffffff01ffffffffffffffffff01010001010865766572796f6e6515616c6572"
                + "742e7468726573686f6c642e7761747473055343414c4503312e3580e094ecc0630105c3a46e6e6500fedf94ecc06304"
                + "9a0100"),
        new Frozen<>("analyses in order", new InOrder.Format(Samples.ANALYSES), Samples.inOrder(), 0,
            "01026d3102808ebbf6c0630180d0c7bec1630180d0c7bec1630180d0c7bec1630043010880d0c7bec163010780dddb01"
                + "901c01070080ade2040086897a929bee029eade204aabfd606b6d1ca08c2e3be0acef5b20c0001060001e80706010700"
                + "d00f010702010280e094ecc0630400035554430205736d616c6c0500060080f7a7f1c06307000c4575726f70652f5061"
                + "7269730103746f7502056c61726765038fe5220402053c06c8010294b502035554439eb4891300000606a0990286e3be"
                + "0a98d1ca080000000000000000000000000000000000000000000094b5020c4575726f70652f5061726973aaa6cb9801"
                + "01cffbf3aaa3de14000ac0970d0000b6feac0df6ccd130fedacc5a000000000000000000000000000000000000000280"
                + "f7a7f1c06380c8f2f9c063d08c0102c0970daaa6cb98010a0194b502c8dad4ab0101056c61726765010294b502035554"
                + "439eb4891300000606a0990286e3be0a98d1ca080000000000000000000000000000000000000000000094b5020c4575"
                + "726f70652f5061726973accbfe3d01dfc8bda9a6b6080006c0a9070000b6feac0df6ccd1300000000000000000000000"
                + "0000000000000000000280f7a7f1c063808ebbf6c063b05402c0a907accbfe3d060194b502caff875101056c61726765"
                + "0102808ebbf6c0630080dddb01901c0000d8f28c2700cef5b20c0000e807060000dc0f0002010180f7a7f1c06307000c"
                + "4575726f70652f50617269730103746f7502056c61726765038fe5220402053c06c801"),
        new Frozen<>("a compared date", new ComparedDate.Format(), Samples.comparedDate(), 0,
            "0102010106026d3194b5020105736d616c6c280180d0c7bec16301000194b50200000a0112026d3294b5020000"),
        new Frozen<>("a row of usage", new RowFormat(Usage.VIEW), Samples.usage(), 0,
            "0108026d3194b5020c4575726f70652f5061726973b009010d040300b00901e012"),
        new Frozen<>("a row of alerts", new RowFormat(Alerts.VIEW), Samples.alert(), 0,
            "0102026d3180e094ecc06300c03e904ec096b10202"),
        new Frozen<>("a row of cohorts", new RowFormat(Comparison.COHORTS), Samples.cohort(), 0,
            "010405736d616c6c94b502043c1414142828"),
        new Frozen<>("a row of comparisons", new RowFormat(Comparison.COMPARISONS), Samples.comparison(), 0,
            "0104026d3194b50205736d616c6c280404"),
        new Frozen<>("a row of rejected", new RowFormat(Rejected.VIEW), Samples.rejected(), 0,
            "01000752454144494e47010200094d414c464f524d4544096e6f206f66667365740180e094ecc063027b7d"),
        new Frozen<>("a row of device days", new RowFormat(DeviceDays.VIEW), Samples.deviceDay(), 0,
            "0106026d3194b5020105736d616c6c28"),
        new Frozen<>("a packed row of device days", new PackedRow.Format(Analyses.allViews()), PackedRow.of(Samples.deviceDay()), PACKED,
            "050194b5020100100106026d3194b5020105736d616c6c28"),
        new Frozen<>("a packed row of rejected", new PackedRow.Format(Analyses.allViews()), Samples.packedRejected(), PACKED,
            "040194b50202002b01000752454144494e47010200094d414c464f524d4544096e6f206f66667365740180e094ecc063"
                + "027b7d"));
  }

  static Stream<Frozen<?>> versioned() {
    return frozen().filter(frozen -> frozen.versionAt() != PACKED);
  }

  @ParameterizedTest
  @MethodSource("versioned")
  void bytesOfAnotherVersionAreRefused(Frozen<?> frozen) {
    var later = frozen.bytes();
    later[frozen.versionAt()]++;
    var refusal = assertThrows(IllegalArgumentException.class, () -> frozen.readAndWritten(later));
    assertTrue(refusal.getMessage().startsWith("bytes of version 2, which this program cannot read"), refusal::toString);
  }
}
