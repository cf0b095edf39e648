package io.meterline.connect.versions;

import io.meterline.connect.files.Folder;
import io.meterline.engine.analysis.Analyses;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/** A run without a pipeline, which writes a version with one small file per view. */
final class SmallRun {
  private static final String FILE = "mark.parquet";

  private SmallRun() {}

  /** A recipe for views with the given mark. */
  static Recipe recipe(String mark) {
    return Recipe.of(Map.of("known", mark));
  }

  /** Completes a run, and publishes its version. */
  static String publish(Folder views, String mark) {
    return publish(views, Optional.empty(), mark);
  }

  /** Completes a run under a name, and publishes its version. */
  static String publish(Folder views, Optional<String> as, String mark) {
    try (var run = Versions.begin(views, as, recipe(mark), Analyses.standard().views())) {
      write(run, mark);
      Versions.at(views).complete(run.name(), recipe(mark), Provenance.NONE, files(), Analyses.standard().views());
      Versions.at(views).publish(run.name(), 1);
      return run.name();
    }
  }

  /** Completes a run under a name, and does not publish its version. */
  static void hold(Folder views, String as, String mark) {
    try (var run = Versions.begin(views, Optional.of(as), recipe(mark), Analyses.standard().views())) {
      write(run, mark);
      Versions.at(views).complete(as, recipe(mark), Provenance.NONE, files(), Analyses.standard().views());
    }
  }

  /** Writes a file for each view. */
  static void write(InProgressVersion run, String mark) {
    Analyses.standard().views().forEach(view -> write(run.folder(), view.name() + "/" + FILE, mark));
  }

  /** Writes a file of a version. */
  static void write(Folder version, String name, String text) {
    try (var out = version.create(name)) {
      out.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The row counts of the files that {@link #write} writes: one row each. */
  static Map<String, Long> files() {
    var files = new TreeMap<String, Long>();
    Analyses.standard().views().forEach(view -> files.put(view.name() + "/" + FILE, 1L));
    return files;
  }

  /** The marks of the current views: a single one, if they are all of one run. */
  static TreeSet<String> seen(Folder views) {
    var version = Versions.read(views.toString());
    var marks = new TreeSet<String>();
    for (var view : Analyses.standard().views()) {
      marks.add(text(version, view.name() + "/" + FILE));
    }
    return marks;
  }

  private static String text(Folder version, String name) {
    try (var in = Channels.newInputStream(version.open(name))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
