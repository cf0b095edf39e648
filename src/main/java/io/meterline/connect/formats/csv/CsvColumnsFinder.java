package io.meterline.connect.formats.csv;

import io.meterline.connect.formats.EnergyUnit;
import io.meterline.connect.formats.FormatOptions;
import io.meterline.connect.formats.ReadingOutput;
import io.meterline.connect.csv.CsvFile;
import io.meterline.connect.formats.csv.CsvColumns.Kind;
import io.meterline.connect.formats.CsvOptions.Stamp;
import io.meterline.connect.formats.CsvOptions.Values;
import io.meterline.connect.parquet.LogSchemas;
import io.meterline.model.MeterlineException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Finds the columns of a CSV file of readings, and all that is wrong with its header. */
final class CsvColumnsFinder {
  private static final String ADVICE =
      "; say which column is which with --columns, such as --columns at=NAME, and the meter of a file that names none with --device";

  private static final String NO_HEADER = "; if it has no header row, say the columns by their numbers, such as --columns at=1,kwh=2";

  private static final Pattern NUMBER = Pattern.compile("[+-]?[0-9]+([.,][0-9]+)?");

  /** A read of a counter is logged when it was read, and has no length. */
  private static final List<String> NOT_OF_COUNTERS =
      List.of(LogSchemas.SECONDS, LogSchemas.LOGGED_AT, LogSchemas.PARTITION, LogSchemas.OFFSET);

  private final CsvFile file;
  private final FormatOptions options;
  private final Set<String> said;
  private final List<String> known;

  private CsvColumnsFinder(CsvFile file, FormatOptions options) {
    this.file = file;
    this.options = options;
    this.said = options.csv().columns().keySet();
    this.known = CsvColumns.names().stream().filter(name -> said.contains(name) || !CsvColumns.ONLY_SAID.contains(name)).toList();
  }

  /**
   * Finds the columns of a file, which from then on have their names here, and passes on what the user should know of them.
   *
   * @throws MeterlineException if one is missing or there twice, with all that is wrong
   */
  static CsvColumns find(CsvFile file, FormatOptions options, ReadingOutput out) {
    var finder = new CsvColumnsFinder(file, options);
    var columns = finder.find();
    var isRegister = columns.kind() == Kind.REGISTER;
    var used = finder.known.stream().filter(name -> !isRegister || !NOT_OF_COUNTERS.contains(name)).toList();
    file.columnsBesides(used).ifPresent(unused -> out.note(file.path() + ": columns not used: " + unused));
    columns.unit().ifPresent(unit -> out.unit(unit.toString()));
    if (finder.has(LogSchemas.DEVICE) && options.device().isPresent()) {
      out.note(file.path() + ": has a column of devices: --device is used only for rows that name none");
    }
    if (columns.energy().takesUnit() && options.csv().unit().isEmpty()) {
      out.note(file.path() + ": " + columns.energy().column() + " is taken as kWh; if it is not, say --unit");
    }
    return columns;
  }

  /** Whether the header seems to be a row of readings. */
  private boolean hasNumber() {
    return !CsvColumns.areNumbers(options.csv()) && file.columns().stream().anyMatch(column -> NUMBER.matcher(column).matches());
  }

  private CsvColumns find() {
    if (file.columns().containsAll(List.of(LogSchemas.SCOPE, LogSchemas.OP, LogSchemas.EFFECTIVE_AT))) {
      throw new MeterlineException(file.path() + ": is a file of settings changes, not of readings; say --settings");
    }
    var faults = rename();
    faults.addAll(file.faults(required(), known));
    var energies = energies();
    if (energies.isEmpty()) {
      faults.add("no column of energy (one of " + String.join(", ", CsvEnergy.columns()) + ")");
    } else if (energies.size() > 1) {
      faults.add("more than one column of energy (" + String.join(", ", energies.stream().map(CsvEnergy::column).toList()) + ")");
    }
    var mwh = CsvEnergy.MWH.column();
    if (energies.contains(CsvEnergy.MWH) && !said.contains(mwh) && !file.nameInFile(mwh).equals("MWh")) {
      faults.add("the column '" + file.nameInFile(mwh) + "', which may be megawatt-hours (mwh) or milliwatt_hours");
    }
    if (!faults.isEmpty()) {
      throw file.faulty(faults, ADVICE + (hasNumber() ? NO_HEADER : ""));
    }
    return columns(energies.get(0));
  }

