package io.meterline.bench.live;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * All contenders, one after the other, each rate on a broker of its own.
 *
 * @param folder for brokers, logs and replays, which are removed after each trial
 * @param hold for how long a rate is to be held, at least 8 seconds
 * @param from the first rate that is tried, readings a second
 * @param most the highest that is tried
 * @param say tells how far it is
 */
public record LiveContest(Path folder, Duration hold, int from, int most, Consumer<String> say) {
  private static final double CLOSE = 1.2;

  /** Finds the highest rate of each contender at each number of devices, and what its rows are like at half of it. */
  public List<LiveResult> run(List<LiveContender> contenders, List<Integer> devices) {
    var results = new ArrayList<LiveResult>();
    for (var number : devices) {
      for (var contender : contenders) {
        results.add(result(contender, number));
      }
    }
    return results;
  }

  private LiveResult result(LiveContender contender, int devices) {
    var trials = new Trials(new Town(devices), hold);
    var highest = new RateSearch(from, most, CLOSE).highest(rate -> searched(trials, contender, rate));
    if (highest.isEmpty()) {
      return new LiveResult(contender, devices, highest, Optional.empty(), Optional.empty());
    }
    try (var stage = stage(contender)) {
      var half = said(trials, contender, trials.run(stage, contender, highest.get().rate() / 2));
      var wrong = stage.wrong(contender);
      say.accept(contender.word() + ": " + wrong.wrong() + " of " + wrong.rows() + " rows are wrong: " + wrong);
      return new LiveResult(contender, devices, highest, Optional.of(half), Optional.of(wrong));
    }
  }

  private Trial searched(Trials trials, LiveContender contender, int rate) {
    try (var stage = stage(contender)) {
      return said(trials, contender, trials.run(stage, contender, rate));
    }
  }

  private LiveStage stage(LiveContender contender) {
    return LiveStage.open(folder.resolve(contender.word()));
  }

  private Trial said(Trials trials, LiveContender contender, Trial trial) {
    say.accept(
        String.format(
            Locale.ROOT,
            "%s, %,d devices, %,d readings/s: %s, p50 %.2f s, p99 %.2f s, behind by %.2f s, %.1f us of processor a reading",
            contender.word(),
            trials.town().devices(),
            trial.rate(),
            trial.isHeld() ? "held" : "not held",
            trial.p50Millis() / 1e3,
            trial.p99Millis() / 1e3,
            trial.lagSeconds(),
            trial.processorSeconds().orElse(0) * 1e6));
    return trial;
  }
}
