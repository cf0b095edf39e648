package io.meterline.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.meterline.app.launch.FolderBytes;
import io.meterline.app.plan.PlanFolder;
import io.meterline.connect.archive.Archive;
import io.meterline.connect.files.Disk;
import io.meterline.connect.files.FileLocks;
import io.meterline.connect.files.LocalFolder;
import io.meterline.connect.parquet.ChannelInputFile;
import io.meterline.connect.parquet.SettingsReader;
import io.meterline.model.MeterlineException;
import io.meterline.model.log.LoggedChange;
import io.meterline.model.log.Position;
import io.meterline.model.settings.ProposalMark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Plans that are applied. */
class ApplyCommandTest {
  private static final String PRICE_OF_M2 = "device:m2 price 0.20/kWh from 2024-01-11";

  @TempDir Path temp;
  private PlannedHomes homes;
  private Path plan;

  @BeforeEach
  void threeHomes() {
    homes = new PlannedHomes(temp).published();
    plan = temp.resolve("plan");
  }

  @Test
  void theVersionIsThatOfAFullReplayAndDiffersByWhatWasPlanned() {
    planned("--reason=complaint 17");
    var out = applied();
    assertTrue(out.contains("logged SET price.micros.per.kwh 200000 for device:m2, effective 2024-01-11T00:00:00Z: partition 0, offset "), out);
    assertTrue(out.contains("usage        0 added, 10 changed, 0 deleted"), out);
    homes.assertEqualToAFullReplay();
    var verified = CommandRun.of("verify", homes.views + "@1", homes.views);
    assertTrue(verified.out().contains("usage                  60           60         10          0          0          0"), verified.out());
    assertTrue(logged().get(0).reason().orElseThrow().startsWith("complaint 17 [plan "), logged()::toString);
  }

  @Test
  void appliedTwiceItIsLoggedOnce() {
    planned();
    applied();
    var again = applied();
    assertTrue(again.contains("the log has 1 of the 1 changes of plan "), again);
    assertEquals(1, logged().size());
  }

  /** Another version would take the place of the one to roll back to. */
  @Test
  void appliedAgainAfterOtherEventsItPublishesNothing() {
    planned();
    applied();
    homes.log.reading("m1", "2024-01-09T12:00:00Z", 1800, 400_000, "2024-02-01T00:00:00Z");
    homes.append();
    var again = applied();
    assertTrue(again.contains("version 2 of " + homes.views + " has them, and is current"), again);
    assertEquals(0, CommandRun.of("views", "switch", homes.views, "1").exitCode());
  }

  @Test
  void aPlanOfViewsWithOtherRulesIsRefused() {
    planned();
    var rules = CommandRun.of("run", "--archive", homes.archive.path(), "--views", homes.views, "--as=other", "--from=2024-01-15", "--snapshot-every=P1D");
    assertEquals(0, rules.exitCode(), rules.err());
    assertRefused("was made of views with other rules");
    assertEquals(List.of(), logged());
  }

  /** As after a kill between the two. */
  @Test
  void whatWasLoggedAndNotPublishedIsPublishedWhenRepeated() {
    planned();
    applied();
    CommandRun.of("views", "switch", homes.views, "1");
    assertEquals(0, CommandRun.of("views", "remove", homes.views, "2").exitCode());
    var out = applied();
    assertTrue(out.contains("usage        0 added, 10 changed, 0 deleted"), out);
    homes.assertEqualToAFullReplay();
    assertEquals(1, logged().size());
  }

  @Test
  void otherEventsLoggedSinceAreTakenIn() {
    planned();
    homes.log.reading("m1", "2024-01-09T12:00:00Z", 1800, 400_000, "2024-02-01T00:00:00Z");
    homes.append();
    var out = applied();
    assertTrue(out.contains("every row would still be as planned"), out);
    homes.assertEqualToAFullReplay();
  }

  @Test
  void eventsThatTouchWhatWasPlannedMakeItStaleUnlessItIsConfirmed() throws IOException {
    planned();
    homes.log.reading("m2", "2024-01-12T12:00:00Z", 1800, 400_000, "2024-02-01T00:00:00Z");
    homes.append();
    var views = views();
    var archive = FolderBytes.of(homes.archive.path());
    var stale = CommandRun.of("apply", plan);
    assertEquals(1, stale.exitCode(), stale.err());
    assertTrue(stale.out().contains("1 rows would no longer be as planned, such as:"), stale.out());
    assertTrue(stale.out().contains("usage device=m2 date=2024-01-12"), stale.out());
    assertTrue(stale.err().contains("not applied; --yes applies it all the same"), stale.err());
    assertEquals(archive, FolderBytes.of(homes.archive.path()));
    assertEquals(views, views());
    assertEquals(0, CommandRun.of("apply", plan, "--yes").exitCode());
    homes.assertEqualToAFullReplay();
  }

