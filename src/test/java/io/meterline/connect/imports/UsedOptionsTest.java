package io.meterline.connect.imports;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.meterline.connect.formats.CsvOptions;
import io.meterline.connect.formats.EnergyUnit;
import io.meterline.connect.formats.FormatOption;
import io.meterline.connect.formats.FormatOptions;
import io.meterline.connect.formats.Found;
import io.meterline.connect.formats.ReadingFormat;
import io.meterline.connect.formats.greenbutton.EspiText;
import io.meterline.model.MeterlineException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The options that formats say they use. */
class UsedOptionsTest {
  /** Every option, other than it is when nothing is said. */
  private static final FormatOptions ALL =
      new FormatOptions(
          Optional.of(ZoneId.of("Asia/Tokyo")),
          Optional.of("home"),
          Optional.of(Duration.ofMinutes(10)),
          FormatOptions.Registers.APART,
          FormatOptions.Export.NEGATIVE,
          1,
          new CsvOptions(
              Map.of("kwh", "used"),
              Optional.of(';'),
              Optional.of(','),
              1,
              Optional.empty(),
              Optional.of("epoch-seconds"),
              Optional.of(CsvOptions.Stamp.END),
              Optional.of(EnergyUnit.WH),
              CsvOptions.Values.REGISTER));

  private static final String CURVE = "Horodate;Valeur\n2024-01-01 00:30;1000\n2024-01-01 01:00;1000\n2024-01-01 01:30;1000\n";
  private static final String ENEDIS = "Identifiant PRM;Type de donnees;Date de debut;Date de fin;Grandeur physique;Grandeur metier;Etape metier;Unite\n";

  /** Files of each format, by its name. */
  private static final Map<String, List<String>> FILES =
      Map.of(
          "green-button",
          List.of(
              greenButton("1", "4", EspiText.reading("1704067200", "", "5", "")),
              greenButton("19", "4", EspiText.reading("1704067200", "3600", "5", "")),
              greenButton("1", "9", EspiText.reading("1704067200", "0", "5", "") + EspiText.reading("1704070800", "0", "50", ""))),
          "nem12",
          List.of("100,NEM12,,,\n200,m1,E1B1,,E1,,,kWh,720,\n300,20240101,1,2,A,,,,\n200,m1,E1B1,,B1,,,kWh,720,\n300,20240101,1,2,A,,,,\n900\n"),
          "fluvius",
          List.of(
              "Van (datum);Van (tijdstip);Tot (datum);Tot (tijdstip);EAN;Meter;Register;Volume;Eenheid\n"
                  + "01-06-2024;06:00;01-06-2024;07:00;54;1;Afname Dag;1;kWh\n01-06-2024;06:00;01-06-2024;07:00;54;1;Injectie Dag;3;kWh\n"),
          "enedis",
          List.of(
              CURVE,
              ENEDIS + "0123;Courbe de charge;01/01/2020;04/09/2020;Energie active;Production;Comptage Brut;W\n" + CURVE,
              ENEDIS + "0123;Index;01/09/2019;04/09/2019;Energie active;Consommation;Comptage Brut;Wh\nHorodate;Type de releve;EAS T\n"
                  + "2019-09-02T00:00:00+02:00;A;1500\n2019-09-03T00:00:00+02:00;A;2250\n"),
          "octopus",
          List.of("Consumption (kWh), Start, End\n0.1, 2024-01-01T00:00:00, 2024-01-01T00:30:00\n"),
          "home-assistant",
          List.of("statistic_id,start,sum\nsensor.a,01/02/2025 08:00,1\nsensor.a,01/02/2025 09:00,2\n"),
          "csv",
          List.of(
              "device,at,kwh\nm1,2024-01-01T00:00,1.5\nm1,2024-01-01T01:00,2.5\nm1,2024-01-01T02:00,4.5\n",
              "device,at,kwh\nm1,2024-01-01T00:00Z,1.5\nm1,2024-01-01T01:00Z,2.5\nm1,2024-01-01T02:00Z,4.5\n",
              "at,kwh\n2024-01-01T00:00Z,1.5\n2024-01-01T01:00Z,2.5\n",
              "device,at,register\nm1,2024-01-01T00:00Z,1\nm1,2024-01-01T01:00Z,2\n"));

  private static String greenButton(String flow, String accumulation, String readings) {
    return EspiText.feed(
        EspiText.usagePoint("m", "self=/UsagePoint/1"),
        EspiText.meterReading("self=/UsagePoint/1/MeterReading/1", "related=/ReadingType/1"),
        EspiText.readingType("/ReadingType/1", "uom=72", "flowDirection=" + flow, "accumulationBehaviour=" + accumulation),
        EspiText.block("", readings, "self=/UsagePoint/1/MeterReading/1/IntervalBlock/1"));
  }

  private static List<ReadingFormat> formats() {
    return Formats.all();
  }

  @ParameterizedTest
  @MethodSource("formats")
  void eachOptionThatAFormatSaysItUsesChangesWhatItFinds(ReadingFormat format) {
    for (var option : format.options()) {
      var said = ALL.only(EnumSet.of(option));
      assertTrue(
          FILES.get(format.name()).stream().anyMatch(text -> !found(format, text, said).equals(found(format, text, FormatOptions.NONE))),
          format.name() + " " + option);
    }
  }

  private static String found(ReadingFormat format, String text, FormatOptions options) {
    try {
      var found = Found.of(format, text, options);
      return found.lines() + " " + found.rejects + " " + found.notes.stream().filter(note -> !note.contains(".txt: ")).toList();
    } catch (MeterlineException refused) {
      return refused.getMessage().replaceFirst("^.*\\.txt: ", "");
    }
  }

  @ParameterizedTest
  @EnumSource(FormatOption.class)
  void anOptionIsSaidIfItIsNotAsWithoutSaying(FormatOption option) {
    assertTrue(option.isSaid(ALL));
    assertTrue(!option.isSaid(FormatOptions.NONE));
    assertTrue(!option.isSaid(ALL.only(EnumSet.complementOf(EnumSet.of(option)))));
  }

  @Test
  void whatNoneOfTheFormatsUsesHasNoEffectAndThatIsSaid() {
    var said = ALL.only(EnumSet.of(FormatOption.ZONE, FormatOption.INTERVAL, FormatOption.STAMP, FormatOption.MAX_WATTS));
    assertEquals(
        List.of("--zone has no effect on Green Button XML", "--stamp has no effect on Green Button XML"),
        IdleOptions.notes(said, named("green-button")));
    assertEquals(
        List.of("--interval has no effect on NEM12/NEM13 and Octopus consumption CSV", "--max-watts has no effect on NEM12/NEM13 and Octopus"
            + " consumption CSV", "--stamp has no effect on NEM12/NEM13 and Octopus consumption CSV"),
        IdleOptions.notes(said, named("nem12", "octopus", "octopus")));
    assertEquals(List.of(), IdleOptions.notes(said, named("octopus", "enedis")));
  }

  private static List<ReadingFormat> named(String... names) {
    return Stream.of(names).map(name -> Formats.named(name).orElseThrow()).toList();
  }
}
