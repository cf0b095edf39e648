package io.meterline.bench.harness;

import io.meterline.bench.live.LiveContender;
import io.meterline.bench.live.LiveContest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options of the live benchmark only. */
final class LiveOptions {
  private static final List<Integer> DEVICES = List.of(1_000, 100_000);
  private static final int LEAST_DEVICES = 50;
  private static final Duration HOLD = Duration.ofMinutes(3);
  private static final Duration SHORTEST_HOLD = Duration.ofSeconds(8);
  private static final int RATE = 20_000;
  private static final int LEAST_RATE = 10;
  private static final int HIGHEST_RATE = 640_000;
  private static final Duration QUICK_HOLD = Duration.ofSeconds(12);
  private static final int QUICK_RATE = 5_000;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  @Option(
      names = "--live",
      description =
          "Live instead: the highest rate that Meterline, Kafka Streams, Flink SQL and Flink by hand keep up with, how soon"
              + " rows are published, and how many are wrong at the end. Takes about 5 hours; with --quick 5,000 readings/s of"
              + " 1,000 devices and half of that, in a minute or two a contender."
              + " Contenders: Meterline, LiveKafkaStreams, LiveFlinkSql, LiveFlinkByHand.")
  private boolean live;

  @Option(
      names = "--hold",
      paramLabel = "DURATION",
      description = "Live: for how long a rate is to be held, at least PT8S. Default: PT3M; with --quick PT12S.")
  private Optional<Duration> hold;

  @Option(
      names = "--from-rate",
      paramLabel = "N",
      description =
          "Live: readings a second that are tried first, 10 to 640000; with --quick the most that is tried. Default: 20000;"
              + " with --quick 5000.")
  private Optional<Integer> fromRate;

  /** Whether this is what is to be measured. */
  boolean isAsked() {
    return live;
  }

  /** Whether a rate is held as long as it is meant to be. */
  boolean isWhole() {
    return hold.isEmpty();
  }

  /** How it is measured, in words. */
  String how(Pace pace) {
    return "Each rate held for " + hold(pace).toSeconds() + " s, once.\n\n";
  }

  /** How much of it. */
  enum Pace {
    WHOLE,
    QUICK
  }

  /**
   * Measures.
   *
   * @param devices how many devices, instead of what is meant
   */
  String table(Path folder, Pace pace, Optional<Integer> devices, List<LiveContender> contenders, Consumer<String> say) {
    var from = within("--from-rate", LEAST_RATE, HIGHEST_RATE, fromRate.orElse(pace == Pace.QUICK ? QUICK_RATE : RATE));
    var most = pace == Pace.QUICK ? from : HIGHEST_RATE;
    var towns = devices.map(List::of).orElse(pace == Pace.QUICK ? DEVICES.subList(0, 1) : DEVICES);
    towns.forEach(number -> within("--devices", LEAST_DEVICES, Integer.MAX_VALUE, number));
    return LiveTable.of(new LiveContest(folder, hold(pace), from, most, say).run(contenders, towns));
  }

  private Duration hold(Pace pace) {
    var held = hold.orElse(pace == Pace.QUICK ? QUICK_HOLD : HOLD);
    if (held.compareTo(SHORTEST_HOLD) < 0) {
      throw new ParameterException(spec.commandLine(), "--hold is at least " + SHORTEST_HOLD);
    }
    return held;
  }

  private int within(String option, int least, int most, int value) {
    if (value < least || value > most) {
      throw new ParameterException(spec.commandLine(), option + " is " + value + ", must be " + least + " to " + most);
    }
    return value;
  }
}
