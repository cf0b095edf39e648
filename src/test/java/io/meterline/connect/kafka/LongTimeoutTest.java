package io.meterline.connect.kafka;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;

import io.meterline.connect.kafka.views.KafkaViews;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LongTimeoutTest {
  @ParameterizedTest
  @ValueSource(strings = {"PT1S", "PT5M", "P30D", "P36525D"})
  void aProducerAcceptsEveryTimeoutThatARunMayHave(Duration timeout) {
    var cluster = KafkaCluster.at("localhost:1");
    assertDoesNotThrow(() -> cluster.producer(KafkaViews.settings(timeout)).close(Duration.ZERO));
  }
}
