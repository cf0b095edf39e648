package io.meterline.connect.kafka.topics;

import io.meterline.connect.kafka.KafkaClients;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.TopicConfig;

/** The topic configs that a kind of topic requires. */
public enum TopicShape {
  /** A topic of the log: the broker sets timestamps. A new one keeps events forever; later that is up to its user. */
  LOG(
      List.of(
          RequiredTopicConfig.exactly(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG, TopicShape.LOG_TIME),
          RequiredTopicConfig.exactly(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_DELETE),
          RequiredTopicConfig.initially(TopicConfig.RETENTION_MS_CONFIG, TopicShape.ENDLESS),
          RequiredTopicConfig.initially(TopicConfig.RETENTION_BYTES_CONFIG, TopicShape.ENDLESS))),

  /** A topic of a view, compacted: it keeps the last row of each key. */
  VIEW(
      List.of(
          RequiredTopicConfig.exactly(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT),
          RequiredTopicConfig.atLeast(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, KafkaClients.MAX_ROW_BYTES)));

  static final String LOG_TIME = "LogAppendTime";

  static final String ENDLESS = "-1";

  private final List<RequiredTopicConfig> required;

  TopicShape(List<RequiredTopicConfig> required) {
    this.required = required;
  }

  /** The required topic configs. */
  List<RequiredTopicConfig> required() {
    return required;
  }

  /** The topic configs of a new topic. */
  Map<String, String> configs() {
    var configs = new LinkedHashMap<String, String>();
    required.forEach(one -> configs.put(one.config(), one.value()));
    return configs;
  }
}
