package io.meterline.page.live;

import io.javalin.http.sse.SseClient;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;

/**
 * A browser that gets events. Events wait for it in order, each once; one that does not take them is dropped. Only one thread at a
 * time writes to it, and only that thread waits for it.
 */
final class Subscriber {
  private static final int MAX_WAITING = 1_000;

  private final SseClient client;
  private final Optional<String> onlyDevice;
  private final BooleanSupplier isStillSignedIn;
  private final Executor writers;
  private Set<FeedEvent> waiting = new LinkedHashSet<>();
  private boolean isKeptAlive;
  private boolean isWriting;
  private boolean isDropped;

  /**
   * A browser.
   *
   * @param onlyDevice the device whose rows it may know of; empty for all
   * @param isStillSignedIn whether its user may still know of anything
   * @param writers runs what writes to it
   */
  Subscriber(SseClient client, Optional<String> onlyDevice, BooleanSupplier isStillSignedIn, Executor writers) {
    this.client = client;
    this.onlyDevice = onlyDevice;
    this.isStillSignedIn = isStillSignedIn;
    this.writers = writers;
  }

  /** The device whose rows it may know of; empty for all. */
  Optional<String> onlyDevice() {
    return onlyDevice;
  }

  /** Sends events, as soon as it takes them. Never waits. */
  synchronized void send(Collection<? extends FeedEvent> events) {
    if (!mayStillKnow()) {
      drop();
      return;
    }
    for (var event : events) {
      if (event instanceof FeedEvent.Lag lag) {
        waiting.removeIf(FeedEvent.Lag.class::isInstance);
        waiting.add(onlyDevice.isPresent() ? lag.forHome() : lag);
      } else {
        waiting.add(event);
      }
    }
    if (waiting.size() > MAX_WAITING) {
      drop();
    }
    write();
  }

  /** Sends a comment, so that neither side takes the connection for dead. Never waits. */
  synchronized void keepAlive() {
    if (!mayStillKnow()) {
      drop();
      return;
    }
    isKeptAlive = true;
    write();
  }

  private boolean mayStillKnow() {
    try {
      return isStillSignedIn.getAsBoolean();
    } catch (RuntimeException e) {
      // The server has let go of the request, as its connection has just ended.
      return false;
    }
  }

  /** Closes the connection, at once or when the event that is being written was taken or refused. */
  synchronized void drop() {
    isDropped = true;
    waiting.clear();
    write();
  }

  private void write() {
    if (!isWriting) {
      isWriting = true;
      writers.execute(this::writeAll);
    }
  }

  private void writeAll() {
    for (var next = next(); !next.isEmpty(); next = next()) {
      next.forEach(Runnable::run);
    }
  }

  /** What to do next; empty, and no longer writing, if there is nothing. */
  private synchronized List<Runnable> next() {
    var next = new ArrayList<Runnable>();
    if (client.terminated()) {
      isDropped = true;
      waiting.clear();
    } else if (isDropped) {
      next.add(client::close);
    } else {
      waiting.forEach(event -> next.add(() -> send(event)));
      if (isKeptAlive && next.isEmpty()) {
        next.add(() -> client.sendComment("here"));
      }
      isKeptAlive = false;
      waiting = new LinkedHashSet<>();
    }
    isWriting = !next.isEmpty();
    return next;
  }

  private void send(FeedEvent event) {
    if (!client.terminated()) {
      client.sendEvent(event.name(), event.data());
    }
  }
}
