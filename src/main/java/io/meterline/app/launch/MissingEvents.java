package io.meterline.app.launch;

import io.meterline.app.process.ExitCode;
import io.meterline.connect.archive.Compaction;
import io.meterline.connect.archive.Gap;
import io.meterline.connect.files.Folder;
import io.meterline.connect.files.LocalFolder;
import java.io.PrintWriter;
import java.util.List;

/** Tells of events that a live archive lacks. */
public final class MissingEvents {
  private static final int MOST = 10;

  private MissingEvents() {}

  /**
   * Looks for what is missing in an archive on a disk, and tells it. In an object store the footers of many files take longer
   * to ask for than they are worth: there it is for a compaction.
   *
   * @return what to exit with: {@link ExitCode#OK} if nothing is missing or no live run wrote the archive, else {@link ExitCode#ATTENTION}
   */
  public static int tell(Folder archive, PrintWriter err) {
    var missing = archive instanceof LocalFolder ? Compaction.missing(archive) : List.<Gap>of();
    return tell(archive.toString(), missing, err);
  }

  /** Tells what is missing in an archive, a line each, and not more than some of them. */
  public static int tell(String archive, List<Gap> missing, PrintWriter err) {
    missing.stream()
        .limit(MOST)
        .forEach(
            gap ->
                err.println(
                    "meterline: the archive " + archive + " has " + gap
                        + ", but later ones: a file was deleted, or the topic never had them (see 'meterline archive compact --help')"));
    if (missing.size() > MOST) {
      err.println("meterline: the archive " + archive + " lacks offsets in " + (missing.size() - MOST) + " more places");
    }
    err.flush();
    return missing.isEmpty() ? ExitCode.OK : ExitCode.ATTENTION;
  }
}
