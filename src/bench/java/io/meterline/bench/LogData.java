package io.meterline.bench;

import io.meterline.connect.parquet.LogSchemas;
import io.meterline.connect.parquet.ParquetFolder;
import io.meterline.connect.parquet.SettingsReader;
import io.meterline.model.MeterlineException;
import io.meterline.model.log.LoggedChange;
import io.meterline.model.settings.Scope;
import io.meterline.model.settings.Setting;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** The log of the benchmark at rest. */
final class LogData {
  private LogData() {}

  /** The files of readings of each partition, in the order of the log: a list a partition. */
  static List<List<Path>> partitions(Path data) {
    var byFolder =
        ParquetFolder.files(data.resolve(LogSchemas.READINGS_FOLDER)).stream()
            .collect(Collectors.groupingBy(Path::getParent, TreeMap::new, Collectors.toList()));
    return List.copyOf(byFolder.values());
  }

  /** Every settings change that matters to the work, in the order of the log. */
  static void changes(Path data, Consumer<MeterChange> own, Consumer<SharedChange> shared) {
    changes(data, change -> sort(change, own, shared));
  }

  /** Every settings change, in the order of the log. */
  static void changes(Path data, Consumer<LoggedChange> to) {
    SettingsReader.readArchive(
        data,
        to,
        rejection -> {
          throw new MeterlineException(rejection.detail());
        });
  }

  /** The number in a device's name, as in {@code meter-0000001}. */
  static long meter(String device) {
    return Long.parseLong(device, device.indexOf('-') + 1, device.length(), 10);
  }

  private static void sort(LoggedChange change, Consumer<MeterChange> own, Consumer<SharedChange> shared) {
    var setting = Setting.named(change.name()).orElseThrow();
    if (setting == Setting.TIMEZONE || setting == Setting.ALERT_SUSTAIN || setting == Setting.ALERT_CLEAR) {
      // One value for all and for ever in this log.
      return;
    }
    var scope = Scope.parse(change.scope()).orElseThrow();
    var from = change.effectiveAt().toEpochMilli();
    if (scope.isDevice()) {
      own.accept(new MeterChange(meter(scope.name()), setting, from, change.value()));
    } else {
      shared.accept(new SharedChange(change.scope(), setting, from, change.value()));
    }
  }
}
