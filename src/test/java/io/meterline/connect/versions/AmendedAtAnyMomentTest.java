package io.meterline.connect.versions;

import static io.meterline.connect.versions.SmallViews.MARCH;
import static io.meterline.connect.versions.SmallViews.alarm;
import static io.meterline.connect.versions.SmallViews.bytes;
import static io.meterline.connect.versions.SmallViews.day;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.meterline.connect.files.Folder;
import io.meterline.connect.files.MemoryStore;
import io.meterline.connect.files.MemoryStore.Watch;
import io.meterline.connect.versions.SmallViews.Changes;
import io.meterline.model.MeterlineException;
import io.meterline.model.time.DateRange;
import io.meterline.model.view.Row;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A run that writes changes of a version, killed at every single moment, or disturbed by another run of the same name. */
class AmendedAtAnyMomentTest {
  private static final List<Row> BASE = List.of(day("m1", MARCH, 1), day("m2", MARCH, 2), day("m2", MARCH.plusDays(1), 3), alarm("m1", MARCH));
  private static final Changes FIRST = new Changes(List.of(day("m2", MARCH, 7)), List.of(alarm("m1", MARCH)));
  private static final Changes SECOND = new Changes(List.of(day("m3", MARCH, 8)), List.of());
  private static final List<Row> AFTER =
      List.of(day("m1", MARCH, 1), day("m2", MARCH, 7), day("m2", MARCH.plusDays(1), 3), day("m3", MARCH, 8));

  private MemoryStore store;
  private Folder views;

  @BeforeEach
  void writeBase() {
    FileSystems.setDefaultPipelineOptions(PipelineOptionsFactory.create());
    store = MemoryStore.create();
    views = Folder.at(store.uri("views"));
    SmallViews.write(views, "base", "old", DateRange.ALL, BASE);
  }

  @Test
  void aRunKilledAtAnyChangeLeavesTheBaseAndCanBeRunAgain() {
    SmallViews.write(views, "whole", "longer", DateRange.ALL, AFTER);
    Versions.at(views).switchTo("base");
    var base = bytes(Versions.at(views).folder("base"));
    var whole = bytes(Versions.at(views).folder("whole"));
    var changes = 0;
    while (isKilledAt(changes)) {
      store.watch(Watch.NONE);
      assertEquals(base, bytes(Versions.at(views).folder("base")));
      var current = Versions.at(views).current().orElseThrow();
      assertTrue(current.equals("base") || bytes(Versions.read(views.toString())).equals(whole), current);
      amend();
      assertEquals(whole, bytes(Versions.read(views.toString())));
      assertEquals(Optional.of("new"), Versions.at(views).current());
      Versions.at(views).switchTo("base");
      Versions.at(views).remove("new");
      changes++;
    }
    assertTrue(changes > 15, "only " + changes);
  }

  /** Runs until a number of changes were made; returns whether there would have been more. */
  private boolean isKilledAt(int changes) {
    store.watch(
        new Watch() {
          private int left = changes;

          @Override
          public void before(String object) throws IOException {
            if (left-- <= 0) {
              throw new IOException("killed");
            }
          }
        });
    try {
      amend();
      return false;
    } catch (MeterlineException e) {
      return true;
    }
  }

  private ViewFiles amend() {
    return SmallViews.amend(views, "base", "new", "longer", DateRange.ALL, FIRST, SECOND);
  }

  @Test
  void aRetriedCompletionChangesNothing() {
    var written = amend();
    var bytes = store.objects("");
    Versions.at(views).complete("new", SmallRun.recipe("longer"), SmallViews.provenance(6), written, SmallViews.VIEWS);
    assertEquals(bytes.keySet(), store.objects("").keySet());
  }

  /** In an object store nothing keeps two runs of one name apart. */
  @Test
  void ofTwoRunsOfOneNameOneCompletesAndTheOtherNeverUsesItsFiles() {
    var versions = Versions.at(views);
    var one = AmendedVersion.of(versions.base("base"), begun(), DateRange.ALL);
    var other = AmendedVersion.of(versions.base("base"), begun(), DateRange.ALL);
    SmallViews.run(one, FIRST);
    SmallViews.run(other, FIRST);
    var last = one.next();
    SmallViews.run(last, SECOND);
    versions.complete("new", SmallRun.recipe("longer"), SmallViews.provenance(6), last.written(), SmallViews.VIEWS);
    var failure = assertThrows(MeterlineException.class, other::next);
    assertTrue(failure.getMessage().contains("round-1.files is missing"), failure.getMessage());
    SmallViews.write(views, "whole", "longer", DateRange.ALL, AFTER);
    assertEquals(bytes(versions.folder("whole")), bytes(versions.folder("new")));
  }

  @Test
  void aBaseThatIsRemovedBeforeTheEndFailsTheRun() {
    var versions = Versions.at(views);
    SmallViews.write(views, "current", "other", DateRange.ALL, BASE);
    var round = AmendedVersion.of(versions.base("base"), begun(), DateRange.ALL);
    SmallViews.run(round, FIRST);
    versions.remove("base");
    var written = round.written();
    var failure =
        assertThrows(
            MeterlineException.class,
            () -> versions.complete("new", SmallRun.recipe("longer"), SmallViews.provenance(6), written, SmallViews.VIEWS));
    assertTrue(failure.getMessage().contains("views/versions/base/days/2024-03-"), failure.getMessage());
    assertTrue(failure.getMessage().endsWith(" was removed while version new was written"), failure.getMessage());
    assertEquals(Optional.of("current"), versions.current());
  }

  private InProgressVersion begun() {
    return Versions.begin(views, Optional.of("new"), SmallRun.recipe("longer"), SmallViews.VIEWS);
  }
}
