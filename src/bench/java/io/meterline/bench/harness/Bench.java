package io.meterline.bench.harness;

import io.meterline.bench.DataShape;
import io.meterline.bench.DataShape.Kind;
import io.meterline.bench.live.LiveContender;
import io.meterline.model.MeterlineException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The benchmark's program. Tables go to standard output, everything else to standard error. */
@Command(
    name = "meterline bench",
    sortOptions = false,
    description = {
      "Measures Meterline beside what one would use instead, all on the same Parquet files.",
      "",
      "Data is made once, under target/bench. Each contender then runs in a process of its own, from start to exit, on 2"
          + " cores and with a heap of 4 GB; they take turns, so that all have the machine as it is. After each run its"
          + " output is summed up, and the bench ends where two contenders do not agree. What is told are medians.",
      "",
      "Each contender works on two sizes of the data. The line through both gives its start-up, what it would take for no"
          + " readings at all, and what a further reading costs. Those that are slow get a tenth and a fiftieth of the"
          + " readings, the others all and a tenth.",
      "",
      "A whole run takes about an hour on 2 cores, and 3 GB of disk. It writes its tables into docs/benchmarks.md."
    },
    footer = {
      "",
      "Contenders for all views: MeterlineMemory, MeterlineWarm, MeterlineFlink, MeterlineDirect, DuckDbAllPlain,",
      "DuckDbAllBest. For a part: Meterline, DuckDbAsOf, DuckDbRanges, DuckDbProbes, FlinkByHand, FlinkSqlJoin,",
      "BeamPerReading, KafkaStreamsJoin, ColumnLoop.",
      "",
      "Examples:",
      "  meterline bench --quick",
      "  meterline bench --views --only MeterlineMemory,DuckDbAllBest",
      "  meterline bench --kind varied --only MeterlineFlink,DuckDbProbes --runs 5",
      "  meterline bench --scales",
      "  meterline bench --ranges",
      "  meterline bench --live --quick --only Meterline,LiveKafkaStreams"
    })
public final class Bench implements Callable<Integer> {
  private static final int RUNS = 3;
  private static final int DEVICES = 2048;
  private static final double DAYS = 360;
  private static final int QUICK_DEVICES = 256;
  private static final double QUICK_DAYS = 56;

  @Spec private CommandSpec spec;

  @Option(names = {"-h", "--help"}, usageHelp = true, description = "Show this help.")
  private boolean help;

  @Option(names = "--quick", description = "A quick look: little data, one run, the fast contenders. Takes one to two minutes.")
  private boolean quick;

  @Option(
      names = "--only",
      split = ",",
      paramLabel = "NAME",
      description = "Only these contenders, by name, separated by commas. Default: all of them.")
  private List<String> only = List.of();

  @Option(
      names = "--kind",
      split = ",",
      paramLabel = "KIND",
      description =
          "Only a part of the work, on data that is varied or smooth. Default: all views, then both; with --quick all views, then"
              + " varied.")
  private List<String> kinds = List.of();

  @Option(names = "--runs", paramLabel = "N", description = "How many runs of each, at least 1. Default: 3; with --quick 1.")
  private Optional<Integer> runs;

  @Option(names = "--devices", paramLabel = "N", description = "How many devices. Default: 2048; with --quick 256.")
  private Optional<Integer> devices;

  @Option(names = "--days", paramLabel = "N", description = "How many days of half hours. Default: 360; with --quick 56.")
  private Optional<Double> days;

  @Option(names = "--views", description = "Only all five views, on data with settings of all kinds.")
  private boolean views;

  @Option(
      names = "--scales",
      description =
          "Meterline alone instead: 0.1 to 3 times the readings, 1 thousand to 1 million devices, 10 to 1 million settings"
              + " changes.")
  private boolean scales;

  @Option(
      names = "--ranges",
      description =
          "Range replays instead: the log grows, by a reading, a plan's prices, everyone's threshold or a day, and only what"
              + " differs is computed, beside full replays and DuckDB.")
  private boolean ranges;

  @Mixin private LiveOptions live;

  @Option(names = "--save", description = "Write tables into docs/benchmarks.md even if this is not a whole run.")
  private boolean save;

  @Option(
      names = "--folder",
      paramLabel = "DIR",
      description = "Where data and outputs are kept. Default: target/bench.")
  private Optional<Path> folder;

  /** Runs the benchmark and exits with 0, or with 2 when it could not be done or contenders do not agree. */
  public static void main(String[] args) {
    System.exit(commandLine().execute(args));
  }

