package io.meterline.connect.formats;

import io.meterline.connect.formats.greenbutton.EspiText;
import io.meterline.connect.formats.greenbutton.GreenButton;
import io.meterline.connect.formats.nem.Nem;
import io.meterline.connect.formats.portal.Enedis;
import io.meterline.connect.formats.portal.Fluvius;
import io.meterline.connect.formats.portal.HomeAssistant;
import io.meterline.connect.formats.portal.Octopus;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/** Writes a year of readings of a meter in the layout of each format, as its clocks show them. */
public enum YearFiles {
  GREEN_BUTTON(new GreenButton(), ZoneOffset.UTC, 1800) {
    @Override
    public void write(List<MeterReading> readings, Appendable out) throws IOException {
      var point = "/UsagePoint/1";
      var meterReading = point + "/MeterReading/1";
      out.append("<feed xmlns=\"http://www.w3.org/2005/Atom\">").append(EspiText.usagePoint(device(readings), "self=" + point));
      out.append(EspiText.meterReading("self=" + meterReading, "related=/ReadingType/1"));
      out.append(EspiText.readingType("/ReadingType/1", "uom=72", "intervalLength=" + seconds()));
      for (var day = 0; day * PER_DAY < readings.size(); day++) {
        var values = new StringBuilder();
        for (var one : readings.subList(day * PER_DAY, (day + 1) * PER_DAY)) {
          var at = Long.toString(one.reading().at().getEpochSecond());
          values.append(EspiText.reading(at, Integer.toString(seconds()), Long.toString(one.reading().milliwattHours() / 1000), ""));
        }
        var updated = readings.get(day * PER_DAY).loggedAt().map(Instant::toString).orElse("");
        out.append(EspiText.block(updated, values.toString(), "self=" + meterReading + "/IntervalBlock/" + day));
      }
      out.append("</feed>");
    }
  },
  NEM12(new Nem(), ZoneOffset.ofHours(10), 1800) {
    @Override
    public void write(List<MeterReading> readings, Appendable out) throws IOException {
      out.append("100,NEM12,,,\n200,").append(device(readings)).append(",E1,,E1,,,kWh,30,\n");
      for (var day = 0; day * PER_DAY < readings.size(); day++) {
        var first = readings.get(day * PER_DAY);
        out.append("300,").append(DateTimeFormatter.BASIC_ISO_DATE.format(LocalDate.ofInstant(first.reading().at(), zone())));
        for (var one : readings.subList(day * PER_DAY, (day + 1) * PER_DAY)) {
          out.append(',').append(kwh(one));
        }
        out.append(",A,,,").append(first.loggedAt().map(time -> NEM_TIME.format(time.atZone(zone()))).orElse("")).append(",\n");
      }
      out.append("900\n");
    }
  },
  FLUVIUS(new Fluvius(), ZoneId.of("Europe/Brussels"), 1800) {
    @Override
    public void write(List<MeterReading> readings, Appendable out) throws IOException {
      out.append("Van (datum);Van (tijdstip);Tot (datum);Tot (tijdstip);EAN-code;Meter;Metertype;Register;Volume;Eenheid;Validatiestatus;Omschrijving\n");
      for (var reading : readings) {
        var local = start(reading);
        var register = local.getHour() >= 7 && local.getHour() < 22 ? "Afname Dag" : "Afname Nacht";
        out.append(FLUVIUS_TIME.format(local)).append(FLUVIUS_TIME.format(end(reading)));
        out.append("=\"" + reading.device() + "\";1SAG1;Digitale meter;" + register + ";" + kwh(reading).replace('.', ',') + ";kWh;Uitgelezen;\n");
      }
    }
  },
  ENEDIS_ENDS(new Enedis(), ZoneId.of("Europe/Paris"), 1800) {
    @Override
    public void write(List<MeterReading> readings, Appendable out) throws IOException {
      out.append(ENEDIS_HEADING).append(";Pas en minutes\n").append(enedis(readings)).append(";\n\nHorodate;Valeur\n");
      for (var reading : readings) {
        out.append(DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(end(reading))).append(';').append(watts(reading)).append('\n');
      }
    }
  },
  ENEDIS_STARTS(new Enedis(), ZoneId.of("Europe/Paris"), 1800) {
    @Override
    public void write(List<MeterReading> readings, Appendable out) throws IOException {
      out.append(ENEDIS_HEADING).append('\n').append(enedis(readings)).append("\nHorodate;Valeur\n");
      for (var reading : readings) {
        out.append(PLAIN.format(start(reading))).append(';').append(watts(reading)).append('\n');
      }
    }
  },
  ENEDIS_DETAILED(new Enedis(), ZoneId.of("Europe/Paris"), 1800) {
    @Override
    public void write(List<MeterReading> readings, Appendable out) throws IOException {
      out.append("Identifiant PRM;Date de début;Date de fin;Grandeur physique;Grandeur métier;Etape métier;Unité;Horodate;Valeur;Nature;Pas\n");
      var period = PLAIN.format(start(readings.get(0))) + ";" + PLAIN.format(end(readings.get(readings.size() - 1)));
      for (var reading : readings) {
        out.append(reading.device()).append(';').append(period).append(";PA;CONS;BRUT;W;");
        out.append(PLAIN.format(end(reading))).append(';').append(watts(reading)).append(";B;PT30M\n");
      }
    }
  },
  OCTOPUS(new Octopus(), ZoneId.of("Europe/London"), 1800) {
    @Override
    public void write(List<MeterReading> readings, Appendable out) throws IOException {
      out.append("Consumption (kWh), Start, End\n");
      for (var reading : readings) {
        out.append(kwh(reading)).append(", ").append(DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(start(reading)));
        out.append(", ").append(DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(end(reading))).append('\n');
      }
    }
  },
  HOME_ASSISTANT(new HomeAssistant(), ZoneId.of("Europe/Vienna"), 3600) {
    @Override
    public void write(List<MeterReading> readings, Appendable out) throws IOException {
      var sum = new BigDecimal("-0.5");
      var before = readings.get(0).reading().at().minusSeconds(seconds()).atZone(zone());
      out.append("statistic_id\tunit\tstart\tstate\tsum\n");
      out.append(device(readings)).append("\tkWh\t").append(GERMAN.format(before)).append("\t0\t-0,5\n");
      for (var reading : readings) {
        sum = sum.add(new BigDecimal(kwh(reading)));
        out.append(reading.device()).append("\tkWh\t").append(GERMAN.format(start(reading))).append("\t0\t");
        out.append(sum.toPlainString().replace('.', ',')).append('\n');
      }
    }
  };

