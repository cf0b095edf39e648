package io.meterline.connect.kafka.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import io.meterline.connect.kafka.KafkaCluster;
import io.meterline.connect.kafka.topics.Topics;
import io.meterline.connect.kafka.topics.TopicsCheck;
import io.meterline.engine.analysis.Analyses;
import io.meterline.model.MeterlineException;
import io.meterline.model.log.Kind;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A topic of the log that is deleted while it is being read. */
class GoneTopicTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @Test
  void theReaderAndTheTopicsCheckBothReportIt(@TempDir Path folder) throws Exception {
    try (var log = new TestLog(folder, 1);
        var check = new TopicsCheck(log.cluster(), Analyses.standard().views());
        var reader = reader(log.cluster())) {
      reader.advance();
      assertEquals(Optional.empty(), check.trouble());
      try (var admin = log.cluster().admin()) {
        admin.deleteTopics(List.of(Topics.SETTINGS)).all().get();
      }
      assertEquals(Optional.of("meterline.settings: the topic no longer exists"), check.trouble());
      var refused = assertThrows(MeterlineException.class, () -> advance(reader)).getMessage();
      assertEquals(
          "meterline.settings: the topic no longer exists, and with it the log is gone; start over without the checkpoint",
          refused);

      log.restart(
          () -> {
            var trouble = check.trouble().orElseThrow();
            assertTrue(trouble.contains("no Kafka broker has answered in time"), trouble);
          });
    }
  }

  private static LiveReader reader(KafkaCluster cluster) {
    var source = new LiveSource(cluster, Kind.SETTING, 1, Duration.ZERO, Duration.ZERO);
    return source.split(1, PipelineOptionsFactory.create()).get(0).reader(Optional.empty(), InstantSource.system());
  }

  private static void advance(LiveReader reader) {
    var deadline = System.nanoTime() + PATIENCE.toNanos();
    while (System.nanoTime() < deadline) {
      reader.advance();
    }
    fail("a topic was deleted, and nothing was reported");
  }
}
