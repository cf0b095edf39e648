package io.meterline.engine.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.meterline.model.log.Reading;
import io.meterline.model.log.Readings;
import io.meterline.model.settings.Settings;
import io.meterline.model.view.Row;
import io.meterline.model.wire.WireInput;
import io.meterline.model.wire.WireOutput;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The analytic that the README shows how to add. */
class ReadmeAnalyticTest {
  private static final String IMPORTS =
      """
      import io.meterline.engine.analysis.*;
      import io.meterline.model.log.Readings;
      import io.meterline.model.settings.Settings;
      import io.meterline.model.view.Column.Type;
      import io.meterline.model.view.View;
      import io.meterline.model.wire.*;
      """;

  @TempDir private Path folder;

  @Test
  void theClassOfTheReadmeCompilesAndFoldsReadingsIntoItsView() throws Exception {
    try (var loader = compiled()) {
      var analysis = (Analysis<?>) loader.loadClass("HeavyUse").getDeclaredConstructor().newInstance();
      var kilowatts = List.of(new Reading(0, 1800, 4_000_000), new Reading(1_800_000, 1800, 6_000_000), new Reading(3_600_000, 1800, 7_000_000));
      assertEquals(List.of(
              "heavy_use device=A at=1970-01-01T00:30:00Z watts=12000 count=1",
              "heavy_use device=A at=1970-01-01T01:00:00Z watts=14000 count=2"), fold(analysis, kilowatts));
    }
  }

  private static <S> List<String> fold(Analysis<S> analysis, List<Reading> readings) {
    var rows = new ArrayList<Row>();
    var out = new Rows(1, rows::add);
    var state = analysis.begin("A");
    for (var reading : readings) {
      state = throughBytes(analysis, analysis.fold(state, Readings.of(reading), new Settings(Map.of()), out));
    }
    analysis.writeOpen(state, out);
    return rows.stream().map(Row::toString).toList();
  }

  private static <S> S throughBytes(Analysis<S> analysis, S state) {
    var out = new WireOutput();
    analysis.write(state, out);
    return analysis.read("A", new WireInput(out.toBytes()));
  }

  private URLClassLoader compiled() throws IOException {
    var readme = Files.readString(Path.of("README.md"));
    var start = readme.indexOf("```java\n") + "```java\n".length();
    var source = Files.writeString(folder.resolve("HeavyUse.java"), IMPORTS + readme.substring(start, readme.indexOf("```", start)));
    var classPath = System.getProperty("java.class.path");
    var exit = ToolProvider.getSystemJavaCompiler().run(null, null, null, "-cp", classPath, "-d", folder.toString(), source.toString());
    assertTrue(exit == 0, "the class of the README must compile");
    return new URLClassLoader(new URL[] {folder.toUri().toURL()}, getClass().getClassLoader());
  }
}
