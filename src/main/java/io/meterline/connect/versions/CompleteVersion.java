package io.meterline.connect.versions;

import io.meterline.connect.files.Folder;
import io.meterline.model.view.View;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.Flatten;
import org.apache.beam.sdk.transforms.GroupByKey;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.WithKeys;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionList;
import org.apache.beam.sdk.values.PDone;
import org.apache.beam.sdk.values.TypeDescriptors;

/**
 * Completes a version once all of its files are written, and publishes it or leaves it unpublished. It is a step of the
 * pipeline, so that no process has to wait for the run. Its input is the row count of each file, by the file's name in
 * the version.
 */
final class CompleteVersion extends PTransform<PCollection<KV<String, Long>>, PDone> {
  private static final long serialVersionUID = 1;

  /** Always present in the input, so that a run without rows completes, too. */
  private static final String NO_FILE = "";

  private final Folder views;
  private final String name;
  private final Recipe recipe;
  private final Provenance provenance;
  private final Target.WhenComplete whenComplete;
  private final int keep;
  private final List<View> all;

  CompleteVersion(Target target, String name, Recipe recipe, Provenance provenance, List<View> all) {
    this.views = target.views().absolute();
    this.name = name;
    this.recipe = recipe;
    this.provenance = provenance;
    this.whenComplete = target.whenComplete();
    this.keep = target.keep();
    this.all = List.copyOf(all);
  }

  @Override
  public PDone expand(PCollection<KV<String, Long>> written) {
    whenAllAreWritten(written, name).apply("Complete", ParDo.of(new CompleteFn(this)));
    return PDone.in(written.getPipeline());
  }

  /** One element, once all files are written; {@link #rows} of it are the row counts of the files. */
  static PCollection<KV<String, Iterable<KV<String, Long>>>> whenAllAreWritten(PCollection<KV<String, Long>> written, String name) {
    var coder = ParquetViews.FILES;
    var none = written.getPipeline().apply("No file", Create.of(KV.of(NO_FILE, 0L)).withCoder(coder));
    return PCollectionList.of(written)
        .and(none)
        .apply("All files", Flatten.pCollections())
        .apply("By version", WithKeys.<String, KV<String, Long>>of(name).withKeyType(TypeDescriptors.strings()))
        .setCoder(KvCoder.of(StringUtf8Coder.of(), coder))
        .apply("When all are written", GroupByKey.create());
  }

  /** The row count of each file, by its name. */
  static SortedMap<String, Long> rows(KV<String, Iterable<KV<String, Long>>> written) {
    var files = new TreeMap<String, Long>();
    written.getValue().forEach(file -> files.put(file.getKey(), file.getValue()));
    files.remove(NO_FILE);
    return files;
  }

  private static final class CompleteFn extends DoFn<KV<String, Iterable<KV<String, Long>>>, Void> {
    private static final long serialVersionUID = 1;

    private final CompleteVersion version;

    CompleteFn(CompleteVersion version) {
      this.version = version;
    }

    @ProcessElement
    public void complete(@Element KV<String, Iterable<KV<String, Long>>> written) {
      version.complete(rows(written));
    }
  }

  private void complete(SortedMap<String, Long> files) {
    var versions = Versions.at(views);
    versions.complete(name, recipe, provenance, files, all);
    switch (whenComplete) {
      case PUBLISH -> versions.publish(name, keep);
      case HOLD -> {}
    }
  }
}
