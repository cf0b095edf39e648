package io.meterline.page.live;

import io.meterline.connect.kafka.KafkaClients;
import io.meterline.connect.kafka.KafkaCluster;
import io.meterline.connect.kafka.topics.Topics;
import io.meterline.engine.analysis.Analyses;
import io.meterline.model.MeterlineException;
import io.meterline.model.view.View;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.InvalidOffsetException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/**
 * Reads the topics of views into tables of a database, from their beginning, until it is closed. Whatever happens to brokers and
 * topics, it goes on: see {@link #state}.
 */
public final class LiveViews implements AutoCloseable {
  private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);
  private static final Duration LEAST_PAUSE = Duration.ofMillis(200);
  private static final Duration MOST_PAUSE = Duration.ofSeconds(5);

  /** Kafka removes tombstones a day after a topic was compacted. Who has not read for that long does not learn what was deleted. */
  private static final Duration LONGEST_GAP = Duration.ofHours(20);

  private static final Duration TIME_TO_CLOSE = Duration.ofSeconds(10);

  private final KafkaCluster cluster;
  private final List<View> views;
  private final LiveTables tables;
  private final Feed feed;
  private final InstantSource clock;
  private final LiveStatus status;
  private final ReadPositions positions = new ReadPositions();
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Thread thread = new Thread(this::readAll, "live-views");
  private Duration pause = LEAST_PAUSE;
  private Instant lastComplete;

  /** Views with changes that browsers were not told of one by one. */
  private final Set<View> untold = new HashSet<>();

  private LiveViews(KafkaCluster cluster, List<View> views, LiveTables tables, Feed feed, InstantSource clock) {
    this.cluster = cluster;
    this.views = views;
    this.tables = tables;
    this.feed = feed;
    this.clock = clock;
    this.lastComplete = clock.instant();
    this.status = new LiveStatus(cluster, feed);
  }

  /**
   * Creates the tables, and begins to read. Does not wait for a broker.
   *
   * @param connections connections to the database
   * @param feed is told what has changed, once it can be read
   * @throws MeterlineException if the tables cannot be created
   */
  public static LiveViews start(KafkaCluster cluster, Supplier<Connection> connections, Feed feed) {
    return start(cluster, connections, feed, InstantSource.system());
  }

  /** As {@link #start(KafkaCluster, Supplier, Feed)}, with a clock. */
  static LiveViews start(KafkaCluster cluster, Supplier<Connection> connections, Feed feed, InstantSource clock) {
    try {
      var views = Analyses.standard().views();
      var tables = new LiveTables(connections.get());
      tables.create(views);
      var live = new LiveViews(cluster, views, tables, feed, clock);
      live.thread.setDaemon(true);
      live.thread.start();
      return live;
    } catch (SQLException e) {
      throw new MeterlineException("cannot create tables for live views: " + e.getMessage(), e);
    }
  }

  /** How the live views are. */
  public LiveState state() {
    return status.state();
  }

  private void readAll() {
    try (tables) {
      while (!isClosing()) {
        read();
      }
    } catch (SQLException e) {
      status.failed("cannot close the database: " + e.getMessage());
    }
  }

  /** Reads until a broker is away, a topic was created again, or this is closed. */
  private void read() {
    try (var reader = new TopicsReader(cluster, views, positions)) {
      follow(reader);
    } catch (MeterlineException e) {
      retry(() -> status.away(e.getMessage()));
    } catch (KafkaException e) {
      retry(() -> status.away(KafkaClients.failure("read the topics of views", e).getMessage()));
    } catch (SQLException e) {
      retry(() -> status.failed("cannot write live views: " + e.getMessage().lines().findFirst().orElse("")));
    } catch (RuntimeException e) {
      retry(() -> status.failed("cannot read live views: " + e));
    }
  }

  private void retry(Runnable tell) {
    if (!isClosing()) {
      tell.run();
      waitFor(pause);
      pause = pause.compareTo(MOST_PAUSE.dividedBy(2)) < 0 ? pause.multipliedBy(2) : MOST_PAUSE;
    }
  }

  private void follow(TopicsReader reader) throws SQLException {
    var nextLook = System.nanoTime();
    while (!isClosing()) {
      if (System.nanoTime() - nextLook >= 0) {
        reader.look();
        if (startOver(reader.startedOver()) || hasMissedDeletions() && startOver(Set.copyOf(views))) {
          return;
        }
        tellUntold();
        tellStatus(reader);
        nextLook = System.nanoTime() + BETWEEN_LOOKS.toNanos();
      }
      if (!reader.hasPartitions()) {
        waitFor(LEAST_PAUSE);
      } else if (!next(reader)) {
        return;
      }
    }
  }

  /** Reads and writes a batch. Returns whether the topics still have what is to be read. */
  private boolean next(TopicsReader reader) throws SQLException {
    Batch batch;
    try {
      batch = reader.poll();
    } catch (InvalidOffsetException e) {
      var topics = e.partitions().stream().map(TopicPartition::topic).collect(Collectors.toSet());
      return !startOver(views.stream().filter(view -> topics.contains(Topics.of(view))).collect(Collectors.toSet()));
    }
    if (!batch.isEmpty()) {
      var wasCaughtUp = positions.isCaughtUp();
      tables.write(batch);
      reader.written();
      pause = LEAST_PAUSE;
      status.read(batch);
      tell(batch, wasCaughtUp);
      if (positions.isCaughtUp() != wasCaughtUp) {
        tellStatus(reader);
      }
    }
    return true;
  }

  /** Whether it is too long ago that everything was read. */
  private boolean hasMissedDeletions() {
    var now = clock.instant();
    var hasMissed = Duration.between(lastComplete, now).compareTo(LONGEST_GAP) > 0;
    if (hasMissed || positions.isCaughtUp()) {
      lastComplete = now;
    }
    return hasMissed;
  }

  private void tellStatus(TopicsReader reader) throws SQLException {
    status.there(positions, reader.missing(), reader.times(status.publishedUntil(), tables.usageUntil(clock.instant())));
  }

  /** Removes the rows of views that are to be read from their beginning. Returns whether there are any. */
  private boolean startOver(Set<View> again) throws SQLException {
    for (var view : again) {
      tables.clear(view);
      positions.forget(Topics.of(view));
      untold.add(view);
    }
    return !again.isEmpty();
  }

  private void tell(Batch batch, boolean wasCaughtUp) {
    if (wasCaughtUp) {
      feed.publishRows(batch.views().stream().flatMap(view -> batch.changes(view).stream()).map(Change::event).toList());
    } else {
      untold.addAll(batch.views());
      tellUntold();
    }
  }

  private void tellUntold() {
    if (positions.isCaughtUp()) {
      untold.forEach(view -> feed.publishAny(view.name()));
      untold.clear();
    }
  }

  private boolean isClosing() {
    return closing.getCount() == 0;
  }

  private void waitFor(Duration time) {
    try {
      closing.await(time.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      // Only close() interrupts this thread.
      Thread.currentThread().interrupt();
    }
  }

  /** Stops reading. The tables stay, with what was read. */
  @Override
  public void close() {
    closing.countDown();
    thread.interrupt();
    try {
      thread.join(TIME_TO_CLOSE.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
