package io.meterline.app.launch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.meterline.model.MeterlineException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedFlinkTest {
  @Test
  void aMissingFolderOfFlinksConfigurationIsRefused(@TempDir Path folder) {
    assertEquals(Optional.of(folder), EmbeddedFlink.configuration(List.of("--flinkConfDir=" + folder)));
    var none = folder.resolve("none");
    var refusal = assertThrows(MeterlineException.class, () -> EmbeddedFlink.configuration(List.of("--flinkConfDir=" + none)));
    assertEquals(
        "there is no folder " + none + ", which --flinkConfDir or FLINK_CONF_DIR names as that of Flink's configuration",
        refusal.getMessage());
  }
}
