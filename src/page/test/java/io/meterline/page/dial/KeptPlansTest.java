package io.meterline.page.dial;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeptPlansTest {
  @TempDir private Path folder;

  @Test
  void theLastPlansAreKeptAndEarlierOnesRemoved() throws IOException {
    var kept = new KeptPlans(folder);
    var written = KeptPlans.MOST + 3;
    for (var i = 0; i < written; i++) {
      Files.writeString(Files.createDirectory(kept.folder("p" + i)).resolve("plan.json"), "{}");
      kept.written("p" + i);
    }
    assertEquals(IntStream.range(3, written).mapToObj(i -> "p" + i).toList(), IntStream.range(0, written).mapToObj(i -> "p" + i).filter(kept::has).toList());
    try (var folders = Files.list(folder)) {
      assertEquals(KeptPlans.MOST, folders.count());
    }
  }

  @Test
  void aNameThatLeadsElsewhereIsNoPlan() throws IOException {
    Files.createDirectory(folder.resolve("other"));
    assertFalse(new KeptPlans(folder).has("x/../../other"));
  }
}