  @Test
  void ofTwoPlansForOneHomeTheSecondIsStale() {
    planned();
    var other = temp.resolve("other");
    assertEquals(1, homes.plan("--set", "device:m2 price 0.30/kWh from 2024-01-15", "--out=" + other).exitCode());
    applied();
    assertEquals(1, CommandRun.of("apply", other).exitCode());
  }

  @Test
  void whileOneIsAppliedAnotherIsToldSo() throws IOException {
    planned();
    var lock = FileLocks.tryLock(homes.views.resolve(".apply.lock")).orElseThrow();
    try (lock) {
      assertRefused("another plan is being applied; try again when it is done");
    }
    assertEquals(List.of(), logged());
    applied();
  }

  @Test
  void whatIsNoPlanIsRefused() throws IOException {
    assertRefused("is not a plan: it has no plan.json");
    planned();
    var run = homes.plan("--set", PRICE_OF_M2, "--out=" + plan);
    assertEquals(2, run.exitCode());
    assertTrue(run.err().contains(plan + " is there already"), run.err());
    var file = plan.resolve("plan.json");
    var text = Files.readString(file);
    for (var length : List.of(0, 1, text.length() / 2, text.length() - 3)) {
      Files.writeString(file, text.substring(0, length));
      assertEquals(2, CommandRun.of("apply", plan).exitCode(), () -> "cut at " + length);
    }
    Files.writeString(file, text.replaceFirst("\"engine\" : \\d+", "\"engine\" : 9999"));
    assertRefused("was made by another version of this program: plan again");
    Files.writeString(file, text.replace(homes.archive.path().toString(), temp.resolve("gone").toString()));
    assertRefused("there is no such folder");
    assertEquals(List.of(), logged());
  }

  @Test
  void aPriceOfTheHomesOwnLoggedSinceMakesItStale() throws IOException {
    assertEquals(1, homes.plan("--set", "plan:flat price 0.25/kWh from 2024-01-11", "--out=" + plan).exitCode());
    homes.log.change("device:m3", "price.micros.per.kwh", "SET", "70000", "2024-01-16T00:00:00Z", "2024-02-01T00:00:00Z");
    homes.append();
    var views = views();
    var stale = CommandRun.of("apply", plan);
    assertEquals(1, stale.exitCode(), stale.err());
    assertTrue(stale.out().contains("5 rows would no longer be as planned, such as:"), stale.out());
    assertTrue(stale.out().contains("usage device=m3 date=2024-01-16"), stale.out());
    assertEquals(List.of(), logged());
    assertEquals(views, views());
    assertEquals(0, CommandRun.of("apply", plan, "--yes").exitCode());
    homes.assertEqualToAFullReplay();
  }

  /** The planned addition is to 0.10, and then would be to 0.15; before that change, it would make no difference. */
  @Test
  void theChangesFollowWhatWasLoggedSince() throws IOException {
    homes.log.set("device:m2", "price.micros.per.kwh", "100000");
    homes.published();
    assertEquals(1, homes.plan("--add", "device:m2 price 0.05 from 2024-01-11", "--out=" + plan).exitCode());
    homes.log.change("device:m2", "price.micros.per.kwh", "SET", "150000", "2024-01-11T00:00:00Z", "2024-02-01T00:00:00Z");
    homes.append();
    var stale = CommandRun.of("apply", plan);
    assertEquals(1, stale.exitCode(), stale.out() + stale.err());
    assertTrue(stale.out().contains("10 rows would no longer be as planned, such as:"), stale.out());
    assertTrue(stale.out().contains("m2    2.05    4.10   2.05"), stale.out());
    assertEquals(0, CommandRun.of("apply", plan, "--yes").exitCode());
    homes.assertEqualToAFullReplay();
  }

  /** As of an apply to Kafka that was killed between two changes: the first must not be counted twice. */
  @Test
  void whatAnInterruptedApplyHasBegunIsFinished() {
    homes.log.set("device:m2", "price.micros.per.kwh", "100000");
    homes.published();
    var all = homes.plan("--add", "device:m2 price 0.05 from 2024-01-11", "--add", "device:m2 price 0.03 from 2024-01-12", "--out=" + plan);
    assertEquals(1, all.exitCode(), all.err());
    var first = ProposalMark.marked(PlanFolder.read(plan).proposal()).get(0);
    homes.archive.add(List.of(), List.of(first.at(new Position(Instant.parse("2024-02-01T00:00:00Z"), 0, 100))));
    var out = applied();
    assertTrue(out.contains("the log has 1 of the 2 changes of plan "), out);
    assertEquals(List.of("50000", "30000"), logged().stream().map(LoggedChange::value).toList());
    homes.assertEqualToAFullReplay();
  }

