package io.meterline.app.launch;

import io.meterline.app.process.ExitCode;
import io.meterline.connect.archive.Compaction;
import io.meterline.connect.archive.OffsetGap;
import io.meterline.connect.files.Folder;
import io.meterline.connect.files.LocalFolder;
import java.io.PrintWriter;
import java.util.List;

/** Reports events that are missing from the archive of a live run. */
public final class MissingEvents {
  private static final int MOST = 10;

  private MissingEvents() {}

  /**
   * Looks for missing events in an archive on a disk, and reports them. In an object store reading the footers of many files
   * takes too long: there only compaction checks.
   *
   * @return the exit code: {@link ExitCode#OK} if nothing is missing or no live run wrote the archive, else
   *     {@link ExitCode#ATTENTION}
   */
  public static int report(Folder archive, PrintWriter err) {
    var missing = archive instanceof LocalFolder ? Compaction.missing(archive) : List.<OffsetGap>of();
    return report(archive.toString(), missing, err);
  }

  /** Reports what is missing in an archive, in one line per gap for the first few. */
  public static int report(String archive, List<OffsetGap> missing, PrintWriter err) {
    missing.stream()
        .limit(MOST)
        .forEach(
            gap ->
                err.println(
                    "meterline: the archive " + archive + " has " + gap
                        + ", but has later ones: a file was deleted, or the topic never had them (see 'meterline archive compact --help')"));
    if (missing.size() > MOST) {
      err.println("meterline: the archive " + archive + " has " + (missing.size() - MOST) + " more gaps");
    }
    err.flush();
    return missing.isEmpty() ? ExitCode.OK : ExitCode.ATTENTION;
  }
}
