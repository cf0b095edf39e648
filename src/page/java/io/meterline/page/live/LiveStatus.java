package io.meterline.page.live;

import io.meterline.connect.kafka.KafkaCluster;
import io.meterline.page.live.LiveState.Broker;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/** Keeps the state of the live views, and tells browsers. */
final class LiveStatus {
  private final Feed feed;
  private Optional<Instant> newest = Optional.empty();
  private long unreadable;
  private Optional<String> lastUnreadable = Optional.empty();
  private volatile LiveState state;

  LiveStatus(KafkaCluster cluster, Feed feed) {
    this.feed = feed;
    this.state =
        new LiveState(
            Broker.AWAY,
            Optional.of("connecting to " + cluster),
            0,
            0,
            false,
            Optional.empty(),
            Optional.empty(),
            0,
            Optional.empty());
    feed.publish(state.lag(Instant.now()));
  }

  LiveState state() {
    return state;
  }

  /** A batch was written. */
  void read(Batch batch) {
    unreadable += batch.unreadable();
    lastUnreadable = batch.lastUnreadable().or(() -> lastUnreadable);
    newest = batch.newest().filter(time -> newest.filter(time::isBefore).isEmpty()).or(() -> newest);
  }

  /** A broker answers. */
  void there(Progress progress, ViewReader reader) {
    var missing = reader.missing();
    var line = line(missing, progress);
    become(
        new LiveState(
            Broker.THERE,
            line,
            progress.read(),
            progress.toRead(),
            missing.isEmpty() && progress.isCaughtUp(),
            newest,
            reader.firstReadingAfter(newest.orElse(Instant.EPOCH)),
            unreadable,
            lastUnreadable));
  }

  private static Optional<String> line(Set<String> missing, Progress progress) {
    if (!missing.isEmpty()) {
      return Optional.of("waiting for " + String.join(", ", missing) + ", which 'meterline topics' creates");
    }
    return progress.isCaughtUp()
        ? Optional.empty()
        : Optional.of("reading what was published: " + progress.read() + " of " + progress.toRead() + " records");
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
        newest,
        state.waitingSince(),
        unreadable,
        lastUnreadable);
  }

  private void become(LiveState next) {
    state = next;
    feed.publish(next.lag(Instant.now()));
  }
}
