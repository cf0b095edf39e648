package io.meterline.connect.formats.portal;

import io.meterline.connect.formats.MeterReading;
import io.meterline.connect.formats.ReadingFormat;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Writes readings in the layouts of vendors, as their clocks show them. */
enum VendorFiles {
  FLUVIUS(new Fluvius(), "Europe/Brussels", 1800) {
    @Override
    void write(List<MeterReading> readings, Appendable out) throws IOException {
      out.append("Van (datum);Van (tijdstip);Tot (datum);Tot (tijdstip);EAN-code;Meter;Metertype;Register;Volume;Eenheid;Validatiestatus;Omschrijving\n");
      for (var reading : readings) {
        var local = reading.reading().at().atZone(zone());
        var register = local.getHour() >= 7 && local.getHour() < 22 ? "Afname Dag" : "Afname Nacht";
        out.append(FLUVIUS_TIME.format(local)).append(FLUVIUS_TIME.format(end(reading)));
        out.append("=\"" + reading.device() + "\";1SAG1;Digitale meter;" + register + ";" + kwh(reading).replace('.', ',') + ";kWh;Uitgelezen;\n");
      }
    }
  },
  ENEDIS_ENDS(new Enedis(), "Europe/Paris", 1800) {
    @Override
    void write(List<MeterReading> readings, Appendable out) throws IOException {
      out.append("Identifiant PRM;Type de donnees;Date de debut;Date de fin;Grandeur physique;Grandeur metier;Etape metier;Unite;Pas en minutes\n");
      out.append(readings.get(0).device() + ";Courbe de charge;01/01/2024;31/12/2024;Energie active;Consommation;Comptage Brut;W;\n\nHorodate;Valeur\n");
      for (var reading : readings) {
        out.append(DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(end(reading))).append(';').append(watts(reading)).append('\n');
      }
    }
  },
  ENEDIS_STARTS(new Enedis(), "Europe/Paris", 1800) {
    @Override
    void write(List<MeterReading> readings, Appendable out) throws IOException {
      out.append("Identifiant PRM;Type de donnees;Date de debut;Date de fin;Grandeur physique;Grandeur metier;Etape metier;Unite\n");
      out.append(readings.get(0).device() + ";Courbe de charge;01/01/2024;31/12/2024;Energie active;Consommation;Comptage Brut;W\nHorodate;Valeur\n");
      for (var reading : readings) {
        out.append(PLAIN.format(reading.reading().at().atZone(zone()))).append(';').append(watts(reading)).append('\n');
      }
    }
  },
  ENEDIS_DETAILED(new Enedis(), "Europe/Paris", 1800) {
    @Override
    void write(List<MeterReading> readings, Appendable out) throws IOException {
      out.append("Identifiant PRM;Date de début;Date de fin;Grandeur physique;Grandeur métier;Etape métier;Unité;Horodate;Valeur;Nature;Pas\n");
      for (var reading : readings) {
        out.append(reading.device()).append(";2024-01-01 00:00:00;2025-01-01 00:00:00;PA;CONS;BRUT;W;");
        out.append(PLAIN.format(end(reading))).append(';').append(watts(reading)).append(";B;PT30M\n");
      }
    }
  },
  OCTOPUS(new Octopus(), "Europe/London", 1800) {
    @Override
    void write(List<MeterReading> readings, Appendable out) throws IOException {
      out.append("Consumption (kWh), Start, End\n");
      for (var reading : readings) {
        out.append(kwh(reading)).append(", ").append(DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(reading.reading().at().atZone(zone())));
        out.append(", ").append(DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(end(reading))).append('\n');
      }
    }
  },
  HOME_ASSISTANT(new HomeAssistant(), "Europe/Vienna", 3600) {
    @Override
    void write(List<MeterReading> readings, Appendable out) throws IOException {
      var sum = new BigDecimal("-0.5");
      out.append("statistic_id\tunit\tstart\tstate\tsum\n");
      out.append(readings.get(0).device()).append("\tkWh\t").append(GERMAN.format(readings.get(0).reading().at().minusSeconds(seconds()).atZone(zone())));
      out.append("\t0\t-0,5\n");
      for (var reading : readings) {
        sum = sum.add(new BigDecimal(kwh(reading)));
        out.append(reading.device()).append("\tkWh\t").append(GERMAN.format(reading.reading().at().atZone(zone()))).append("\t0\t");
        out.append(sum.toPlainString().replace('.', ',')).append('\n');
      }
    }
  };

  private static final DateTimeFormatter FLUVIUS_TIME = DateTimeFormatter.ofPattern("dd-MM-yyyy;HH:mm:ss;");
  private static final DateTimeFormatter PLAIN = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");
  private static final DateTimeFormatter GERMAN = DateTimeFormatter.ofPattern("dd.MM.yyyy HH:mm");
  private static final int MAX_WATTS = 9000;

  private final ReadingFormat format;
  private final ZoneId zone;
  private final int seconds;

  VendorFiles(ReadingFormat format, String zone, int seconds) {
    this.format = format;
    this.zone = ZoneId.of(zone);
    this.seconds = seconds;
  }

  abstract void write(List<MeterReading> readings, Appendable out) throws IOException;

  ReadingFormat format() {
    return format;
  }

  ZoneId zone() {
    return zone;
  }

  int seconds() {
    return seconds;
  }

  /** Readings from the start of 2024 of this zone: whole watts, energy in whole watt-hours. */
  List<MeterReading> readings(String device, int count) {
    var random = new SplittableRandom(ordinal());
    var readings = new ArrayList<MeterReading>();
    var start = LocalDate.of(2024, 1, 1).atStartOfDay(zone).toInstant();
    for (var i = 0; i < count; i++) {
      var watts = random.nextInt(MAX_WATTS / 2) * 2;
      readings.add(MeterReading.of(device, start.plusSeconds((long) i * seconds), seconds, watts * 1000L * seconds / 3600));
    }
    return readings;
  }

  /** How many intervals 2024 has. */
  int year() {
    return 366 * 24 * 3600 / seconds;
  }

  private static String kwh(MeterReading reading) {
    return BigDecimal.valueOf(reading.reading().milliwattHours(), 6).toPlainString();
  }

  private static String watts(MeterReading reading) {
    return String.valueOf(reading.reading().meanWatts());
  }

  ZonedDateTime end(MeterReading reading) {
    return Instant.ofEpochMilli(reading.reading().endMillis()).atZone(zone);
  }
}
