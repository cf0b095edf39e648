package io.meterline.connect.versions;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.meterline.connect.files.Folder;
import io.meterline.connect.files.MemoryStore;
import io.meterline.connect.parquet.ViewReader;
import io.meterline.connect.versions.Version.Standing;
import io.meterline.connect.versions.Version.State;
import io.meterline.engine.analysis.Analyses;
import io.meterline.model.MeterlineException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Versions on a disk and in an object store alike. */
class VersionsTest {
  @TempDir Path temp;

  @ParameterizedTest
  @EnumSource
  void theVersionPublishedLastIsCurrent(Kind kind) {
    var views = kind.place(temp);
    SmallRun.publish(views, "one");
    assertEquals(Set.of("one"), SmallRun.seen(views));
    SmallRun.publish(views, "two");
    assertEquals(Set.of("two"), SmallRun.seen(views));
  }

  @ParameterizedTest
  @EnumSource
  void aHeldVersionBecomesCurrentBySwitchingToItAndBack(Kind kind) {
    var views = kind.place(temp);
    SmallRun.publish(views, Optional.of("old"), "old");
    SmallRun.hold(views, "new", "new");
    assertEquals(Set.of("old"), SmallRun.seen(views));
    var versions = Versions.at(views);
    versions.switchTo("new");
    assertEquals(Set.of("new"), SmallRun.seen(views));
    assertEquals(Map.of("new", Standing.CURRENT, "old", Standing.PREVIOUS), standings(versions));
    versions.switchTo("old");
    assertEquals(Set.of("old"), SmallRun.seen(views));
    assertEquals(Map.of("old", Standing.CURRENT, "new", Standing.PREVIOUS), standings(versions));
  }

  @ParameterizedTest
  @EnumSource
  void readingBeforeAnyVersionIsPublishedFails(Kind kind) {
    var views = kind.place(temp);
    SmallRun.hold(views, "new", "new");
    assertFails("no version was published yet", () -> Versions.read(views.toString()));
    assertEquals(Versions.at(views).folder("new").location(), Versions.read(views + "@new").location());
  }

  @ParameterizedTest
  @EnumSource
  void thePreviousVersionIsKeptAndOlderOnesAreRemovedExceptUnpublishedOnes(Kind kind) {
    var views = kind.place(temp);
    SmallRun.hold(views, "held", "held");
    for (var mark : List.of("a", "b", "c")) {
      SmallRun.publish(views, Optional.of(mark), mark);
    }
    var standings = Map.of("held", Standing.OTHER, "b", Standing.PREVIOUS, "c", Standing.CURRENT);
    assertEquals(standings, standings(Versions.at(views)));
  }

  @ParameterizedTest
  @EnumSource
  void onlyAsManyVersionsAsConfiguredAreKept(Kind kind) {
    var views = kind.place(temp);
    for (var mark : List.of("a", "b", "c")) {
      SmallRun.hold(views, mark, mark);
    }
    var versions = Versions.at(views);
    versions.publish("a", 1);
    versions.publish("b", 2);
    versions.publish("c", 2);
    assertEquals(Set.of("a", "b", "c"), standings(versions).keySet());
    SmallRun.hold(views, "d", "d");
    versions.publish("d", 0);
    assertEquals(Set.of("d"), standings(versions).keySet());
  }

  @ParameterizedTest
  @EnumSource
  void aCompleteVersionIsNotRewrittenByTheSameRulesAndRefusedToOthers(Kind kind) {
    var views = kind.place(temp);
    SmallRun.hold(views, "x", "then");
    try (var again = Versions.begin(views, Optional.of("x"), SmallRun.recipe("then"), Analyses.standard().views())) {
      assertEquals(InProgressVersion.Work.COMPLETE_ALREADY, again.work());
    }
    assertFails(
        "version x of views " + views + " is complete, and was made with known=then, not known=now",
        () -> Versions.begin(views, Optional.of("x"), SmallRun.recipe("now"), Analyses.standard().views()));
    assertEquals(State.COMPLETE, Versions.at(views).list().get(0).state());
  }

