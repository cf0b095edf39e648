package io.meterline.bench.harness;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.meterline.model.MeterlineException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportTest {
  private static final String PAGE =
      "Words.\n<!-- measured: a -->\nold\n<!-- end -->\nMore.\n<!-- measured: b -->\n<!-- end -->\nLast.\n";

  @Test
  void onlyTheSectionIsReplaced(@TempDir Path folder) throws IOException {
    var page = Files.writeString(folder.resolve("page.md"), PAGE);
    new Report(page).put("a", "new\n");
    new Report(page).put("b", "newer");
    assertEquals(
        "Words.\n<!-- measured: a -->\n\nnew\n\n<!-- end -->\nMore.\n<!-- measured: b -->\n\nnewer\n\n<!-- end -->\nLast.\n",
        Files.readString(page));
  }

  @Test
  void aPageWithoutTheSectionIsLeftAlone(@TempDir Path folder) throws IOException {
    var page = Files.writeString(folder.resolve("page.md"), PAGE);
    assertThrows(MeterlineException.class, () -> new Report(page).put("c", "new"));
    assertEquals(PAGE, Files.readString(page));
  }
}
