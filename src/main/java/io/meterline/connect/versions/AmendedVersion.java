package io.meterline.connect.versions;

import io.meterline.connect.files.Folder;
import io.meterline.model.MeterlineException;
import io.meterline.model.time.DateRange;
import io.meterline.model.view.PackedRows;
import io.meterline.model.view.View;
import io.meterline.pipeline.MeterlinePipeline;
import java.io.IOException;
import java.io.Serializable;
import java.util.List;
import java.util.SortedMap;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PDone;

/**
 * Writes changes of views into a begun version. Each file whose rows change is written anew; the others are those of the base.
 *
 * <p>Changes can be written in several rounds, one after the other. A round never reads what it writes, so it can be retried: each
 * has a folder of its own, in a folder that {@link Versions#complete(String, Recipe, Provenance, ViewFiles, List)} removes. When
 * all files of a round are written, it leaves a note with their row counts.
 *
 * @param files the files before the round
 * @param folder the folder of the rounds of this attempt
 * @param round the number of the round, from 1
 * @param dates the dates of the rows that are written, except of snapshots
 */
public record AmendedVersion(ViewFiles files, Folder folder, int round, DateRange dates)
    implements MeterlinePipeline.Sink, Serializable {
  /** The prefix of the folder of an attempt in its version. */
  static final String ATTEMPT = "amending-";

  /** The first round. */
  public static AmendedVersion of(Base base, InProgressVersion version, DateRange dates) {
    // Runs of one name cannot lock each other out in an object store.
    return new AmendedVersion(base.files(), version.folder().in(ATTEMPT + VersionName.generated()), 1, dates);
  }

  /**
   * The first round of changes that are only looked at.
   *
   * @param folder an empty folder for the files that would be replaced
   */
  public static AmendedVersion at(Base base, Folder folder, DateRange dates) {
    return new AmendedVersion(base.files(), folder, 1, dates);
  }

  @Override
  public void write(PCollection<PackedRows> rows, List<View> views) {
    rows.apply("Amend views", new AmendViews(this, views));
  }

  /**
   * The files after the round, which has ended.
   *
   * @throws MeterlineException if it has not ended, or its folder cannot be read
   */
  public ViewFiles written() {
    try {
      var note = folder.read(RoundNote.name(round));
      if (note.isEmpty()) {
        throw new MeterlineException(folder.path(RoundNote.name(round)) + " is missing: not all files were written, or it was removed");
      }
      return files.replaced(roundFolder().location(), RoundNote.read(note.get()));
    } catch (IOException e) {
      throw new MeterlineException(folder.path(RoundNote.name(round)) + ": cannot be read: " + e.getMessage(), e);
    }
  }

  /** Notes the devices whose rows after their range may differ, too. */
  public void noteOpen(PCollection<String> devices) {
    devices.apply("Open devices", openDevices().writer());
  }

  /**
   * The devices noted, after the round has ended.
   *
   * @throws MeterlineException if they cannot be read
   */
  public List<String> open() {
    return openDevices().read();
  }

  private OpenDevices openDevices() {
    return new OpenDevices(folder, "round-" + round + ".open");
  }

  /**
   * The round after this one, which has ended.
   *
   * @throws MeterlineException as {@link #written}
   */
  public AmendedVersion next() {
    return new AmendedVersion(written(), folder, round + 1, dates);
  }

  /** Writes the files of the round. */
  AmendFileFn amendFile(List<View> views) {
    return new AmendFileFn(files, roundFolder().location(), dates, views);
  }

  /** Leaves the note that the files of the round are written. */
  void note(SortedMap<String, Long> rows) {
    try {
      folder.write(RoundNote.name(round), RoundNote.text(rows));
    } catch (IOException e) {
      throw new MeterlineException("cannot write " + folder.path(RoundNote.name(round)) + ": " + e.getMessage(), e);
    }
  }

  private Folder roundFolder() {
    return folder.in("round-" + round);
  }

  private static final class AmendViews extends PTransform<PCollection<PackedRows>, PDone> {
    private static final long serialVersionUID = 1;

    // Only used while the pipeline is built.
    private final transient AmendedVersion version;
    private final transient List<View> views;

    AmendViews(AmendedVersion version, List<View> views) {
      this.version = version;
      this.views = List.copyOf(views);
    }

    @Override
    public PDone expand(PCollection<PackedRows> rows) {
      var written =
          ParquetViews.byFile(rows, views)
              .apply("Amend files", ParDo.of(version.amendFile(views)))
              .setCoder(ParquetViews.FILES);
      CompleteVersion.whenAllAreWritten(written, RoundNote.name(version.round))
          .apply("Note files", ParDo.of(new NoteFn(version)));
      return PDone.in(rows.getPipeline());
    }
  }

  private static final class NoteFn extends DoFn<KV<String, Iterable<KV<String, Long>>>, Void> {
    private static final long serialVersionUID = 1;

    private final AmendedVersion version;

    NoteFn(AmendedVersion version) {
      this.version = version;
    }

    @ProcessElement
    public void note(@Element KV<String, Iterable<KV<String, Long>>> written) {
      version.note(CompleteVersion.rows(written));
    }
  }
}
