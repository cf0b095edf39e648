package io.meterline.bench.live;

import io.meterline.connect.kafka.KafkaCluster;
import io.meterline.connect.kafka.topics.Topics;
import io.meterline.engine.analysis.Analyses;
import io.meterline.engine.analysis.Usage;
import io.meterline.model.MeterlineException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;

/** The topics of a trial: those of Meterline, and those that a contender needs besides. */
final class LiveTopics {
  /** Where Meterline publishes usage. */
  static final String METERLINE = Topics.of(Usage.VIEW);

  /** Where every other contender does. */
  static final String USAGE = "bench.usage";

  /** Prices by plan, all in each partition, for Kafka Streams alone; a record has the time from when it holds. */
  static final String PRICES = "bench.prices";

  static final int PARTITIONS = 4;

  private static final String BROKERS_CLOCK = "LogAppendTime";

  private LiveTopics() {}

  /**
   * Creates all topics on an empty broker. Rows get the time of the broker, as events do, so that one clock measures.
   *
   * @throws MeterlineException if the broker does not
   */
  static void create(KafkaCluster cluster) {
    try (var admin = cluster.admin()) {
      Topics.create(admin, Analyses.standard().views(), PARTITIONS, Optional.empty());
      var usage = new NewTopic(USAGE, PARTITIONS, (short) 1);
      var prices = new NewTopic(PRICES, PARTITIONS, (short) 1);
      admin.createTopics(List.of(usage, prices)).all().get();
      stamped(admin, METERLINE);
      stamped(admin, USAGE);
    } catch (ExecutionException e) {
      throw new MeterlineException("cannot create the topics of the benchmark: " + e.getCause().getMessage(), e);
    } catch (InterruptedException e) {
      throw new MeterlineException("interrupted", e);
    }
  }

  private static void stamped(Admin admin, String topic) throws ExecutionException, InterruptedException {
    var type = new AlterConfigOp(
        new ConfigEntry(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG, BROKERS_CLOCK), AlterConfigOp.OpType.SET);
    admin.incrementalAlterConfigs(Map.of(new ConfigResource(ConfigResource.Type.TOPIC, topic), List.of(type))).all().get();
  }
}
