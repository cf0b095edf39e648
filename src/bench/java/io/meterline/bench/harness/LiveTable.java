package io.meterline.bench.harness;

import io.meterline.bench.live.LiveResult;
import io.meterline.bench.live.Trial;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/** What contenders came to live, side by side. */
final class LiveTable {
  private LiveTable() {}

  static String of(List<LiveResult> results) {
    var table =
        new MarkdownTable(
            "",
            "devices",
            "readings/s held",
            "p50",
            "p99",
            "processor a reading",
            "at half of it: p50",
            "p99",
            "rows wrong");
    for (var result : results) {
      table.row(
          result.contender().label(),
          Figures.count(result.devices()),
          text(result.highest(), trial -> Figures.count(trial.rate())),
          text(result.highest(), trial -> Figures.seconds(trial.p50Millis() / 1e3)),
          text(result.highest(), trial -> Figures.seconds(trial.p99Millis() / 1e3)),
          text(result.highest(), LiveTable::processor),
          text(result.half(), trial -> Figures.seconds(trial.p50Millis() / 1e3)),
          text(result.half(), trial -> Figures.seconds(trial.p99Millis() / 1e3)),
          text(result.wrong(), wrong -> Figures.count(wrong.wrong()) + " of " + Figures.count(wrong.rows())));
    }
    return table.toString();
  }

  private static String processor(Trial trial) {
    return trial.processorSeconds().isPresent()
        ? String.format(Locale.ROOT, "%.1f µs", trial.processorSeconds().getAsDouble() * 1e6)
        : Figures.NOTHING;
  }

  private static <T> String text(Optional<T> of, Function<T, String> text) {
    return of.map(text).orElse(Figures.NOTHING);
  }
}
