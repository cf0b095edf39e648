package io.meterline.app.simulate;

import io.meterline.app.process.Stop;
import io.meterline.app.terminal.Progress;
import io.meterline.connect.kafka.KafkaCluster;
import io.meterline.connect.kafka.log.LogPublisher;
import io.meterline.model.log.LoggedChange;
import io.meterline.model.log.LoggedReading;
import java.io.PrintWriter;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Publishes a simulated log to Kafka, and counts what it publishes. Used once. */
public final class Publication {
  private final KafkaCluster cluster;
  private final PrintWriter progress;
  private final AtomicLong readings = new AtomicLong();
  private final AtomicLong changes = new AtomicLong();
  private final long began = System.nanoTime();

  /**
   * A publication that starts now.
   *
   * @param progress where progress is shown, if it takes long
   */
  public Publication(KafkaCluster cluster, PrintWriter progress) {
    this.cluster = cluster;
    this.progress = progress;
  }

  /**
   * What was published.
   *
   * @param readings number of readings
   * @param changes number of settings changes
   * @param seconds duration
   */
  public record Summary(long readings, long changes, double seconds) {
    /** One line. */
    public String text() {
      return String.format(
          Locale.ROOT,
          "%,d readings and %,d settings changes, %.1f s, %,.0f readings/s",
          readings,
          changes,
          seconds,
          readings / seconds);
    }
  }

  /**
   * Publishes a log from its first event to its last.
   *
   * @param rate the maximum of readings per second, at least 1; unlimited if empty
   * @throws io.meterline.model.MeterlineException if the log does not exist, or does not accept an event
   */
  public Summary of(Simulation simulation, OptionalLong rate) {
    return publish(
        publisher -> simulation.run(counting(publisher, new Pacing(rate))),
        () -> String.format(Locale.ROOT, "published %,d of about %,d readings", readings.get(), simulation.measured()));
  }

  /**
   * Publishes what meters report in real time, until it is stopped.
   *
   * @param howLong how long until it stops by itself
   * @throws io.meterline.model.MeterlineException as {@link #of}
   */
  public Summary live(LiveSimulation simulation, Duration howLong, Stop stop) {
    return publish(
        publisher -> publish(simulation, howLong, stop, publisher),
        () -> String.format(Locale.ROOT, "published %,d readings in %,.0f s", readings.get(), seconds()));
  }

  private void publish(LiveSimulation simulation, Duration howLong, Stop stop, LogPublisher publisher) {
    var clock = Clock.systemUTC();
    var sink = counting(publisher, new Pacing(OptionalLong.empty()));
    simulation.open(clock.instant(), sink);
    // A setting holds from when it is logged, so it must exist before anything is measured.
    publisher.flush();
    var end = clock.instant().plus(howLong);
    var second = Instant.ofEpochSecond(clock.instant().getEpochSecond() + 1);
    while (second.isBefore(end) && !stop.await(Duration.between(clock.instant(), second))) {
      simulation.second(second.getEpochSecond(), sink);
      second = second.plusSeconds(1);
    }
  }

  private Summary publish(Consumer<LogPublisher> events, Supplier<String> state) {
    try (var publisher = LogPublisher.to(cluster)) {
      return new Progress(progress, state)
          .during(
              () -> {
                events.accept(publisher);
                publisher.flush();
                return new Summary(readings.get(), changes.get(), seconds());
              });
    }
  }

  private LogSink counting(LogPublisher publisher, Pacing pacing) {
    return new LogSink() {
      @Override
      public void reading(LoggedReading logged) {
        pacing.next();
        publisher.send(logged.device(), logged.reading());
        readings.incrementAndGet();
      }

      @Override
      public void change(LoggedChange change) {
        publisher.send(change);
        changes.incrementAndGet();
      }
    };
  }

  private double seconds() {
    return (System.nanoTime() - began) / 1e9;
  }
}