  @Test
  void aVersionOfTheSameRowsPublishedSinceIsTakenIn() {
    planned();
    homes.published();
    var out = applied();
    assertTrue(out.contains("every row would still be as planned"), out);
    homes.assertEqualToAFullReplay();
    assertEquals(1, logged().size());
  }

  @Test
  void aVersionWithOtherRowsOfTheHomePublishedSinceMakesItStale() {
    planned();
    homes.log.reading("m2", "2024-01-12T12:00:00Z", 1800, 400_000, "2024-02-01T00:00:00Z");
    homes.published();
    var stale = CommandRun.of("apply", plan);
    assertEquals(1, stale.exitCode(), stale.err());
    assertTrue(stale.out().contains("1 rows would no longer be as planned, such as:"), stale.out());
    assertEquals(List.of(), logged());
  }

  @Test
  void aVersionWithoutSnapshotsPublishedSinceIsRefusedBeforeAnythingIsLogged() {
    planned();
    assertEquals(0, CommandRun.of("run", "--archive", homes.archive.path(), "--views", homes.views).exitCode());
    assertRefused("version 2 has no snapshots to plan from");
    assertEquals(List.of(), logged());
  }

  @Test
  void planJsonCutAnywhereIsRefusedInOneLine() throws IOException {
    planned();
    var file = plan.resolve("plan.json");
    var text = Files.readString(file);
    // The last two characters are the closing brace and the end of the line.
    for (var length = 0; length <= text.length() - 2; length++) {
      Files.writeString(file, text.substring(0, length));
      var cut = length;
      var says = assertThrows(MeterlineException.class, () -> PlanFolder.read(plan), () -> "cut at " + cut).getMessage();
      assertTrue(says.contains(plan.toString()), says);
      assertTrue(says.endsWith("plan again"), says);
    }
    for (var length : List.of(0, text.length() / 2, text.length() - 2)) {
      Files.writeString(file, text.substring(0, length));
      assertRefused("plan again");
    }
    assertEquals(List.of(), logged());
  }

  @Test
  void aPlanThatLacksAPartOfPlanJsonIsRefused() throws IOException {
    planned();
    var file = plan.resolve("plan.json");
    var json = new ObjectMapper();
    var whole = Files.readString(file);
    var names = new ArrayList<String>();
    json.readTree(whole).fieldNames().forEachRemaining(names::add);
    for (var name : names) {
      var lacking = (ObjectNode) json.readTree(whole);
      lacking.remove(name);
      Files.writeString(file, lacking.toString());
      assertRefused("plan again");
    }
    var empty = (ObjectNode) json.readTree(whole);
    empty.putArray("changes");
    Files.writeString(file, empty.toString());
    assertRefused("plan again");
    assertEquals(List.of(), logged());
  }

  /** Otherwise whatever was logged since would be taken to be as planned. */
  @Test
  void aPlanThatHasLostRowsIsRefused() throws IOException {
    planned();
    homes.log.reading("m2", "2024-01-12T12:00:00Z", 1800, 400_000, "2024-02-01T00:00:00Z");
    homes.append();
    Disk.remove(plan.resolve("after"));
    assertRefused("plan again");
    Disk.remove(plan.resolve("before"));
    assertRefused("plan again");
    assertEquals(List.of(), logged());
  }

  @Test
  void aPlanWhoseRowsAreNoParquetIsRefused() throws IOException {
    planned();
    homes.log.reading("m1", "2024-01-09T12:00:00Z", 1800, 400_000, "2024-02-01T00:00:00Z");
    homes.append();
    try (var files = Files.walk(plan.resolve("after"))) {
      for (var file : files.filter(Files::isRegularFile).toList()) {
        Files.writeString(file, "no Parquet");
      }
    }
    assertRefused(plan.toString());
    assertEquals(List.of(), logged());
  }

  @Test
  void theArchiveOfALiveRunIsRefusedWithoutKafka() throws IOException {
    planned();
    Files.writeString(homes.archive.path().resolve(".meterline-live"), "{}");
    assertRefused("is the archive of a live run, to which only that run adds");
    assertEquals(List.of(), logged());
  }