  private static CommandLine commandLine() {
    return new CommandLine(new Bench())
        .setErr(new PrintWriter(System.err, true))
        .setExecutionExceptionHandler(
            (exception, commandLine, result) -> {
              var message = exception instanceof MeterlineException ? exception.getMessage() : exception.toString();
              commandLine.getErr().println("meterline: " + message.replaceAll("\\s*\\R\\s*", "; "));
              return 2;
            })
        .setParameterExceptionHandler(
            (exception, args) -> {
              exception
                  .getCommandLine()
                  .getErr()
                  .println("meterline: " + exception.getMessage() + " (see 'meterline bench --help')");
              return 2;
            });
  }

  @Override
  public Integer call() {
    var home = Path.of(System.getProperty("meterline.home", "")).toAbsolutePath();
    var place = folder.orElse(home.resolve("target").resolve("bench")).toAbsolutePath();
    var report = new Report(home.resolve("docs").resolve("benchmarks.md"));
    var commands = new Commands(home);
    var heat = new Heat(commands, place, new LoopTotals(commands, place.resolve("out")), this::say);
    if (scales) {
      var contender = contenders(Contender.ofAPart(), List.of(Contender.METERLINE_MEMORY)).get(0);
      tell(report, "scales", new Scales(contender, whole(Kind.VARIED), times()).run(heat));
      return 0;
    }
    if (ranges) {
      var shape = whole(Kind.VARIED);
      tell(report, "ranges", new Ranges(commands, place.resolve("ranges"), this::say, shape).run(heat, times()));
      return 0;
    }
    if (live.isAsked()) {
      var pace = quick ? LiveOptions.Pace.QUICK : LiveOptions.Pace.WHOLE;
      var table = live.table(place.resolve("live"), pace, devices, liveContenders(), this::say);
      tell(report, "live", live.how(pace), table);
      return 0;
    }
    if (views || kinds.isEmpty()) {
      var able = Contender.ofAllViews();
      var rows = new Heat(commands, place, new SameRows(commands, place.resolve("expected")), this::say);
      contest(report, rows, contenders(able, quick ? Contender.quickOfAllViews() : able), Kind.WHOLE);
    }
    if (!views) {
      var able = Contender.ofAPart();
      kinds().forEach(kind -> contest(report, heat, contenders(able, quick ? Contender.quickOfAPart() : able), kind));
    }
    return 0;
  }

  private List<LiveContender> liveContenders() {
    return only.isEmpty() ? List.of(LiveContender.values()) : named(LiveContender::named);
  }

  private void contest(Report report, Heat heat, List<Contender> contenders, Kind kind) {
    if (!contenders.isEmpty()) {
      tell(report, kind.word(), new Contest(contenders, whole(kind), times()).run(heat).text());
    }
  }

  private void tell(Report report, String section, String table) {
    tell(report, section, "Medians of " + times() + (times() == 1 ? " run.\n\n" : " runs.\n\n"), table);
  }

  private void tell(Report report, String section, String how, String table) {
    var text = Machine.text() + how + table;
    spec.commandLine().getOut().println(text);
    spec.commandLine().getOut().flush();
    if (save || isWhole()) {
      report.put(section, text);
      say("written into " + report.page());
    }
  }

  private boolean isWhole() {
    return !quick && only.isEmpty() && devices.isEmpty() && days.isEmpty() && live.isWhole() && times() >= RUNS;
  }

  private void say(String text) {
    spec.commandLine().getErr().println("meterline: " + text);
  }

  private int times() {
    var count = runs.orElse(quick ? 1 : RUNS);
    if (count < 1) {
      throw new ParameterException(spec.commandLine(), "--runs is at least 1");
    }
    return count;
  }

  private DataShape whole(Kind kind) {
    return DataShape.ofDays(
        kind,
        devices.orElse(quick ? QUICK_DEVICES : DEVICES),
        days.orElse(quick ? QUICK_DAYS : DAYS),
        OptionalInt.empty());
  }

  private List<Kind> kinds() {
    if (kinds.isEmpty()) {
      return quick ? List.of(Kind.VARIED) : List.of(Kind.VARIED, Kind.SMOOTH);
    }
    return kinds.stream().map(Kind::parse).toList();
  }

  /** Those asked for, of those that can take part; or else the usual ones. */
  private List<Contender> contenders(List<Contender> able, List<Contender> usual) {
    if (only.isEmpty()) {
      return usual;
    }
    var found = named(Contender::named).stream().filter(able::contains).toList();
    if (found.isEmpty() && (views || !kinds.isEmpty())) {
      throw new ParameterException(spec.commandLine(), "none of these contenders does this work");
    }
    return found;
  }

  private <T> List<T> named(Function<String, Optional<T>> named) {
    var found = new ArrayList<T>();
    for (var word : only) {
      found.add(
          named.apply(word)
              .orElseThrow(() -> new ParameterException(spec.commandLine(), "there is no contender " + word)));
    }
    return found;
  }
}
