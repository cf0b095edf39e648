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

/** A run without a pipeline: a version of which every view has one small file. */
final class SmallRun {
  private static final String FILE = "mark.parquet";

  private SmallRun() {}

  /** A recipe for views that say the mark. */
  static Recipe recipe(String mark) {
    return Recipe.of(Map.of("known", mark));
  }

  /** Runs to the end, and turns readers. */
  static String publish(Folder views, String mark) {
    return publish(views, Optional.empty(), mark);
  }

  /** Runs to the end under a name, and turns readers. */
  static String publish(Folder views, Optional<String> as, String mark) {
    try (var run = Versions.begin(views, as, recipe(mark), Analyses.standard().views())) {
      write(run, mark);
      Versions.at(views).complete(run.name(), recipe(mark), files(), Analyses.standard().views());
      Versions.at(views).publish(run.name(), 1);
      return run.name();
    }
  }

  /** Runs to the end under a name, and leaves readers where they are. */
  static void hold(Folder views, String as, String mark) {
    try (var run = Versions.begin(views, Optional.of(as), recipe(mark), Analyses.standard().views())) {
      write(run, mark);
      Versions.at(views).complete(as, recipe(mark), files(), Analyses.standard().views());
    }
  }

  /** Writes a file for each view. */
  static void write(PendingVersion run, String mark) {
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

  /** What {@link #write} wrote: one row in each file. */
  static Map<String, Long> files() {
    var files = new TreeMap<String, Long>();
    Analyses.standard().views().forEach(view -> files.put(view.name() + "/" + FILE, 1L));
    return files;
  }

  /** What the views that readers see say: one mark, where they are of one run. */
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
