package io.meterline.page.live;

import io.meterline.connect.kafka.KafkaCluster;
import io.meterline.page.live.LiveState.Broker;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/** Keeps the state of the live views, and tells browsers. */
final class LiveStatus {
  private final Feed feed;
  private Optional<Instant> publishedUntil = Optional.empty();
  private long unreadable;
  private Optional<String> lastUnreadable = Optional.empty();
  private volatile LiveState state;

  LiveStatus(KafkaCluster cluster, Feed feed) {
    this.feed = feed;
    this.state =
        new LiveState(
            Broker.AWAY, Optional.of("connecting to " + cluster), 0, 0, false, TopicTimes.UNKNOWN, 0, Optional.empty());
    feed.publish(state.lag(Instant.now()));
  }

  LiveState state() {
    return state;
  }

  /** A batch was written. */
  void read(Batch batch) {
    unreadable += batch.unreadable();
    lastUnreadable = batch.lastUnreadable().or(() -> lastUnreadable);
    publishedUntil = batch.newest().filter(time -> publishedUntil.filter(time::isBefore).isEmpty()).or(() -> publishedUntil);
  }

  /** The time of the newest record of a view's topic. */
  Optional<Instant> publishedUntil() {
    return publishedUntil;
  }

  /**
   * A broker answers.
   *
   * @param missing the topics that there should be, and are not
   */
  void there(ReadPositions positions, Set<String> missing, TopicTimes times) {
    var line = line(missing, positions);
    become(
        new LiveState(
            Broker.THERE,
            line,
            positions.read(),
            positions.toRead(),
            missing.isEmpty() && positions.isCaughtUp(),
            times,
            unreadable,
            lastUnreadable));
  }

  private static Optional<String> line(Set<String> missing, ReadPositions positions) {
    if (!missing.isEmpty()) {
      return Optional.of("waiting for " + String.join(", ", missing) + ", which 'meterline topics' creates");
    }
    return positions.isCaughtUp()
        ? Optional.empty()
        : Optional.of("reading what was published: " + positions.read() + " of " + positions.toRead() + " records");
  }

  /** No broker answers. */
  void away(String line) {
    become(with(Broker.AWAY, line));
  }

  /** Something else keeps rows from being read or written. */
  void failed(String line) {
    become(with(state.broker(), line));
  }

  private LiveState with(Broker broker, String line) {
    return new LiveState(
        broker,
        Optional.of(line),
        state.read(),
        state.toRead(),
        state.isCaughtUp(),
        state.times(),
        unreadable,
        lastUnreadable);
  }

  private void become(LiveState next) {
    state = next;
    feed.publish(next.lag(Instant.now()));
  }
}
