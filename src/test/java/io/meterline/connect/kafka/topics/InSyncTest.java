package io.meterline.connect.kafka.topics;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.meterline.connect.kafka.log.TestLog;
import io.meterline.engine.analysis.Analyses;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A topic of a view that cannot be written, as too few of its replicas are in sync. */
class InSyncTest {
  @Test
  void theTopicsCheckReportsIt(@TempDir Path folder) throws Exception {
    try (var log = new TestLog(folder, 1);
        var check = new TopicsCheck(log.cluster(), Analyses.standard().views())) {
      assertEquals(Optional.empty(), check.trouble());
      try (var admin = log.cluster().admin()) {
        var usage = new ConfigResource(ConfigResource.Type.TOPIC, "meterline.usage");
        var two = new AlterConfigOp(new ConfigEntry("min.insync.replicas", "2"), AlterConfigOp.OpType.SET);
        admin.incrementalAlterConfigs(Map.of(usage, List.of(two))).all().get();
      }
      assertEquals(
          Optional.of("meterline.usage-0: 1 of its replicas are in sync, and min.insync.replicas is 2"), check.trouble());
    }
  }
}
