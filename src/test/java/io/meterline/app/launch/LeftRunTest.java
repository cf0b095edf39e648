package io.meterline.app.launch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.meterline.app.cli.CommandRun;
import io.meterline.connect.versions.Kind;
import java.nio.file.Path;
import org.apache.beam.sdk.Pipeline.PipelineExecutionException;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A run that no one waits for: the pipeline itself completes and publishes its version. */
class LeftRunTest {
  private static final String LEFT = "--runner=" + LeftRunner.class.getName();

  @TempDir private static Path shared;
  private static Path archive;

  @TempDir Path temp;

  @BeforeAll
  static void simulate() {
    archive = shared.resolve("log");
    succeeds("simulate", "--devices", 6, "--days", 4, "--seed", 5, "--out", archive);
  }

  @ParameterizedTest
  @EnumSource
  void thePipelinePublishesItsVersionLongAfterItsLauncherHasExited(Kind kind) {
    var views = kind.name(temp);
    var said = succeeds("run", "--archive", archive, "--views", views, "--as=left", LEFT);
    assertEquals("the run continues elsewhere, and completes version left of " + views + "\n", said);
    assertTrue(succeeds("views", "list", views).contains("left     incomplete  -"));
    // Another run starts and ends meanwhile: it must not remove what is being written.
    succeeds("run", "--archive", archive, "--views", views, "--as=other", "--known=then");
    LeftRunner.runWhatWasLeft(PipelineOptionsFactory.create());
    assertTrue(succeeds("views", "list", views).lines().anyMatch(line -> line.matches("left +complete +current .*")));
    succeeds("verify", views, views + "@left");
    // Once more, as a service may that lost track of it.
    succeeds("views", "switch", views, "other");
    LeftRunner.runWhatWasLeft(PipelineOptionsFactory.create());
    succeeds("verify", views, views + "@other");
  }

  @ParameterizedTest
  @EnumSource
  void aRunWhoseVersionWasRemovedMeanwhileFails(Kind kind) {
    var views = kind.name(temp);
    succeeds("run", "--archive", archive, "--views", views, "--as=left", LEFT);
    succeeds("run", "--archive", archive, "--views", views, "--as=other", "--known=then");
    succeeds("views", "remove", views, "left");
    var failure =
        assertThrows(
            PipelineExecutionException.class, () -> LeftRunner.runWhatWasLeft(PipelineOptionsFactory.create()));
    assertTrue(failure.getMessage().contains("version left of views "), failure.getMessage());
    assertTrue(failure.getMessage().contains("was removed while it was written"), failure.getMessage());
    succeeds("verify", views, views + "@other");
  }

  private static String succeeds(Object... words) {
    var run = CommandRun.of(words);
    assertEquals(0, run.exitCode(), run.err());
    return run.out();
  }
}
