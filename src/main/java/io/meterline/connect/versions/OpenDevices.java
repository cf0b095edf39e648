package io.meterline.connect.versions;

import io.meterline.connect.files.Folder;
import io.meterline.model.MeterlineException;
import java.io.IOException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.TreeSet;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.GroupByKey;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.WithKeys;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PDone;
import org.apache.beam.sdk.values.TypeDescriptors;

/**
 * Notes in a file the devices whose states still differ at the end of their range. Without such devices there is no file.
 *
 * @param folder the folder of the file
 * @param file its name
 */
record OpenDevices(Folder folder, String file) {
  /** Writes the file. */
  PTransform<PCollection<String>, PDone> writer() {
    return new Write(this);
  }

  /**
   * The devices, sorted.
   *
   * @throws MeterlineException if the file cannot be read
   */
  List<String> read() {
    try {
      return folder.read(file).stream().flatMap(String::lines).map(name -> URLDecoder.decode(name, StandardCharsets.UTF_8)).toList();
    } catch (IOException e) {
      throw new MeterlineException(folder.path(file) + ": cannot be read: " + e.getMessage(), e);
    }
  }

  private void write(Iterable<String> devices) {
    var lines = new StringBuilder();
    var sorted = new TreeSet<String>();
    devices.forEach(sorted::add);
    sorted.forEach(name -> lines.append(URLEncoder.encode(name, StandardCharsets.UTF_8)).append('\n'));
    try {
      folder.write(file, lines.toString());
    } catch (IOException e) {
      throw new MeterlineException("cannot write " + folder.path(file) + ": " + e.getMessage(), e);
    }
  }

  private static final class Write extends PTransform<PCollection<String>, PDone> {
    private static final long serialVersionUID = 1;

    // Only used while the pipeline is built.
    private final transient OpenDevices open;

    Write(OpenDevices open) {
      this.open = open;
    }

    @Override
    public PDone expand(PCollection<String> devices) {
      devices
          .apply("By file", WithKeys.<String, String>of(open.file).withKeyType(TypeDescriptors.strings()))
          .apply("Together", GroupByKey.create())
          .apply("Note devices", ParDo.of(new WriteFn(open.folder)));
      return PDone.in(devices.getPipeline());
    }
  }

  private static final class WriteFn extends DoFn<KV<String, Iterable<String>>, Void> {
    private static final long serialVersionUID = 1;

    private final Folder folder;

    WriteFn(Folder folder) {
      this.folder = folder;
    }

    @ProcessElement
    public void note(@Element KV<String, Iterable<String>> devices) {
      new OpenDevices(folder, devices.getKey()).write(devices.getValue());
    }
  }
}
