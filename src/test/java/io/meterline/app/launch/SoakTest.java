package io.meterline.app.launch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.meterline.app.cli.CommandRun;
import io.meterline.app.cli.Meterline;
import io.meterline.cluster.BrokerProcess;
import io.meterline.cluster.JavaProcess;
import io.meterline.cluster.LiveHeap;
import io.meterline.cluster.Waiting;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * A long live run on Flink that archives, with compaction meanwhile: its memory stays flat, and its published rows equal a replay of
 * its archive. Disabled unless a duration is given:
 *
 * <pre>
 * mvn test -Dtest=SoakTest -Dsoak.seconds=900
 * </pre>
 */
@EnabledIfSystemProperty(named = "soak.seconds", matches = "[0-9]+")
class SoakTest {
  private static final int SECONDS = Integer.getInteger("soak.seconds", 0);
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  /** The latest events are archived some seconds later, and each check replays the whole archive. */
  private static final Duration PATIENCE_OF_REPLAYS = Duration.ofMinutes(15);

  private static final String LATENESS = "--lateness=PT1M";

  /** Allowed heap growth per event, as no reading is older than the lateness, a day and an hour. */
  private static final long BYTES_OF_EVENT = 200;

  private static final long SLACK = 24L << 20;

  @Test
  void memoryStaysFlatAndTheViewsAreThoseOfAReplay(@TempDir Path folder) {
    try (var broker = BrokerProcess.start(folder.resolve("broker"))) {
      succeed("topics", "--bootstrap", broker.bootstrap(), "--partitions", "3");
      try (var run = start(folder, broker.bootstrap())) {
        soak(folder, broker.bootstrap(), run);
        assertTrue(run.isRunning(), run::output);
      }
    }
  }

  private static JavaProcess start(Path folder, String bootstrap) {
    var arguments = new ArrayList<>(List.of("run", "--kafka", bootstrap, LATENESS, "--window=PT1S", "--wait=PT0S"));
    arguments.addAll(List.of("--compare-every=PT1S", "--runner=FlinkRunner", "--parallelism=2"));
    arguments.addAll(List.of("--archive=" + folder.resolve("archive"), "--archive-every=PT2S"));
    arguments.addAll(List.of("--checkpoints=" + folder.resolve("checkpoints"), "--checkpoint-every=PT5S"));
    return JavaProcess.start(folder.resolve("run.log"), List.of("-Xmx512m"), Meterline.class.getName(), arguments);
  }

  private static void soak(Path folder, String bootstrap, JavaProcess run) {
    var street = new Street(bootstrap);
    long eventsAtFirst;
    long first;
    long last;
    try (street) {
      street.open();
      var began = System.nanoTime();
      var third = Duration.ofSeconds(SECONDS).dividedBy(3);
      await(began, third, street);
      eventsAtFirst = street.events();
      first = LiveHeap.bytes(run);
      await(began, third.multipliedBy(2), street);
      succeed("archive", "compact", folder.resolve("archive"));
      await(began, third.multipliedBy(3), street);
      last = LiveHeap.bytes(run);
    }
    var grown = last - first;
    System.out.printf("soak: %d events, %,d bytes live after a third, %,d at the end%n", street.events(), first, last);
    var allowed = (street.events() - eventsAtFirst) * BYTES_OF_EVENT + SLACK;
    assertTrue(grown < allowed, () -> "live memory grew by " + grown + " bytes, more than " + allowed);
    verify(folder, bootstrap, street.events());
  }

  private static void await(long began, Duration until, Street street) {
    Waiting.until(
        until.plus(PATIENCE), () -> System.nanoTime() - began > until.toNanos(), () -> street.events() + " events of the street");
  }

  private static void verify(Path folder, String bootstrap, long events) {
    var last = new AtomicReference<CommandRun>();
    Waiting.until(
        PATIENCE_OF_REPLAYS,
        () -> {
          var views = folder.resolve("views-" + System.nanoTime());
          succeed("run", "--archive", folder.resolve("archive"), "--views", views, "--known=then", LATENESS, "--runner=FlinkRunner");
          last.set(CommandRun.of("verify", "kafka://" + bootstrap, views, "--show", 20));
          return last.get().exitCode() == 0;
        },
        () -> events + " events; " + last.get());
  }

  private static void succeed(Object... command) {
    var run = CommandRun.of(command);
    assertEquals(0, run.exitCode(), run::toString);
  }
}