  /** The start of the first reading: midnight in the time of NEM12. */
  public static final Instant START = Instant.parse("2023-12-31T14:00:00Z");

  /** The days of a year that has both days of changed clocks of Europe. */
  public static final int DAYS = 366;

  /** The device of the readings. */
  public static final String DEVICE = "meter";

  private static final String ENEDIS_HEADING =
      "Identifiant PRM;Type de donnees;Date de debut;Date de fin;Grandeur physique;Grandeur metier;Etape metier;Unite";
  private static final DateTimeFormatter NEM_TIME = DateTimeFormatter.ofPattern("yyyyMMddHHmmss");
  private static final DateTimeFormatter FLUVIUS_TIME = DateTimeFormatter.ofPattern("dd-MM-yyyy;HH:mm:ss;");
  private static final DateTimeFormatter PLAIN = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");
  private static final DateTimeFormatter GERMAN = DateTimeFormatter.ofPattern("dd.MM.yyyy HH:mm");
  private static final int MAX_WATTS = 9000;
  private static final int PER_DAY = 48;

  private final ReadingFormat format;
  private final ZoneId zone;
  private final int seconds;

  YearFiles(ReadingFormat format, ZoneId zone, int seconds) {
    this.format = format;
    this.zone = zone;
    this.seconds = seconds;
  }

  /**
   * Writes readings of a meter in this layout.
   *
   * @param readings of {@link #readings}, all or some whole days, in the order of time or reversed
   */
  public abstract void write(List<MeterReading> readings, Appendable out) throws IOException;

  public ReadingFormat format() {
    return format;
  }

  /** The length of the intervals. */
  public int seconds() {
    return seconds;
  }

  /** The options without which the files cannot be read. */
  public FormatOptions options() {
    var none = FormatOptions.NONE;
    var device = this == OCTOPUS ? Optional.of(DEVICE) : none.device();
    var said = this == HOME_ASSISTANT ? Optional.of(zone) : none.zone();
    return new FormatOptions(said, device, none.interval(), none.registers(), none.export(), none.maxWatts(), none.csv());
  }

  /** Readings of whole watts and whole watt-hours from {@link #START} on, the same for each length of intervals. */
  public static List<MeterReading> readings(int seconds, int days) {
    var random = new SplittableRandom(seconds);
    var readings = new ArrayList<MeterReading>();
    for (var i = 0; i < days * Duration.ofDays(1).toSeconds() / seconds; i++) {
      var watts = random.nextInt(MAX_WATTS / 2) * 2;
      readings.add(MeterReading.of(DEVICE, START.plusSeconds((long) i * seconds), seconds, watts * 1000L * seconds / 3600));
    }
    return readings;
  }

  /** The energy of a reading in kilowatt-hours, as a decimal. */
  public static String kwh(MeterReading reading) {
    return BigDecimal.valueOf(reading.reading().milliwattHours(), 6).toPlainString();
  }

  private static String watts(MeterReading reading) {
    return String.valueOf(reading.reading().meanWatts());
  }

  private static String device(List<MeterReading> readings) {
    return readings.get(0).device();
  }

  String enedis(List<MeterReading> readings) {
    var from = start(readings.get(0)).toLocalDate();
    return device(readings) + ";Courbe de charge;" + DateTimeFormatter.ofPattern("dd/MM/yyyy").format(from)
        + ";31/12/2024;Energie active;Consommation;Comptage Brut;W";
  }

  ZoneId zone() {
    return zone;
  }

  ZonedDateTime start(MeterReading reading) {
    return reading.reading().at().atZone(zone);
  }

  ZonedDateTime end(MeterReading reading) {
    return Instant.ofEpochMilli(reading.reading().endMillis()).atZone(zone);
  }
}