  /** Gives the columns that the user says their names here; returns what is wrong. */
  private List<String> rename() {
    var faults = new ArrayList<String>();
    for (var column : new TreeMap<>(options.csv().columns()).entrySet()) {
      if (!CsvColumns.names().contains(column.getKey())) {
        throw new MeterlineException(
            "--columns: there is no '" + column.getKey() + "'; there are " + String.join(", ", CsvColumns.names()));
      }
      if (!file.rename(column.getValue(), column.getKey())) {
        faults.add("no column '" + column.getValue() + "' for " + column.getKey());
      }
    }
    return faults;
  }

  private List<String> required() {
    var required = new ArrayList<String>();
    if (options.device().isEmpty()) {
      required.add(LogSchemas.DEVICE);
    }
    required.add(time());
    if (time().equals(CsvColumns.DATE)) {
      required.add(CsvColumns.TIME);
    }
    if (!saysInterval() && file.nearest(LogSchemas.SECONDS, known).isPresent()) {
      required.add(LogSchemas.SECONDS);
    }
    required.removeIf(said::contains);
    return required;
  }

  private String time() {
    if (said.contains(CsvColumns.DATE) || said.contains(CsvColumns.TIME)) {
      return CsvColumns.DATE;
    }
    return said.contains(CsvColumns.END) && !file.columns().contains(LogSchemas.AT) ? CsvColumns.END : LogSchemas.AT;
  }

  private boolean saysInterval() {
    return options.interval().isPresent() || has(LogSchemas.SECONDS) || (has(CsvColumns.END) && has(LogSchemas.AT));
  }

  private boolean has(String column) {
    return known.contains(column) && file.columns().contains(column);
  }

  /** Columns that are said to be starts or ends leave nothing to say of them. */
  private void checkStamp() {
    var stamp = options.csv().stamp();
    if (time().equals(CsvColumns.END) && stamp.equals(Optional.of(Stamp.START))) {
      throw new MeterlineException(file.path() + ": --stamp is start, but the column is end; say --columns at=NAME for a column of starts");
    }
    if (has(CsvColumns.END) && has(LogSchemas.AT) && stamp.equals(Optional.of(Stamp.END))) {
      throw new MeterlineException(file.path() + ": --stamp is end, but there are columns of both, at and end; leave out --stamp");
    }
  }

  /** The columns of energy: those that the user says, else all. */
  private List<CsvEnergy> energies() {
    var found = Arrays.stream(CsvEnergy.values()).filter(energy -> has(energy.column())).toList();
    var named = found.stream().filter(energy -> said.contains(energy.column())).toList();
    return named.isEmpty() ? found : named;
  }

  private CsvColumns columns(CsvEnergy energy) {
    var csv = options.csv();
    checkStamp();
    var unit = energy.unit(csv);
    if (!energy.takesUnit() && csv.unit().isPresent() && !csv.unit().equals(unit)) {
      throw new MeterlineException(
          file.path() + ": --unit is " + csv.unit().get() + ", but the column is " + energy.column()
              + "; say --columns value=NAME for a column in another unit");
    }
    var isRegister = energy == CsvEnergy.REGISTER || csv.values() == Values.REGISTER;
    if (isRegister && unit.filter(EnergyUnit::isPower).isPresent()) {
      throw new MeterlineException(file.path() + ": a counter counts energy, not " + unit.get() + "; say --unit Wh, kWh or MWh");
    }
    if (isRegister) {
      return new CsvColumns(energy, unit, Kind.REGISTER, time());
    }
    if (!saysInterval() && (has(LogSchemas.PARTITION) || has(LogSchemas.OFFSET))) {
      throw file.faulty(List.of("no column 'seconds'"), "; rows with a partition or offset need it, or --interval");
    }
    return new CsvColumns(energy, unit, saysInterval() ? Kind.INTERVALS : Kind.NEIGHBOURS, time());
  }
}
