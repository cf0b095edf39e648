package io.meterline.app.launch;

import io.meterline.connect.archive.Compaction;
import java.util.Locale;

/** How far a compaction is. */
public final class CompactionProgress implements Compaction.Observer {
  private volatile String text = "compacting";

  @Override
  public void looked(long files) {
    text = String.format(Locale.ROOT, "compacting: %,d files checked", files);
  }

  @Override
  public void replaced(long files, long ofFiles) {
    text = String.format(Locale.ROOT, "compacting: %,d of %,d files rewritten", files, ofFiles);
  }

  /** One line, such as {@code compacting: 1,440 of 43,200 files rewritten}. */
  public String text() {
    return text;
  }
}
