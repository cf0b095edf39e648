package io.meterline.connect.versions;

import io.meterline.connect.files.FileLocks.Sharing;
import io.meterline.connect.files.Folder;
import io.meterline.model.MeterlineException;
import java.io.Closeable;
import java.io.IOException;
import java.util.Optional;

/** A version that a run has begun: it is to be written, unless it is complete already. */
public final class PendingVersion implements AutoCloseable {
  /** Whether there is something left to be done. */
  public enum Work {
    TO_BE_WRITTEN,
    COMPLETE_ALREADY
  }

  private final Versions versions;
  private final ViewsPlace place;
  private final String name;
  private final Optional<Closeable> hold;

  /**
   * A version that was begun.
   *
   * @param hold keeps other runs out of it; empty if it is complete already
   */
  PendingVersion(Versions versions, ViewsPlace place, String name, Optional<Closeable> hold) {
    this.versions = versions;
    this.place = place;
    this.name = name;
    this.hold = hold;
  }

  /** What it is called. */
  public String name() {
    return name;
  }

  /** What is left to be done. */
  public Work work() {
    return hold.isPresent() ? Work.TO_BE_WRITTEN : Work.COMPLETE_ALREADY;
  }

  /** The folder into which the files are to be written, those of each view in a folder of its name. */
  public Folder folder() {
    return versions.folder(name);
  }

  /** The run goes on elsewhere, and nothing will be known of it here: what it writes stays. */
  public void handOver() {
    try {
      place.handOver(name);
    } catch (IOException e) {
      throw versions.failure(e);
    }
  }

  /**
   * The run has ended here. What it wrote and did not complete is removed, where it is known that no other writes it.
   *
   * @throws MeterlineException if that fails
   */
  @Override
  public void close() {
    if (hold.isEmpty()) {
      return;
    }
    try {
      place.locked(
          Sharing.NOT_SHARED,
          () -> {
            hold.get().close();
            return versions.removeIfAbandoned(name);
          });
    } catch (IOException e) {
      throw versions.failure(e);
    }
  }
}