  @Test
  void anArchiveThatMayNotBeWrittenIsNamed() throws IOException {
    planned();
    var views = views();
    // A folder in the place of the lock stands for it, as root may write everywhere.
    Files.createDirectory(homes.archive.path().resolve(".append.lock"));
    assertRefused("cannot append to the archive " + homes.archive.path() + ": ");
    assertEquals(List.of(), logged());
    assertEquals(views, views());
  }

  @Test
  void anAppendToTheArchiveInProgressIsSaidAndItCanBeRepeated() throws IOException {
    planned();
    var lock = FileLocks.tryLock(homes.archive.path().resolve(".append.lock")).orElseThrow();
    try (lock) {
      assertRefused("another import or apply is appending to it; try again when it is done");
    }
    applied();
    homes.assertEqualToAFullReplay();
  }

  @Test
  void viewsThatAreGoneAreRefused() throws IOException {
    planned();
    Files.move(homes.views, temp.resolve("elsewhere"));
    assertRefused(homes.views.toString());
    assertFalse(Files.exists(homes.views));
    assertEquals(List.of(), logged());
  }

  @Test
  void ofTwoAtOnceOneWinsAndTheLogHasTheChangeOnce() throws Exception {
    planned();
    var threads = Executors.newFixedThreadPool(2);
    try {
      Callable<CommandRun> apply = () -> CommandRun.of("apply", plan);
      var codes = new TreeSet<Integer>();
      for (var each : threads.invokeAll(List.of(apply, apply))) {
        var run = each.get();
        codes.add(run.exitCode());
        assertTrue(run.exitCode() == 0 || run.complaints().size() == 1 && run.err().contains("another plan is being applied"), run.err());
      }
      assertTrue(codes.contains(0), codes::toString);
    } finally {
      threads.shutdownNow();
    }
    assertEquals(1, logged().size());
    homes.assertEqualToAFullReplay();
  }

  @Test
  void severalChangesAreLoggedInOrderWithTheirMarks() {
    var all = homes.plan("--set", PRICE_OF_M2, "--add", "device:m2 price 0.01 from 2024-01-15", "--clear", "device:m2 price from 2024-01-19", "--out=" + plan);
    assertEquals(1, all.exitCode(), all.err());
    applied();
    assertEquals(List.of("SET", "ADD", "CLEAR"), logged().stream().map(LoggedChange::op).toList());
    homes.assertEqualToAFullReplay();
  }

  @Test
  void aWhatIfIsReadAndNeverAppliedFromNorRunFrom() {
    var run = homes.plan("--set", PRICE_OF_M2, "--what-if=dear");
    assertEquals(1, run.exitCode(), run.err());
    var since = CommandRun.of("run", "--archive", homes.archive.path(), "--views", homes.views, "--since=whatif-dear");
    assertEquals(2, since.exitCode(), since.out());
    assertEquals(1, since.complaints().size(), since.err());
    var both = homes.plan("--set", PRICE_OF_M2, "--what-if=other", "--out=" + plan);
    assertEquals(2, both.exitCode());
    assertFalse(Files.exists(plan));
    planned();
    applied();
    homes.assertEqualToAFullReplay();
    assertEquals(0, CommandRun.of("verify", homes.views + "@whatif-dear", homes.views).exitCode());
    assertEquals(0, CommandRun.of("views", "remove", homes.views, "whatif-dear").exitCode());
    homes.assertEqualToAFullReplay();
  }

  /** The bytes of the views, without the file that is locked while a plan is applied. */
  private Map<String, String> views() throws IOException {
    var views = FolderBytes.of(homes.views);
    views.remove(".apply.lock");
    return views;
  }

  private void planned(String... options) {
    var all = new ArrayList<>(List.of("--set", PRICE_OF_M2, "--out=" + plan));
    all.addAll(List.of(options));
    var run = homes.plan(all.toArray(String[]::new));
    assertEquals(1, run.exitCode(), run.err());
  }

  private String applied() {
    var run = CommandRun.of("apply", plan);
    assertEquals(0, run.exitCode(), run.out() + run.err());
    return run.out();
  }

  private void assertRefused(String why) {
    var run = CommandRun.of("apply", plan);
    assertEquals(2, run.exitCode(), run.out());
    assertEquals(1, run.complaints().size(), run.err());
    assertTrue(run.err().contains(why), run.err());
  }

  /** The changes in the archive that a plan logged. */
  private List<LoggedChange> logged() {
    var logged = new ArrayList<LoggedChange>();
    for (var path : Archive.at(new LocalFolder(homes.archive.path())).settings()) {
      SettingsReader.read(ChannelInputFile.at(path), path, logged::add, rejection -> {});
    }
    return logged.stream().filter(change -> change.reason().filter(reason -> reason.contains("[plan ")).isPresent()).toList();
  }
}
