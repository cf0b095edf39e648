package io.meterline.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.meterline.app.launch.FolderBytes;
import io.meterline.connect.archive.Archive;
import io.meterline.connect.files.FileLocks;
import io.meterline.connect.files.LocalFolder;
import io.meterline.connect.parquet.ChannelInputFile;
import io.meterline.connect.parquet.SettingsReader;
import io.meterline.model.log.LoggedChange;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
    assertTrue(again.contains("the log has the changes of plan "), again);
    assertEquals(1, logged().size());
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
    assertTrue(stale.err().contains("not applied, nothing was done; --yes applies it all the same"), stale.err());
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
