package io.meterline.bench;

import io.meterline.model.MeterlineException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Large pages of memory, which Meterline's launcher asks for where Linux gives them on request. All contenders get them. */
public final class LargePages {
  private static final Path ENABLED = Path.of("/sys/kernel/mm/transparent_hugepage/enabled");

  private LargePages() {}

  /** The options of a JVM that asks for them; none where it need not, or would ask in vain. */
  public static List<String> options() {
    try {
      return Files.exists(ENABLED) && Files.readString(ENABLED).contains("[madvise]") ? List.of("-XX:+UseTransparentHugePages") : List.of();
    } catch (IOException e) {
      throw new MeterlineException("cannot read " + ENABLED + ": " + e, e);
    }
  }
}
