package io.meterline.page.live;

import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.http.sse.SseClient;
import io.javalin.http.sse.SseHandler;
import io.meterline.page.Refusal;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/**
 * Tells browsers what has changed, as server-sent events. Whoever publishes an event never waits for a browser: one that takes its
 * events too slowly is dropped, and connects again by itself.
 */
public final class Feed implements AutoCloseable {
  /** The most browsers at a time. */
  public static final int MAX_SUBSCRIBERS = 200;

  private static final Duration KEEP_ALIVE = Duration.ofSeconds(15);
  private static final Duration IDLE = Duration.ofSeconds(10);

  private final Set<Subscriber> subscribers = ConcurrentHashMap.newKeySet();

  /** The last event of each name that tells how things are, for browsers that come later. */
  private final Map<String, FeedEvent> latest = new ConcurrentHashMap<>();

  private final ThreadPoolExecutor writers;
  private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(named("feed-clock"));

  private Feed() {
    // A thread for each browser that something is being written to, at most.
    this.writers =
        new ThreadPoolExecutor(
            0,
            Integer.MAX_VALUE,
            IDLE.toSeconds(),
            TimeUnit.SECONDS,
            new SynchronousQueue<>(),
            named("feed"),
            new ThreadPoolExecutor.DiscardPolicy());
  }

  /** Starts a feed without browsers. */
  public static Feed start() {
    return start(KEEP_ALIVE);
  }

  /**
   * As {@link #start()}.
   *
   * @param keepAlive how often a browser is sent something, at least
   */
  static Feed start(Duration keepAlive) {
    var feed = new Feed();
    var every = keepAlive.toMillis();
    feed.clock.scheduleAtFixedRate(() -> feed.subscribers.forEach(Subscriber::keepAlive), every, every, TimeUnit.MILLISECONDS);
    return feed;
  }

  private static ThreadFactory named(String name) {
    return work -> {
      var thread = new Thread(work, name);
      thread.setDaemon(true);
      return thread;
    };
  }

  /**
   * Answers requests for events.
   *
   * @param onlyDevice the device whose rows the user of a request may know of; empty for all
   * @param stillSignedIn tells whether the user of a request may still know of anything; asked from other threads, and when the request
   *     has ended
   */
  public Handler handler(Function<Context, Optional<String>> onlyDevice, Function<Context, BooleanSupplier> stillSignedIn) {
    return context -> {
      if (subscribers.size() >= MAX_SUBSCRIBERS) {
        throw Refusal.unavailable(MAX_SUBSCRIBERS + " browsers look at live views, which is the most at a time; try again later");
      }
      var device = onlyDevice.apply(context);
      var isStillSignedIn = stillSignedIn.apply(context);
      new SseHandler(client -> subscribe(client, device, isStillSignedIn)).handle(context);
    };
  }

  private void subscribe(SseClient client, Optional<String> onlyDevice, BooleanSupplier isStillSignedIn) {
    var subscriber = new Subscriber(client, onlyDevice, isStillSignedIn, writers);
    client.keepAlive();
    client.onClose(() -> subscribers.remove(subscriber));
    subscribers.add(subscriber);
    subscriber.send(latest.values());
  }

  /** The number of browsers that get events. */
  public int subscribers() {
    return subscribers.size();
  }

  /** Tells all browsers how things are: another version, or how far behind the live views are. The same is not said twice. */
  void publish(FeedEvent event) {
    if (!event.equals(latest.put(event.name(), event))) {
      subscribers.forEach(subscriber -> subscriber.send(List.of(event)));
    }
  }

  /**
   * Tells browsers which rows have changed. For each browser and view, many rows become one event that names none of them. A browser
   * that may know of one device only is told only of its rows.
   */
  void publishRows(Collection<FeedEvent.Rows> rows) {
    var changed = new ChangedRows(rows);
    for (var subscriber : subscribers) {
      var events = subscriber.onlyDevice().map(changed::eventsOf).orElseGet(changed::events);
      if (!events.isEmpty()) {
        subscriber.send(events);
      }
    }
  }

  /** Tells browsers that any rows of a view may have changed. */
  void publishAny(String view) {
    for (var subscriber : subscribers) {
      subscriber.send(List.of(new FeedEvent.Rows(view, subscriber.onlyDevice(), Optional.empty(), Optional.empty())));
    }
  }

  /** Drops all browsers. */
  @Override
  public void close() {
    clock.shutdownNow();
    subscribers.forEach(Subscriber::drop);
    writers.shutdown();
  }
}