  @ParameterizedTest
  @EnumSource
  void filesOfAFailedAttemptAreRemovedWhenTheNextCompletes(Kind kind) {
    var views = kind.place(temp);
    try (var failed = Versions.begin(views, Optional.of("x"), SmallRun.recipe("m"), Analyses.standard().views())) {
      SmallRun.write(failed.folder(), "usage/stale.parquet", "half");
    }
    SmallRun.publish(views, Optional.of("x"), "m");
    assertEquals(Set.of("m"), SmallRun.seen(views));
    assertFalse(names(Versions.at(views).folder("x")).contains("usage/stale.parquet"));
  }

  @ParameterizedTest
  @EnumSource
  void anIncompleteVersionCannotBeReadOrSwitchedTo(Kind kind) {
    var views = kind.place(temp);
    SmallRun.publish(views, "one");
    try (var run = Versions.begin(views, Optional.of("x"), SmallRun.recipe("m"), Analyses.standard().views())) {
      SmallRun.write(run, "m");
      assertFails("version x of views " + views + " is not complete", () -> Versions.at(views).switchTo("x"));
      assertFails("is not complete", () -> Versions.at(views).publish("x", 1));
      assertFails("is not complete", () -> Versions.read(views + "@x"));
    }
    assertFails("have no version y", () -> Versions.at(views).switchTo("y"));
    assertFails("have no version y", () -> Versions.read(views + "@y"));
    assertEquals(Set.of("one"), SmallRun.seen(views));
  }

  @ParameterizedTest
  @EnumSource
  void twoConcurrentRunsDoNotInterfere(Kind kind) {
    var views = kind.place(temp);
    try (var one = Versions.begin(views, Optional.empty(), SmallRun.recipe("one"), Analyses.standard().views());
        var other = Versions.begin(views, Optional.empty(), SmallRun.recipe("other"), Analyses.standard().views())) {
      SmallRun.write(one, "one");
      SmallRun.write(other, "other");
      complete(views, other, "other");
      assertEquals(Set.of("other"), SmallRun.seen(views));
      complete(views, one, "one");
      assertEquals(Set.of("one"), SmallRun.seen(views));
    }
    assertEquals(2, Versions.at(views).list().size());
  }

  @ParameterizedTest
  @EnumSource
  void aRunWithOtherRulesIsRefusedTheNameOfAVersionBeingWritten(Kind kind) {
    var views = kind.place(temp);
    try (var run = Versions.begin(views, Optional.of("x"), SmallRun.recipe("now"), Analyses.standard().views())) {
      assertFails(
          "version x of views " + views + " was begun with known=now, not known=then",
          () -> Versions.begin(views, Optional.of("x"), SmallRun.recipe("then"), Analyses.standard().views()));
      SmallRun.write(run, "now");
      complete(views, run, "now");
    }
    assertEquals(Set.of("now"), SmallRun.seen(views));
  }

  @Test
  void aSecondRunOfTheSameNameIsRefusedOnADisk() {
    var views = Kind.PATH.place(temp);
    try (var run = Versions.begin(views, Optional.of("x"), SmallRun.recipe("m"), Analyses.standard().views())) {
      assertFails("is being written by another run", () -> Versions.begin(views, Optional.of("x"), SmallRun.recipe("m"), Analyses.standard().views()));
      assertEquals(State.BEING_WRITTEN, Versions.at(views).list().get(0).state());
      assertFails("is being written", () -> Versions.at(views).remove(run.name()));
    }
  }

  @Test
  void aSecondRunOfTheSameNameAndRulesIsHarmlessInAStore() {
    var views = Kind.OBJECT_STORE.place(temp);
    try (var one = Versions.begin(views, Optional.of("x"), SmallRun.recipe("m"), Analyses.standard().views());
        var other = Versions.begin(views, Optional.of("x"), SmallRun.recipe("m"), Analyses.standard().views())) {
      SmallRun.write(one, "m");
      complete(views, one, "m");
      SmallRun.write(other, "m");
      assertEquals(Set.of("m"), SmallRun.seen(views));
      complete(views, other, "m");
    }
    assertEquals(Set.of("m"), SmallRun.seen(views));
    assertEquals(Map.of("x", Standing.CURRENT), standings(Versions.at(views)));
  }

