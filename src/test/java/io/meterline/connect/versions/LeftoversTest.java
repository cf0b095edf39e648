package io.meterline.connect.versions;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.meterline.connect.files.Folder;
import io.meterline.connect.versions.Leftover.Run;
import io.meterline.engine.analysis.Analyses;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What unfinished runs leave behind, and that removing it does not affect other runs. */
class LeftoversTest {
  @TempDir Path temp;

  @ParameterizedTest
  @EnumSource
  void completeDamagedAndHeldVersionsAndOtherFoldersAreNotLeftovers(Kind kind) {
    var views = kind.place(temp);
    SmallRun.write(views, "versions/A backup of mine/usage/a.parquet", "mine");
    SmallRun.publish(views, Optional.of("a"), "a");
    SmallRun.hold(views, "held", "held");
    SmallRun.hold(views, "damaged", "damaged");
    SmallRun.write(Versions.at(views).folder("damaged"), "manifest.json", "{");
    assertEquals(List.of(), Versions.at(views).leftovers());
  }

  @ParameterizedTest
  @EnumSource
  void aHandedOverVersionMayBeBeingWrittenElsewhere(Kind kind) {
    var views = kind.place(temp);
    SmallRun.publish(views, Optional.of("a"), "a");
    handOver(views, "x");
    var versions = Versions.at(views);
    assertEquals(List.of(version("x", Run.MAY_BE_RUNNING)), versions.leftovers());
    assertEquals(versions.leftovers(), versions.clean(versions.leftovers()));
    assertEquals(Set.of("a"), names(views));
    assertEquals(Set.of("a"), SmallRun.seen(views));
  }

  @Test
  void theVersionOfAKilledRunOnADiskIsALeftover() throws IOException {
    var views = killed("7");
    assertEquals(List.of(version("7", Run.ENDED)), Versions.at(views).leftovers());
  }

  @Test
  void inAStoreTheRunMayStillBeRunning() {
    var views = Kind.OBJECT_STORE.place(temp);
    Versions.begin(views, Optional.of("x"), SmallRun.recipe("m"), Analyses.standard().views()).close();
    assertEquals(List.of(version("x", Run.MAY_BE_RUNNING)), Versions.at(views).leftovers());
  }

  @Test
  void aRunThatResumesTheVersionInTheMeantimeIsNotDisturbed() throws IOException {
    var views = killed("7");
    var listed = Versions.at(views).leftovers();
    try (var run = Versions.begin(views, Optional.of("7"), SmallRun.recipe("m"), Analyses.standard().views())) {
      assertEquals(List.of(), Versions.at(views).leftovers());
      assertEquals(List.of(), Versions.at(views).clean(listed));
      SmallRun.write(run, "m");
      Versions.at(views).complete("7", SmallRun.recipe("m"), Provenance.NONE, SmallRun.files(), Analyses.standard().views());
      assertEquals(List.of(), Versions.at(views).clean(listed));
    }
    assertEquals(Set.of("7"), names(views));
  }

  @ParameterizedTest
  @EnumSource
  void aVersionCompletedAfterItWasListedIsKept(Kind kind) {
    var views = kind.place(temp);
    var run = handOver(views, "x");
    var listed = Versions.at(views).leftovers();
    SmallRun.write(run, "m");
    Versions.at(views).complete("x", SmallRun.recipe("m"), Provenance.NONE, SmallRun.files(), Analyses.standard().views());
    assertEquals(List.of(), Versions.at(views).clean(listed));
    Versions.at(views).switchTo("x");
    assertEquals(Set.of("m"), SmallRun.seen(views));
  }

  private static InProgressVersion handOver(Folder views, String name) {
    var run = Versions.begin(views, Optional.of(name), SmallRun.recipe("m"), Analyses.standard().views());
    run.handOver();
    run.close();
    return run;
  }

  /**
   * Views on a disk with a version of a killed run: an incomplete version, and a lock file that no process has locked.
   */
  private Folder killed(String name) throws IOException {
    var views = Kind.PATH.place(temp);
    var version = temp.resolve("views/versions").resolve(name);
    Files.createDirectories(version.resolve("usage"));
    Files.writeString(version.resolve("usage/.3f1c.partial"), "PAR1");
    Files.createFile(version.resolve(".lock"));
    return views;
  }

  private static Leftover version(String name, Run run) {
    return new Leftover(Leftover.Kind.VERSION, name, run);
  }

  private static Set<String> names(Folder views) {
    return Versions.at(views).list().stream().map(Version::name).collect(Collectors.toSet());
  }
}
