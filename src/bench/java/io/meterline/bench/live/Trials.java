package io.meterline.bench.live;

import io.meterline.bench.ProcessorTime;
import io.meterline.cluster.JavaProcess;
import io.meterline.model.MeterlineException;
import java.time.Duration;
import java.util.OptionalDouble;
import java.util.concurrent.locks.LockSupport;

/**
 * Runs a contender at a rate.
 *
 * @param town the homes
 * @param hold for how long it has to keep up, after a sixth as long to warm up; at least 8 seconds
 */
record Trials(Town town, Duration hold) {
  private static final Duration TO_START = Duration.ofMinutes(3);
  private static final Duration TO_SETTLE = Duration.ofSeconds(5);
  private static final Duration TO_DRAIN = Duration.ofMinutes(1);
  private static final Duration QUIET = Duration.ofSeconds(4);
  private static final int SHORTEST_WARM_UP = 5;

  /** The meters may take this much longer than they should. */
  private static final double TOLERANCE = 1.02;

  /**
   * Starts a contender on a stage, feeds it, and stops it when it has published all, or will not.
   *
   * @throws MeterlineException if it publishes nothing, or ends by itself
   */
  Trial run(LiveStage stage, LiveContender contender, int rate) {
    var probes = new Probes(town.probes());
    try (var meters = new Meters(stage.cluster(), town, probes);
        var rows = new RowFollower(stage.cluster(), contender.topic(), probes)) {
      meters.register();
      try (var process = stage.start(contender)) {
        awaitFirst(meters, rows, process, contender);
        var trial = measured(meters, rows, probes, process, rate);
        if (!process.isRunning()) {
          throw new MeterlineException(contender.word() + " ended: " + process.output().strip());
        }
        return trial;
      }
    }
  }

  private static void awaitFirst(Meters meters, RowFollower rows, JavaProcess process, LiveContender contender) {
    var deadline = System.nanoTime() + TO_START.toNanos();
    try {
      do {
        if (!process.isRunning() || System.nanoTime() > deadline) {
          throw new MeterlineException(contender.word() + " published nothing: " + process.output().strip());
        }
        meters.sendBeside();
      } while (!rows.awaitFirst(Duration.ofSeconds(1)));
    } catch (InterruptedException e) {
      throw new MeterlineException("interrupted", e);
    }
    LockSupport.parkNanos(TO_SETTLE.toNanos());
  }

  private Trial measured(Meters meters, RowFollower rows, Probes probes, JavaProcess process, int rate) {
    meters.run(rate, Math.max(SHORTEST_WARM_UP, (int) hold.toSeconds() / 6), second -> {});
    var lag = new Lag((double) rate * town.probes().size() / town.devices());
    probes.measure(System.currentTimeMillis(), System.currentTimeMillis() + hold.toMillis());
    var processorBefore = ProcessorTime.of(process.pid());
    var sentBefore = meters.sent();
    var took = meters.run(rate, (int) hold.toSeconds(), second -> lag.add(probes.behind()));
    var processor = ProcessorTime.of(process.pid());
    var sent = meters.sent() - sentBefore;
    meters.finish();
    drain(meters, rows, probes);
    var isHeld = took <= hold.toSeconds() * TOLERANCE && lag.isSteady() && probes.behind() == 0;
    return new Trial(
        rate,
        isHeld,
        probes.percentile(50),
        probes.percentile(99),
        lag.seconds(),
        processor.isPresent() && processorBefore.isPresent()
            ? OptionalDouble.of((processor.getAsDouble() - processorBefore.getAsDouble()) / sent)
            : OptionalDouble.empty());
  }

  private static void drain(Meters meters, RowFollower rows, Probes probes) {
    var deadline = System.nanoTime() + TO_DRAIN.toNanos();
    while ((probes.behind() > 0 || rows.quiet().compareTo(QUIET) < 0) && System.nanoTime() < deadline) {
      meters.sendBeside();
      LockSupport.parkNanos(QUIET.toNanos() / 8);
    }
  }
}