  @ParameterizedTest
  @EnumSource
  void publishingARunAgainDoesNotUndoLaterPublications(Kind kind) {
    var views = kind.place(temp);
    var first = SmallRun.publish(views, "one");
    SmallRun.publish(views, "two");
    var versions = Versions.at(views);
    versions.complete(first, SmallRun.recipe("one"), Provenance.NONE, SmallRun.files(), Analyses.standard().views());
    versions.publish(first, 1);
    assertEquals(Set.of("two"), SmallRun.seen(views));
  }

  @ParameterizedTest
  @EnumSource
  void aVersionRemovedWhileItIsWrittenIsNotPublished(Kind kind) {
    var views = kind.place(temp);
    SmallRun.publish(views, "one");
    var run = Versions.begin(views, Optional.of("x"), SmallRun.recipe("m"), Analyses.standard().views());
    SmallRun.write(run, "m");
    run.handOver();
    run.close();
    Versions.at(views).remove("x");
    SmallRun.write(run, "m");
    assertFails("was removed while it was written", () -> complete(views, run, "m"));
    assertEquals(Set.of("one"), SmallRun.seen(views));
  }

  @ParameterizedTest
  @EnumSource
  void aRunHandedOverCompletesItsVersionAfterItsLauncherHasEnded(Kind kind) {
    var views = kind.place(temp);
    var run = Versions.begin(views, Optional.of("x"), SmallRun.recipe("m"), Analyses.standard().views());
    run.handOver();
    run.close();
    SmallRun.publish(views, "another run in between");
    SmallRun.write(run, "m");
    complete(views, run, "m");
    assertEquals(Set.of("m"), SmallRun.seen(views));
  }

  @ParameterizedTest
  @EnumSource
  void theCurrentVersionIsNotRemoved(Kind kind) {
    var views = kind.place(temp);
    SmallRun.publish(views, Optional.of("a"), "a");
    SmallRun.publish(views, Optional.of("b"), "b");
    var versions = Versions.at(views);
    assertFails("is the current version; switch to another first", () -> versions.remove("b"));
    versions.remove("a");
    assertEquals(Map.of("b", Standing.CURRENT), standings(versions));
    assertFails("have no version a", () -> versions.remove("a"));
  }

  @ParameterizedTest
  @EnumSource
  void aViewWithoutRowsHasItsColumns(Kind kind) {
    var views = kind.place(temp);
    try (var run = Versions.begin(views, Optional.of("x"), SmallRun.recipe("m"), Analyses.standard().views())) {
      Versions.at(views).complete(run.name(), SmallRun.recipe("m"), Provenance.NONE, Map.of(), Analyses.standard().views());
    }
    for (var view : Analyses.standard().views()) {
      assertEquals(0, ViewReader.of(Versions.read(views + "@x"), view).count());
      assertEquals(0, Versions.at(views).list().get(0).rows().get(view.name()));
    }
  }

  @Test
  void aFileUriAndItsPathAreTheSameLocation() {
    var path = Kind.PATH.place(temp);
    var uri = Folder.at("file://" + path);
    SmallRun.publish(path, Optional.of("one"), "one");
    SmallRun.publish(uri, Optional.of("two"), "two");
    assertEquals(Set.of("two"), SmallRun.seen(path));
    assertEquals(Set.of("two"), SmallRun.seen(uri));
    try (var run = Versions.begin(path, Optional.of("x"), SmallRun.recipe("m"), Analyses.standard().views())) {
      assertFails("is being written", () -> Versions.at(uri).remove(run.name()));
    }
  }

