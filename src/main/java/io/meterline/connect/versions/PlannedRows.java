package io.meterline.connect.versions;

import io.meterline.connect.files.Folder;
import io.meterline.engine.device.Snapshots;
import io.meterline.model.MeterlineException;
import io.meterline.model.time.DateRange;
import io.meterline.model.view.AmendedShard;
import io.meterline.model.view.PackedRows;
import io.meterline.model.view.RowChange;
import io.meterline.model.view.RowDifferences;
import io.meterline.model.view.Table;
import io.meterline.model.view.View;
import io.meterline.pipeline.MeterlinePipeline;
import java.io.IOException;
import java.io.Serializable;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PDone;

/**
 * Keeps only the rows that differ from those of a version, before and after, instead of whole files. For the first round of a range
 * replay: the next one would need the files.
 *
 * @param base the files of the version
 * @param folder a folder for the rows
 * @param dates the dates of the rows that are compared
 */
public record PlannedRows(ViewFiles base, Folder folder, DateRange dates) implements MeterlinePipeline.Sink, Serializable {
  private static final String BEFORE = "before";
  private static final String AFTER = "after";
  private static final String NOTE = "planned.files";

  /** The rows that differ from those of a version. */
  public static PlannedRows of(Base base, Folder folder, DateRange dates) {
    return new PlannedRows(base.files(), folder, dates);
  }

  @Override
  public void write(PCollection<PackedRows> rows, List<View> views) {
    // A plan shows content, and snapshots are none.
    var content = views.stream().filter(view -> !view.equals(Snapshots.VIEW)).toList();
    rows.apply("Plan rows", new Compare(this, content));
  }

  /** Notes the devices whose rows after their range may differ, too. */
  public void noteOpen(PCollection<String> devices) {
    devices.apply("Open devices", openDevices().writer());
  }

  /**
   * The devices noted, after the round has ended. If there are any, the rows are not all that differ.
   *
   * @throws MeterlineException if they cannot be read
   */
  public List<String> open() {
    return openDevices().read();
  }

  private OpenDevices openDevices() {
    return new OpenDevices(folder, "planned.open");
  }

  /**
   * The rows that differ, after the round has ended.
   *
   * @throws MeterlineException if it has not ended, or its folder cannot be read
   */
  public Differences differences() {
    try {
      var note = folder.read(NOTE).orElseThrow(() -> new MeterlineException(folder.path(NOTE) + " is missing: not all rows were compared"));
      return Differences.of(folder, RoundNote.read(note));
    } catch (IOException e) {
      throw new MeterlineException(folder.path(NOTE) + ": cannot be read: " + e.getMessage(), e);
    }
  }

  /**
   * The rows that differ.
   *
   * @param before the files of rows that are changed or deleted, as they were
   * @param after the files of rows that are added or changed, as they would be
   */
  public record Differences(ViewFiles before, ViewFiles after) implements RowDifferences {
    private static Differences of(Folder folder, SortedMap<String, Long> rows) {
      return new Differences(side(folder.in(BEFORE), BEFORE, rows), side(folder.in(AFTER), AFTER, rows));
    }

    private static ViewFiles side(Folder folder, String side, SortedMap<String, Long> rows) {
      var ofSide = new TreeMap<String, Long>();
      rows.tailMap(side + "/").headMap(side + "0").forEach((name, count) -> ofSide.put(name.substring(side.length() + 1), count));
      return new ViewFiles(new TreeMap<>()).replaced(folder.location(), ofSide);
    }

    @Override
    public void read(View view, Consumer<RowChange> changes) {
      new FileDifferences(before, after).read(view, changes);
    }

    /** The number of files of the version in which rows differ. */
    public long files() {
      var names = new TreeSet<>(before.places().keySet());
      names.addAll(after.places().keySet());
      return names.size();
    }
  }

  private static final class Compare extends PTransform<PCollection<PackedRows>, PDone> {
    private static final long serialVersionUID = 1;

    // Only used while the pipeline is built.
    private final transient PlannedRows planned;
    private final transient List<View> views;

    Compare(PlannedRows planned, List<View> views) {
      this.planned = planned;
      this.views = views;
    }

    @Override
    public PDone expand(PCollection<PackedRows> rows) {
      var compared =
          ParquetViews.byFile(rows, views)
              .apply("Compare with files", ParDo.of(new CompareFn(planned, views)))
              .setCoder(ParquetViews.FILES);
      CompleteVersion.whenAllAreWritten(compared, NOTE).apply("Note files", ParDo.of(new NoteFn(planned)));
      return PDone.in(rows.getPipeline());
    }
  }
  /** Compares the changes of a file with its rows. Outputs the number of rows that differ, before and after. */
  private static final class CompareFn extends DoFn<KV<String, Iterable<PackedRows>>, KV<String, Long>> {
    private static final long serialVersionUID = 1;

    private final PlannedRows planned;
    private final List<View> views;

    CompareFn(PlannedRows planned, List<View> views) {
      this.planned = planned;
      this.views = views;
    }

    @ProcessElement
    public void compare(@Element KV<String, Iterable<PackedRows>> file, OutputReceiver<KV<String, Long>> written) {
      // Some runners allow only one iteration over a group.
      var some = file.getValue().iterator();
      var first = some.next();
      var view = first.viewIn(views).orElseThrow();
      var rows = new Table(view);
      planned.base.read(file.getKey(), view, rows::row);
      var shard = new AmendedShard(rows);
      shard.add(first);
      some.forEachRemaining(shard::add);
      var before = new Table(view);
      var after = new Table(view);
      shard.differences(
          ParquetViews.dates(view, planned.dates),
          change -> {
            change.before().ifPresent(before::row);
            change.after().ifPresent(after::row);
          });
      write(BEFORE + "/" + file.getKey(), before, written);
      write(AFTER + "/" + file.getKey(), after, written);
    }

    private void write(String name, Table rows, OutputReceiver<KV<String, Long>> written) {
      if (rows.size() > 0) {
        ParquetViews.writeFile(planned.folder.location() + "/" + name, rows);
        written.output(KV.of(name, (long) rows.size()));
      }
    }
  }

  /** Leaves the note that all rows are compared. */
  private static final class NoteFn extends DoFn<KV<String, Iterable<KV<String, Long>>>, Void> {
    private static final long serialVersionUID = 1;

    private final PlannedRows planned;

    NoteFn(PlannedRows planned) {
      this.planned = planned;
    }

    @ProcessElement
    public void note(@Element KV<String, Iterable<KV<String, Long>>> written) {
      try {
        planned.folder.write(NOTE, RoundNote.text(CompleteVersion.rows(written)));
      } catch (IOException e) {
        throw new MeterlineException("cannot write " + planned.folder.path(NOTE) + ": " + e.getMessage(), e);
      }
    }
  }
}
