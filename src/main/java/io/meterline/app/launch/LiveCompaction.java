package io.meterline.app.launch;

import io.meterline.app.process.Errors;
import io.meterline.connect.archive.Compaction;
import io.meterline.connect.archive.Gap;
import io.meterline.connect.files.Folder;
import io.meterline.connect.kafka.log.KafkaLog;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Compacts the archive of a live run while that goes on, in a thread of its own that the run never waits for. What goes
 * wrong is told, and tried again the next time. A run that is given to a cluster leaves this process: there it is for
 * {@code archive compact}.
 */
public final class LiveCompaction implements AutoCloseable {
  static final Duration EVERY = Duration.ofHours(1);

  private static final int FIRST_PART = 60;

  private final Optional<Folder> archive;
  private final PrintWriter err;
  private final Duration every;
  private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(LiveCompaction::thread);
  private final Set<Gap> told = new HashSet<>();
  private volatile boolean isClosed;

  public LiveCompaction(Optional<Folder> archive, PrintWriter err) {
    this(archive, err, EVERY);
  }

  public LiveCompaction(Optional<Folder> archive, PrintWriter err, Duration every) {
    this.archive = archive;
    this.err = err;
    this.every = every;
  }

  private static Thread thread(Runnable task) {
    var thread = new Thread(task, "compaction");
    thread.setDaemon(true);
    thread.setPriority(Thread.MIN_PRIORITY);
    return thread;
  }

  /** Begins, now that there is an archive, and gives the log that goes there as it is. */
  public KafkaLog begun(KafkaLog log) {
    // Not at once: a process that only gives the run to a cluster is gone by then.
    var first = every.dividedBy(FIRST_PART).toMillis();
    archive.ifPresent(folder -> thread.scheduleWithFixedDelay(() -> compact(folder), first, every.toMillis(), TimeUnit.MILLISECONDS));
    return log;
  }

  private void compact(Folder folder) {
    try {
      var outcome = new Compaction(folder, Compaction.Gaps.STAY).run(Compaction.Observer.NONE);
      var missing = outcome.stream().flatMap(done -> done.missing().stream()).filter(told::add).toList();
      MissingEvents.tell(folder.toString(), missing, err);
    } catch (RuntimeException | Error e) {
      // Whoever ends the run interrupts this thread: that is no failure.
      if (!isClosed) {
        err.println("meterline: " + Errors.message(e) + "; it is tried again later, and the run goes on");
      }
    }
  }

  /** Lets go of a compaction that goes on: where it is has no consequence. */
  @Override
  public void close() {
    isClosed = true;
    thread.shutdownNow();
  }
}