  @Test
  void viewsCopiedFromAStoreToADiskCanBeReadAndSwitched() throws IOException {
    var store = MemoryStore.create();
    var views = Folder.at(store.uri("some/views"));
    SmallRun.publish(views, Optional.of("old"), "old");
    SmallRun.publish(views, Optional.of("new"), "new");
    var copy = Kind.PATH.place(temp);
    for (var object : store.objects("some/views/").entrySet()) {
      try (var out = copy.create(object.getKey())) {
        out.write(ByteBuffer.wrap(object.getValue()));
      }
    }
    assertEquals(Set.of("new"), SmallRun.seen(copy));
    Versions.at(copy).switchTo("old");
    assertEquals(Set.of("old"), SmallRun.seen(copy));
    assertEquals(Map.of("old", Standing.CURRENT, "new", Standing.PREVIOUS), standings(Versions.at(copy)));
    assertTrue(Files.isSymbolicLink(temp.resolve("views/current")));
    SmallRun.publish(copy, "next");
    assertEquals(Set.of("next"), SmallRun.seen(copy));
  }

  @Test
  void viewsOfTheEarlierLayoutAreRefusedByReadersAndWriters() throws IOException {
    var views = Kind.PATH.place(temp);
    var version = Files.createDirectories(temp.resolve("views/.versions/1"));
    Files.createSymbolicLink(temp.resolve("views/.current"), version);
    Files.createSymbolicLink(temp.resolve("views/usage"), Path.of(".current/usage"));
    var says = "views " + views + ": were written by an earlier version of meterline (.versions)";
    assertFails(says, () -> Versions.at(views));
    assertFails(says, () -> Versions.read(views.toString()));
    assertFails(says, () -> Versions.read(views + "@1"));
    assertFails(says, () -> Versions.begin(views, Optional.empty(), SmallRun.recipe("m"), Analyses.standard().views()));
    assertEquals(Set.of(".versions", ".current", "usage"), Set.of(temp.resolve("views").toFile().list()));
  }

  @ParameterizedTest
  @EnumSource
  void foldersOfViewsThatNoRunWroteAreRefused(Kind kind) {
    var views = kind.place(temp);
    SmallRun.write(views, "alerts/mine.parquet", "mine");
    assertFails("alerts was not written by a run", () -> Versions.begin(views, Optional.empty(), SmallRun.recipe("m"), Analyses.standard().views()));
  }

  @Test
  void namesAreThoseThatEveryStoreAccepts() {
    var views = Kind.PATH.place(temp);
    for (var name : List.of("", ".", "..", "a/b", "A", "-a", ".a", "a b", "ä", "a".repeat(64))) {
      assertFails("a version name has", () -> Versions.begin(views, Optional.of(name), SmallRun.recipe("m"), Analyses.standard().views()));
    }
    assertTrue(VersionName.isName(VersionName.generated()));
  }

  @Test
  void newNumbersContinueFromTheHighest() {
    var views = Kind.PATH.place(temp);
    assertEquals("1", SmallRun.publish(views, "a"));
    assertEquals("2", SmallRun.publish(views, "b"));
    SmallRun.hold(views, "9", "c");
    assertEquals("10", SmallRun.publish(views, "d"));
    assertEquals(List.of("2", "9", "10"), Versions.at(views).list().stream().map(Version::name).toList());
  }

  private static void complete(Folder views, InProgressVersion run, String mark) {
    Versions.at(views).complete(run.name(), SmallRun.recipe(mark), Provenance.NONE, SmallRun.files(), Analyses.standard().views());
    Versions.at(views).publish(run.name(), 1);
  }

  private static Map<String, Standing> standings(Versions versions) {
    return versions.list().stream().collect(Collectors.toMap(Version::name, Version::standing));
  }

  private static Set<String> names(Folder folder) {
    try {
      return folder.files().stream().map(file -> file.name()).collect(Collectors.toSet());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void assertFails(String says, Executable step) {
    var failure = assertThrows(MeterlineException.class, step);
    assertTrue(failure.getMessage().contains(says), failure.getMessage());
  }
}
