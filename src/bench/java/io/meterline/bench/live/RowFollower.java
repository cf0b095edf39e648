package io.meterline.bench.live;

import io.meterline.connect.kafka.KafkaCluster;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/** Reads the rows of a contender while it publishes them, in a thread of its own. */
final class RowFollower implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(100);

  private final KafkaCluster cluster;
  private final String topic;
  private final Probes probes;
  private final CountDownLatch first = new CountDownLatch(1);
  private final AtomicReference<RuntimeException> failed = new AtomicReference<>();
  private final Thread thread = new Thread(this::follow, "rows");
  private volatile boolean isOver;
  private volatile long lastNanos = System.nanoTime();

  RowFollower(KafkaCluster cluster, String topic, Probes probes) {
    this.cluster = cluster;
    this.topic = topic;
    this.probes = probes;
    thread.start();
  }

  private void follow() {
    try (var consumer = cluster.consumer(Map.of())) {
      var partitions =
          consumer.partitionsFor(topic).stream().map(one -> new TopicPartition(topic, one.partition())).toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      while (!isOver) {
        consumer.poll(POLL).forEach(this::look);
      }
    } catch (RuntimeException e) {
      failed.set(e);
    }
  }

  private void look(ConsumerRecord<byte[], byte[]> record) {
    first.countDown();
    if (record.value() != null) {
      var row = UsageOfDay.read(record.value());
      lastNanos = Meters.counts(row.device()) ? System.nanoTime() : lastNanos;
      if (probes.isProbe(row.device())) {
        probes.published(row, record.timestamp());
      }
    }
  }

  /** Waits for the first row, and says whether there is one. */
  boolean awaitFirst(Duration atMost) throws InterruptedException {
    return first.await(atMost.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** How long ago the last row that counts came. */
  Duration quiet() {
    if (failed.get() != null) {
      throw failed.get();
    }
    return Duration.ofNanos(System.nanoTime() - lastNanos);
  }

  @Override
  public void close() {
    isOver = true;
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
