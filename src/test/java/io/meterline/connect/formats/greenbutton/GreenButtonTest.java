package io.meterline.connect.formats.greenbutton;

import static io.meterline.connect.formats.greenbutton.EspiText.block;
import static io.meterline.connect.formats.greenbutton.EspiText.entry;
import static io.meterline.connect.formats.greenbutton.EspiText.feed;
import static io.meterline.connect.formats.greenbutton.EspiText.hours;
import static io.meterline.connect.formats.greenbutton.EspiText.meterReading;
import static io.meterline.connect.formats.greenbutton.EspiText.reading;
import static io.meterline.connect.formats.greenbutton.EspiText.readingType;
import static io.meterline.connect.formats.greenbutton.EspiText.usagePoint;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.meterline.connect.formats.FormatOptions;
import io.meterline.connect.formats.Found;
import io.meterline.connect.formats.MeterReading;
import io.meterline.connect.formats.FormatOptions.Export;
import io.meterline.model.MeterlineException;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class GreenButtonTest {
  private static final String HOST = "https://utility.example/DataCustodian/espi/1_1/resource/";
  private static final String UP = HOST + "RetailCustomer/9b6c/UsagePoint/01";
  private static final String MR = UP + "/MeterReading/01";
  private static final String RT = HOST + "ReadingType/07";
  private static final long START = Instant.parse("2024-03-10T08:00:00Z").getEpochSecond();

  private static final String POINT = usagePoint("Front meter", "self=" + UP, "up=" + HOST + "RetailCustomer/9b6c/UsagePoint",
      "related=" + UP + "/MeterReading");
  private static final String METER_READING =
      meterReading("self=" + MR, "up=" + UP + "/MeterReading", "related=" + MR + "/IntervalBlock", "related=" + RT);
  private static final String TYPE = readingType(RT, "flowDirection=1", "intervalLength=3600", "powerOfTenMultiplier=0", "uom=72");
  private static final String BLOCK = hours("", START, new long[] {450, 430}, "self=" + MR + "/IntervalBlock/173", "up=" + MR
      + "/IntervalBlock");
  private static final List<String> HOURS =
      List.of("Front meter 2024-03-10T08:00:00Z 3600 450000", "Front meter 2024-03-10T09:00:00Z 3600 430000");

  private static Found read(String... entries) throws IOException {
    return Found.of(new GreenButton(), feed(entries), FormatOptions.NONE);
  }

  /** A feed with one UsagePoint and one MeterReading. */
  private static Found read(String type, String readings) throws IOException {
    return read(POINT, METER_READING, type, block("", readings, "self=" + MR + "/IntervalBlock/173"));
  }

  private static FormatOptions options(Optional<String> device, Export export) {
    var none = FormatOptions.NONE;
    return new FormatOptions(none.zone(), device, none.interval(), none.registers(), export, none.maxWatts(), none.csv());
  }

  @Test
  void anEntryFollowsItsLinks() throws IOException {
    var found = read(POINT, METER_READING, TYPE, BLOCK);
    assertEquals(HOURS, found.lines());
    assertEquals(List.of("Wh"), found.units);
    assertEquals(List.of(), found.rejects);
    assertEquals(List.of(), found.notes);
  }

  @Test
  void entriesMayComeInAnyOrder() throws IOException {
    var entries = new ArrayList<>(List.of(POINT, METER_READING, TYPE, BLOCK));
    for (var turns = 0; turns < 4; turns++) {
      Collections.rotate(entries, 1);
      assertEquals(HOURS, read(entries.toArray(String[]::new)).lines(), entries.get(0));
    }
    Collections.reverse(entries);
    assertEquals(HOURS, read(entries.toArray(String[]::new)).lines());
  }

  @Test
  void linksMayBeRelativeAndHaveSlashesAndQueries() throws IOException {
    var found =
        read(
            POINT,
            meterReading("self=/espi/1_1/resource/RetailCustomer/9b6c/UsagePoint/01/MeterReading/01/",
                "related=ReadingType/07?depth=1"),
            readingType(HOST + "ReadingType/08", "uom=42"),
            readingType(HOST + "ReadingType/07", "uom=72"),
            hours("", START, new long[] {450, 430},
                "self=RetailCustomer/9b6c/UsagePoint/01/MeterReading/01/IntervalBlock/a%3D?x=1#y"));
    assertEquals(HOURS, found.lines());
  }

  @Test
  void aBlockMayNameItsReadingTypeOrMeterReadingDirectly() throws IOException {
    var flat =
        read(
            usagePoint("Home", "self=/UsagePoint/5", "related=/MeterReading/99"),
            readingType("/ReadingType/1", "uom=42"),
            readingType("/ReadingType/2", "uom=72"),
            meterReading("self=/MeterReading/99", "related=/ReadingType/2", "related=/IntervalBlock/99"),
            hours("", START, new long[] {1}, "self=/IntervalBlock/99"),
            hours("", START + 3600, new long[] {2}, "self=/IntervalBlock/98", "related=/MeterReading/99"),
            hours("", START + 7200, new long[] {3}, "self=/IntervalBlock/97", "related=/ReadingType/2"));
    assertEquals(
        List.of("Home 2024-03-10T08:00:00Z 3600 1000", "Home 2024-03-10T09:00:00Z 3600 2000", "Home 2024-03-10T10:00:00Z 3600 3000"),
        flat.lines());
  }

  @Test
  void withoutLinksTheOnlyEntriesBelongTogether() throws IOException {
    assertEquals(HOURS, read(usagePoint("Front meter"), meterReading(), entry("<ReadingType><uom>72</uom></ReadingType>", "", ""),
        hours("", START, new long[] {450, 430})).lines());
  }

  @Test
  void withoutLinksAndWithSeveralReadingTypesReadingsAreRejected() throws IOException {
    var found = read(usagePoint("Front meter"), readingType("", "uom=72"), readingType("", "uom=38"), hours("", START, new long[] {1,
        2}));
    assertEquals(List.of(), found.readings);
    assertEquals(2, found.rejects.size());
    assertTrue(found.rejects.get(0).endsWith("nothing says which of 2 ReadingTypes of the file it has"), found.rejects::toString);
  }

  @Test
  void namespacesMayHaveAnyPrefixOrNoDeclaration() throws IOException {
    for (var prefix : List.of("espi:", "ns0:", "x-1:")) {
      var text = feed(POINT, METER_READING, TYPE, BLOCK);
      for (var name : List.of("UsagePoint", "MeterReading", "ReadingType", "IntervalBlock", "IntervalReading", "timePeriod", "start",
          "value", "uom")) {
        text = text.replace("<" + name + ">", "<" + prefix + name + ">").replace("<" + name + " ", "<" + prefix + name
            + " ").replace("</" + name + ">", "</" + prefix + name + ">");
      }
      assertEquals(HOURS, Found.of(new GreenButton(), text, FormatOptions.NONE).lines(), prefix);
    }
    var atom = feed(POINT, METER_READING, TYPE, BLOCK).replaceAll("<(/?)(feed|entry|link|title|content)\\b", "<$1a:$2");
    assertEquals(HOURS, Found.of(new GreenButton(), "\uFEFF \r\n" + atom, FormatOptions.NONE).lines());
  }

  @Test
  void valuesAreMultipliedByThePowerOfTenOfTheirTypeAlone() throws IOException {
    var summary =
        entry(
            "<ElectricPowerUsageSummary><overallConsumptionLastPeriod><powerOfTenMultiplier>6</powerOfTenMultiplier><uom>72</uom><value>9</value>"
                + "</overallConsumptionLastPeriod></ElectricPowerUsageSummary>",
            "", "");
    var found = read(POINT, METER_READING, readingType(RT, "powerOfTenMultiplier=3", "uom=72"), summary, BLOCK);
    assertEquals(List.of("Front meter 2024-03-10T08:00:00Z 3600 450000000", "Front meter 2024-03-10T09:00:00Z 3600 430000000"),
        found.lines());
    var small = read(readingType(RT, "powerOfTenMultiplier=-3", "uom=72"), reading(START + "", "3600", "1234567", "") + reading(START
        + 3600 + "", "3600", "0.0005", ""));
    assertEquals(List.of("Front meter 2024-03-10T08:00:00Z 3600 1234567", "Front meter 2024-03-10T09:00:00Z 3600 0"), small.lines());
  }

  @Test
  void wattsAreTheMeanOfTheirInterval() throws IOException {
    var found = read(readingType(RT, "uom=38", "powerOfTenMultiplier=0"), reading(START + "", "900", "1000", ""));
    assertEquals(List.of("Front meter 2024-03-10T08:00:00Z 900 250000"), found.lines());
    assertEquals(List.of("W"), found.units);
  }

  @Test
  void otherUnitsDirectionsAndExtremesAreLeftOutByName() throws IOException {
    var one = reading(START + "", "3600", "1", "");
    assertEquals(Map.of("value in VArh", 1), read(readingType(RT, "uom=73"), one).leftOut);
    assertEquals(Map.of("value in m3", 1), read(readingType(RT, "uom=42"), one).leftOut);
    assertEquals(Map.of("value in therms", 1), read(readingType(RT, "uom=169"), one).leftOut);
    assertEquals(Map.of("value in uom 9999", 1), read(readingType(RT, "uom=9999"), one).leftOut);
    assertEquals(Map.of("value in Wh of flowDirection 20, total", 1), read(readingType(RT, "uom=72", "flowDirection=20"),
        one).leftOut);
    assertEquals(Map.of("maximum in W", 1), read(readingType(RT, "uom=38", "dataQualifier=8"), one).leftOut);
    assertEquals(List.of(), read(readingType(RT, "uom=73"), one).readings);
  }

  @Test
  void theReadingsOwnDurationWinsOverIntervalLength() throws IOException {
    var type = readingType(RT, "uom=72", "intervalLength=3600");
    var found = read(type, reading(START + "", "900", "1", "") + reading(START + 900 + "", "", "2", "") + reading(START + 4500 + "",
        "0", "3", ""));
    assertEquals(
        List.of("Front meter 2024-03-10T08:00:00Z 900 1000", "Front meter 2024-03-10T08:15:00Z 3600 2000",
            "Front meter 2024-03-10T09:15:00Z 3600 3000"),
        found.lines());
    var without = read(readingType(RT, "uom=72"), reading(START + "", "", "1", ""));
    assertEquals(1, without.rejects.size());
    assertTrue(without.rejects.get(0).endsWith("has no duration, nor has its ReadingType an intervalLength; give --interval"));
  }

  @Test
  void aReadingThatCannotBeReadIsRejectedWithItsLineAndOthersStay() throws IOException {
    var found =
        read(
            TYPE,
            reading("", "3600", "1", "") + reading("1710057600000", "3600", "2", "") + reading(START + "", "1h", "3", "")
                + reading(START + "", "3600", "12,5", "")
                + reading(START + "", "3600", "99999999999999999999", "") + reading(START + "", "3600", "", "") + reading(START + "",
                    "3600", "7", ""));
    assertEquals(List.of("Front meter 2024-03-10T08:00:00Z 3600 7000"), found.lines());
    assertEquals(
        List.of(
            "start is missing",
            "start is '1710057600000', not a number of seconds",
            "duration is '1h', not a number of seconds",
            "value is '12,5', not a number",
            "value is '99999999999999999999', too large for 64 bits",
            "value is '', not a number"),
        found.rejects.stream().map(text -> text.replaceFirst("[0-9]+: ", "")).toList());
    var lines = found.rejects.stream().map(text -> Integer.parseInt(text.replaceFirst("([0-9]+): .*", "$1"))).toList();
    for (var i = 1; i < lines.size(); i++) {
      assertEquals(lines.get(0) + i, lines.get(i));
    }
  }

  @Test
  void qualitiesOfEstimatesAreEstimates() throws IOException {
    var found =
        read(
            readingType(RT, "uom=72", "defaultQuality=8"),
            reading(START + "", "60", "1", "") + reading(START + 60 + "", "60", "2",
                "<ReadingQuality><quality>0</quality></ReadingQuality>")
                + reading(START + 120 + "", "60", "3",
                    "<ReadingQuality><quality>17</quality></ReadingQuality><ReadingQuality><quality>9</quality></ReadingQuality>")
                + reading(START + 180 + "", "60", "4", "<ReadingQuality><quality>19</quality></ReadingQuality>"));
    assertEquals(
        List.of(
            "Front meter 2024-03-10T08:00:00Z 60 1000 estimated",
            "Front meter 2024-03-10T08:01:00Z 60 2000",
            "Front meter 2024-03-10T08:02:00Z 60 3000 estimated",
            "Front meter 2024-03-10T08:03:00Z 60 4000"),
        found.lines());
  }

  @Test
  void readingsAreLoggedWhenTheirEntryWasUpdatedUnlessThatIsBeforeTheirEnd() throws IOException {
    var links = new String[] {"self=" + MR + "/IntervalBlock/173"};
    assertEquals(
        List.of(Optional.of(Instant.parse("2024-03-10T09:00:00Z")), Optional.empty()),
        read(POINT, METER_READING, TYPE, hours("2024-03-10T05:00:00-04:00", START, new long[] {1, 2}, links)).logged());
    assertEquals(List.of(Optional.empty()), read(POINT, METER_READING, TYPE, hours("yesterday", START, new long[] {1},
        links)).logged());
  }

  @Test
  void energyReceivedIsApart() throws IOException {
    var found =
        read(
            POINT, METER_READING, TYPE, BLOCK,
            meterReading("self=" + UP + "/MeterReading/02", "related=" + HOST + "ReadingType/08"),
            readingType(HOST + "ReadingType/08", "flowDirection=19", "uom=72"),
            hours("", START, new long[] {100}, "self=" + UP + "/MeterReading/02/IntervalBlock/1"));
    assertEquals("Front meter/export 2024-03-10T08:00:00Z 3600 100000", found.lines().get(2));
    assertEquals(List.of(), found.notes);
    var negative = read(readingType(RT, "uom=72", "flowDirection=19"), reading(START + "", "3600", "-7", ""));
    assertEquals(List.of("Front meter/export 2024-03-10T08:00:00Z 3600 7000"), negative.lines());
    assertEquals(List.of("negative values of energy received (flowDirection 19) are taken as energy received"), negative.notes);
  }

  @Test
  void energyReceivedIsSubtractedWhereTheUserSaysSo() throws IOException {
    var text =
        feed(
            POINT, METER_READING, TYPE, BLOCK,
            meterReading("self=" + UP + "/MeterReading/02", "related=" + HOST + "ReadingType/08"),
            readingType(HOST + "ReadingType/08", "flowDirection=19", "uom=72", "intervalLength=3600"),
            hours("2024-03-12T00:00:00Z", START + 3600, new long[] {500, 20}, "self=" + UP + "/MeterReading/02/IntervalBlock/1"));
    var found = Found.of(new GreenButton(), text, options(Optional.empty(), Export.NEGATIVE));
    assertEquals(
        List.of("Front meter 2024-03-10T08:00:00Z 3600 450000", "Front meter 2024-03-10T09:00:00Z 3600 -70000",
            "Front meter 2024-03-10T10:00:00Z 3600 -20000"),
        found.lines());
    assertEquals(List.of(Optional.empty(), Optional.of(Instant.parse("2024-03-12T00:00:00Z")),
        Optional.of(Instant.parse("2024-03-12T00:00:00Z"))), found.logged());
  }

  @Test
  void netEnergyIsSignedAndBesideEnergyDeliveredApart() throws IOException {
    var net = readingType(RT, "flowDirection=4", "uom=72");
    assertEquals(List.of("Front meter 2024-03-10T08:00:00Z 3600 -5000"), read(net, reading(START + "", "3600", "-5", "")).lines());
    var both =
        read(
            POINT, METER_READING, TYPE, BLOCK,
            meterReading("self=" + UP + "/MeterReading/02", "related=" + HOST + "ReadingType/08"),
            readingType(HOST + "ReadingType/08", "flowDirection=4", "uom=72"),
            hours("", START, new long[] {-5}, "self=" + UP + "/MeterReading/02/IntervalBlock/1"));
    assertEquals("Front meter/net 2024-03-10T08:00:00Z 3600 -5000", both.lines().get(2));
    assertEquals(List.of("Front meter: has several kinds of readings; those in Wh, net are Front meter/net"), both.notes);
  }

  @Test
  void dailySumsBesideHoursAreApart() throws IOException {
    var found =
        read(
            POINT, METER_READING, TYPE, BLOCK,
            meterReading("self=" + UP + "/MeterReading/02", "related=" + HOST + "ReadingType/08"),
            readingType(HOST + "ReadingType/08", "intervalLength=86400", "uom=72"),
            block("", reading(START + "", "86400", "880", ""), "self=" + UP + "/MeterReading/02/IntervalBlock/1"));
    assertEquals("Front meter/02 2024-03-10T08:00:00Z 86400 880000", found.lines().get(2));
    assertEquals(List.of("Front meter: has several kinds of readings; those in Wh of 86400 seconds are Front meter/02"), found.notes);
  }

  @Test
  void metersWithOneTitleAreApart() throws IOException {
    var found =
        read(
            POINT, METER_READING, TYPE, BLOCK,
            usagePoint("Front meter", "self=" + HOST + "RetailCustomer/9b6c/UsagePoint/02"),
            meterReading("self=" + HOST + "RetailCustomer/9b6c/UsagePoint/02/MeterReading/01", "related=" + RT),
            hours("", START, new long[] {7}, "self=" + HOST + "RetailCustomer/9b6c/UsagePoint/02/MeterReading/01/IntervalBlock/1"));
    assertEquals("Front meter-02 2024-03-10T08:00:00Z 3600 7000", found.lines().get(2));
  }

  @Test
  void aMeterIsNamedByTheUserByItsNumberOrByItsLink() throws IOException {
    var text = feed(usagePoint("", "self=" + UP), METER_READING, TYPE, BLOCK);
    assertEquals("01", Found.of(new GreenButton(), text, FormatOptions.NONE).readings.get(0).device());
    assertEquals("home", Found.of(new GreenButton(), text, options(Optional.of("home"), Export.APART)).readings.get(0).device());
    var numbered = text.replace("</UsagePoint>", "<meterNumber>M-17</meterNumber></UsagePoint>");
    assertEquals("M-17", Found.of(new GreenButton(), numbered, FormatOptions.NONE).readings.get(0).device());
    assertEquals("01", read(METER_READING, TYPE, BLOCK).readings.get(0).device());
  }

  @Test
  void aFileThatNamesNoMeterOrSeveralNeedsOrRefusesAName() {
    var unnamed = assertThrows(MeterlineException.class, () -> read(meterReading(), readingType("", "uom=72"), hours("", START,
        new long[] {1})));
    assertTrue(unnamed.getMessage().endsWith("names no meter; name it with --device"), unnamed::getMessage);
    var two =
        feed(
            POINT, METER_READING, TYPE, BLOCK, usagePoint("Garage", "self=/UsagePoint/02"),
                meterReading("self=/UsagePoint/02/MeterReading/1", "related=" + RT),
            hours("", START, new long[] {7}, "self=/UsagePoint/02/MeterReading/1/IntervalBlock/1"));
    var refused =
        assertThrows(MeterlineException.class, () -> Found.of(new GreenButton(), two, options(Optional.of("home"), Export.APART)));
    assertTrue(refused.getMessage().endsWith("has more than one meter, such as 'Garage'; leave out --device"), refused::getMessage);
  }

  @Test
  void theIntervalMayBeGivenByTheUser() throws IOException {
    var none = FormatOptions.NONE;
    var quarter = new FormatOptions(none.zone(), none.device(), Optional.of(Duration.ofMinutes(15)), none.registers(), none.export(),
        none.maxWatts(), none.csv());
    var text = feed(POINT, METER_READING, readingType(RT, "uom=72"), block("", reading(START + "", "", "1", ""), "self=" + MR
        + "/IntervalBlock/1"));
    assertEquals(List.of("Front meter 2024-03-10T08:00:00Z 900 1000"), Found.of(new GreenButton(), text, quarter).lines());
  }

  @Test
  void aFileThatIsCutOffIsAnErrorInOneLine() {
    var text = feed(POINT, METER_READING, TYPE, BLOCK);
    var cut = text.substring(0, text.indexOf("<value>430"));
    var error = assertThrows(MeterlineException.class, () -> Found.of(new GreenButton(), cut, FormatOptions.NONE));
    assertTrue(error.getMessage().matches(".*: is not well-formed XML at line [0-9]+: .*; is it cut off\\? Get the file again"),
        error::getMessage);
  }

  @Test
  void nothingOutsideOfTheFileIsRead() {
    var external = feed(usagePoint("&x;", "self=" + UP), METER_READING, TYPE, BLOCK).replace("<feed",
        "<!DOCTYPE feed [<!ENTITY x SYSTEM \"file:///etc/hostname\">]>\n<feed");
    var error = assertThrows(MeterlineException.class, () -> Found.of(new GreenButton(), external, FormatOptions.NONE));
    assertTrue(error.getMessage().contains("has a document type definition, which is not read"), error::getMessage);
  }

  @Test
  void itIsToldByItsStart() {
    var format = new GreenButton();
    assertTrue(format.matches(feed(POINT)));
    assertTrue(format.matches("\r\n" + feed(POINT).replace("UsagePoint", "ns1:UsagePoint")));
    assertFalse(format.matches("device,at,seconds,kwh\nhttp://naesb.org/espi,1,2,3\n"));
    assertFalse(format.matches("<html><body>Please log in</body></html>"));
  }
}
