package io.meterline.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.meterline.connect.files.Folder;
import io.meterline.connect.versions.Kind;
import io.meterline.connect.versions.Recipe;
import io.meterline.connect.versions.Versions;
import io.meterline.engine.analysis.Analyses;
import io.meterline.model.view.View;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Leftovers of failed runs are shown to the operator before they are removed. */
class ViewsCleanCommandTest {
  private static final List<View> VIEWS = Analyses.standard().views();

  private static final String NAME_IT =
      "if you know that a run elsewhere has ended, name its version: views clean VIEWS NAME --yes";

  @TempDir Path temp;

  @Test
  void nothingIsRemovedWithoutYes() throws IOException {
    var views = temp.resolve("views");
    Files.createDirectories(views.resolve("versions/7/usage"));
    Files.createFile(views.resolve(".3f1c.partial"));
    var listed =
        """
        leftover  name           its run    clean
        version   7              has ended  removes
        file      .3f1c.partial  has ended  removes
        """;
    assertEquals(listed + "nothing was removed yet: add --yes\n", says(1, views));
    assertTrue(Files.exists(views.resolve("versions/7")));
    assertEquals(listed + "removed: 2\n", says(0, views, "--yes"));
    assertEquals(List.of("versions"), visible(views));
    assertEquals("no leftovers of failed runs\n", says(0, views));
    assertEquals("no leftovers of failed runs\n", says(0, views, "--yes"));
  }

  @ParameterizedTest
  @EnumSource
  void aVersionWhoseRunMayBeRunningElsewhereIsRemovedIfItIsNamed(Kind kind) {
    var views = kind.name(temp);
    for (var name : List.of("one", "other")) {
      var run = Versions.begin(Folder.at(views), Optional.of(name), Recipe.of(Map.of("known", "now")), VIEWS);
      run.handOver();
      run.close();
    }
    var listed =
        """
        leftover  name   its run                   clean
        version   one    may be running elsewhere  keeps
        version   other  may be running elsewhere  keeps
        """;
    assertEquals(listed + NAME_IT + "\n", says(1, views));
    assertEquals(listed + "removed: 0\n" + NAME_IT + "\n", says(1, views, "--yes"));
    var named = listed.replaceFirst("keeps", "removes");
    assertEquals(named + "nothing was removed yet: add --yes\n", says(1, views, "one"));
    assertEquals(named + "removed: 1\n", says(1, views, "one", "--yes"));
    assertEquals(listed.replaceFirst("version   one.*\n", "") + "removed: 0\n" + NAME_IT + "\n", says(1, views, "--yes"));
  }

  @Test
  void aVersionThatIsNotALeftoverIsNotRemovedByItsName() {
    var views = temp.resolve("views");
    try (var run = Versions.begin(Folder.at(views.toString()), Optional.of("x"), Recipe.of(Map.of("known", "now")), VIEWS)) {
      for (var name : List.of(run.name(), "nothing")) {
        var refused = CommandRun.of("views", "clean", views, name, "--yes");
        assertEquals(2, refused.exitCode(), refused.out());
        assertEquals(
            "meterline: version " + name
                + " is not a leftover: it is complete, damaged, being written, or does not exist; see 'meterline views list'\n",
            refused.err());
      }
      assertEquals("no leftovers of failed runs\n", says(0, views, "--yes"));
      assertTrue(Files.isDirectory(views.resolve("versions/x")));
    }
    assertEquals(2, CommandRun.of("views", "clean", temp.resolve("nowhere")).exitCode());
  }

  private static List<String> visible(Path folder) {
    return Arrays.stream(folder.toFile().list()).filter(name -> !name.equals(".lock")).sorted().toList();
  }

  private static String says(int exitCode, Object views, String... words) {
    var run = CommandRun.of(Stream.concat(Stream.of("views", "clean", views), Stream.of(words)).toArray());
    assertEquals(exitCode, run.exitCode(), run.out() + run.err());
    assertEquals("", run.err());
    return run.out();
  }
}
