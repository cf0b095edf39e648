package io.meterline.replay;

import io.meterline.MeterlineException;
import io.meterline.log.Reason;
import io.meterline.parquet.ViewWriter;
import io.meterline.pipeline.Coders;
import io.meterline.pipeline.Counters;
import io.meterline.pipeline.MeterlinePipeline;
import io.meterline.time.DateWindow;
import io.meterline.view.Rejected;
import io.meterline.view.Row;
import io.meterline.view.Shard;
import io.meterline.view.View;
import java.io.IOException;
import java.util.List;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.Filter;
import org.apache.beam.sdk.transforms.GroupByKey;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.WithKeys;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PDone;
import org.apache.beam.sdk.values.TypeDescriptors;

/**
 * Writes views as Parquet files, the last row of each key.
 *
 * <p>A view is cut into shards by what its rows say. A file has its shard's name and its rows in order, so that whoever
 * writes it, and however often, it is the same file.
 *
 * @param folder where each view gets a folder
 * @param window which rows are written
 */
public record ParquetViews(String folder, DateWindow window) implements MeterlinePipeline.Sink {
  @Override
  public void write(View view, PCollection<Row> rows) {
    rows.apply("Write " + view.name(), new WriteView(view, folder + "/" + view.name(), window));
  }

  private static final class WriteView extends PTransform<PCollection<Row>, PDone> {
    private static final long serialVersionUID = 1;

    private final View view;
    private final String folder;
    private final DateWindow window;

    WriteView(View view, String folder, DateWindow window) {
      this.view = view;
      this.folder = folder;
      this.window = window;
    }

    @Override
    public PDone expand(PCollection<Row> rows) {
      rows.apply("Within the window", Filter.by(row -> view.isWithin(window, row)))
          .apply("By shard", WithKeys.<String, Row>of(Shard::of).withKeyType(TypeDescriptors.strings()))
          .setCoder(KvCoder.of(StringUtf8Coder.of(), Coders.row(view)))
          .apply("Shards", GroupByKey.create())
          .apply("Files", ParDo.of(new WriteShardFn(view, folder)));
      return PDone.in(rows.getPipeline());
    }
  }

  private static final class WriteShardFn extends DoFn<KV<String, Iterable<Row>>, Void> {
    private static final long serialVersionUID = 1;

    private final View view;
    private final String folder;

    WriteShardFn(View view, String folder) {
      this.view = view;
      this.folder = folder;
    }

    @ProcessElement
    public void write(@Element KV<String, Iterable<Row>> shard) {
      var path = folder + "/" + shard.getKey() + ".parquet";
      var collected = new Shard(view);
      shard.getValue().forEach(collected::add);
      var rows = collected.inOrder();
      try {
        ViewWriter.write(Files.output(path), view, rows);
      } catch (IOException e) {
        throw new MeterlineException("cannot write " + path + ": " + e.getMessage(), e);
      }
      count(rows);
    }

    private void count(List<Row> rows) {
      Counters.rows(view).inc(rows.size());
      if (view.equals(Rejected.VIEW)) {
        rows.forEach(row -> Counters.rejected(Reason.valueOf((String) row.find("reason").orElseThrow())).inc());
      }
    }
  }
}
