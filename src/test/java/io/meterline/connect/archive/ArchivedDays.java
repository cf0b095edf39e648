package io.meterline.connect.archive;

import io.meterline.connect.files.Folder;

/** The archive of a live run over three days, for tests of other packages. */
public final class ArchivedDays {
  private ArchivedDays() {}

  /** Writes it: readings of partitions 0 and 1, and settings, from 20 to 22 November 2026, in slices of two hours. */
  public static void writeTo(Folder folder) {
    ThreeDays.written(folder);
  }
}
