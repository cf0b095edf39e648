package io.meterline.page.live;

import io.meterline.connect.versions.Versions;
import io.meterline.model.MeterlineException;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Watches which version of the views is the current one, and tells browsers. */
public final class ViewsWatch implements AutoCloseable {
  private static final Duration BETWEEN = Duration.ofSeconds(1);

  private final Supplier<Versions> versions;
  private final Feed feed;
  private final ScheduledExecutorService clock;

  private ViewsWatch(Supplier<Versions> versions, Feed feed) {
    this.versions = versions;
    this.feed = feed;
    this.clock =
        Executors.newSingleThreadScheduledExecutor(
            work -> {
              var thread = new Thread(work, "views-watch");
              thread.setDaemon(true);
              return thread;
            });
  }

  /** Starts watching. */
  public static ViewsWatch start(Supplier<Versions> versions, Feed feed) {
    var watch = new ViewsWatch(versions, feed);
    watch.clock.scheduleWithFixedDelay(watch::look, 0, BETWEEN.toMillis(), TimeUnit.MILLISECONDS);
    return watch;
  }

  private void look() {
    try {
      versions.get().current().ifPresent(version -> feed.publish(new FeedEvent.Version(version)));
    } catch (MeterlineException e) {
      // Whoever asks for rows of the versions is told. The next look may find them.
    }
  }

  @Override
  public void close() {
    clock.shutdownNow();
  }
}
