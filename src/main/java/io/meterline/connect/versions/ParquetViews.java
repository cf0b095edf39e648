package io.meterline.connect.versions;

import io.meterline.connect.files.NamedFiles;
import io.meterline.connect.parquet.ViewWriter;
import io.meterline.engine.device.Snapshots;
import io.meterline.model.MeterlineException;
import io.meterline.model.time.DateRange;
import io.meterline.model.view.GroupKey;
import io.meterline.model.view.PackedRows;
import io.meterline.model.view.Rejected;
import io.meterline.model.view.Shard;
import io.meterline.model.view.Table;
import io.meterline.model.view.View;
import io.meterline.pipeline.Coders;
import io.meterline.pipeline.Counters;
import java.io.IOException;
import java.util.List;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.coders.VarLongCoder;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.Filter;
import org.apache.beam.sdk.transforms.GroupByKey;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.WithKeys;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.TypeDescriptors;

/**
 * Writes views as Parquet files, with the last row of each key.
 *
 * <p>A view is split into shards by the contents of its rows. A file is named after its shard and has its rows sorted,
 * so that it is the same file whichever worker writes it, and however often.
 *
 * @param folder the folder in which each view gets a subfolder
 * @param dates the dates of the rows that are written, except of snapshots
 * @param views the views that are written
 */
record ParquetViews(String folder, DateRange dates, List<View> views) {
  /** The row count of each file, by its path in the folder. */
  static final Coder<KV<String, Long>> FILES = KvCoder.of(StringUtf8Coder.of(), VarLongCoder.of());

  /** Writes the files, and returns the row count of each, by its path in the folder. */
  PCollection<KV<String, Long>> files(PCollection<PackedRows> rows) {
    return rows.apply("Write views", new WriteViews(this));
  }

  private static final class WriteViews extends PTransform<PCollection<PackedRows>, PCollection<KV<String, Long>>> {
    private static final long serialVersionUID = 1;

    // Only used while the pipeline is built.
    private final transient ParquetViews files;

    WriteViews(ParquetViews files) {
      this.files = files;
    }

    @Override
    public PCollection<KV<String, Long>> expand(PCollection<PackedRows> rows) {
      var published = List.copyOf(files.views);
      return byFile(rows, published)
          .apply("Write files", ParDo.of(new WriteFileFn(files.folder, files.dates, published)))
          .setCoder(FILES);
    }
  }

  /** The rows of some views by the path of the file that they belong to. */
  static PCollection<KV<String, Iterable<PackedRows>>> byFile(PCollection<PackedRows> rows, List<View> views) {
    return rows.apply("Published", Filter.by(some -> some.viewIn(views).isPresent()))
        .apply("By file", WithKeys.<String, PackedRows>of(ParquetViews::file).withKeyType(TypeDescriptors.strings()))
        .setCoder(KvCoder.of(StringUtf8Coder.of(), Coders.rows()))
        .apply("Files", GroupByKey.create());
  }

  /**
   * The dates of the rows of a view that are written. Snapshots of all dates are: a later run starts from any of them, whatever it
   * writes.
   */
  static DateRange dates(View view, DateRange dates) {
    return view.equals(Snapshots.VIEW) ? DateRange.ALL : dates;
  }

  /** Writes a file. */
  static void writeFile(String path, Table rows) {
    try (var channel = NamedFiles.create(path)) {
      ViewWriter.write(channel, rows);
    } catch (IOException e) {
      throw new MeterlineException("cannot write " + path + ": " + e.getMessage(), e);
    }
  }

  private static String file(PackedRows rows) {
    return file(rows.groupKey());
  }

  /** The path of a shard's file in the folder of a version. */
  static String file(GroupKey shard) {
    return shard.view() + "/" + shard.shard() + ".parquet";
  }

  private static final class WriteFileFn extends DoFn<KV<String, Iterable<PackedRows>>, KV<String, Long>> {
    private static final long serialVersionUID = 1;

    private final String folder;
    private final DateRange dates;
    private final List<View> views;

    WriteFileFn(String folder, DateRange dates, List<View> views) {
      this.folder = folder;
      this.dates = dates;
      this.views = views;
    }

    @ProcessElement
    public void write(@Element KV<String, Iterable<PackedRows>> file, OutputReceiver<KV<String, Long>> written) {
      // Some runners allow only one iteration over a group.
      var some = file.getValue().iterator();
      var first = some.next();
      var view = first.viewIn(views).orElseThrow();
      var shard = new Shard(view);
      shard.add(first);
      some.forEachRemaining(shard::add);
      var rows = shard.inOrder(dates(view, dates));
      if (rows.size() == 0) {
        return;
      }
      writeFile(folder + "/" + file.getKey(), rows);
      written.output(KV.of(file.getKey(), (long) rows.size()));
      Counters.rows(view).inc(rows.size());
      if (view.equals(Rejected.VIEW)) {
        rows.rows().forEach(Counters::countRejected);
      }
    }
  }
}
