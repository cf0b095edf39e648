package io.meterline.connect.versions;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.meterline.connect.files.Folder;
import io.meterline.connect.files.MemoryStore;
import io.meterline.connect.files.MemoryStore.Watch;
import io.meterline.engine.analysis.Analyses;
import io.meterline.model.MeterlineException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What readers see in an object store at every single moment of a run, and after a crash at that moment. */
class AnyMomentTest {
  private static final Optional<String> NEW = Optional.of("new");

  private MemoryStore store;
  private Folder views;

  @BeforeEach
  void publishOnce() {
    FileSystems.setDefaultPipelineOptions(PipelineOptionsFactory.create());
    store = MemoryStore.create();
    views = Folder.at(store.uri("views"));
    SmallRun.publish(views, Optional.of("older"), "older");
    SmallRun.publish(views, Optional.of("old"), "old");
  }

  @Test
  void readersSeeAllOfOneRunOrAllOfAnotherAfterEveryChange() {
    var seen = new HashSet<Set<String>>();
    store.watch(
        new Watch() {
          @Override
          public void after(String object) {
            seen.add(SmallRun.seen(views));
          }
        });
    SmallRun.publish(views, NEW, "new");
    Versions.at(views).switchTo("old");
    assertEquals(Set.of(Set.of("old"), Set.of("new")), seen);
  }

  @Test
  void aRunKilledAtAnyChangeLeavesACompleteCurrentVersionAndCanBeRunAgain() {
    var changes = 0;
    while (isKilledAt(changes)) {
      store.watch(Watch.NONE);
      var seen = SmallRun.seen(views);
      assertTrue(seen.equals(Set.of("old")) || seen.equals(Set.of("new")), seen.toString());
      assertEquals("new", SmallRun.publish(views, NEW, "new"));
      assertEquals(Set.of("new"), SmallRun.seen(views));
      assertEquals(Set.of("new", "old"), Set.copyOf(Versions.at(views).list().stream().map(Version::name).toList()));
      publishOnce();
      changes++;
    }
    assertTrue(changes > 8, "only " + changes);
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
      SmallRun.publish(views, NEW, "new");
      return false;
    } catch (MeterlineException | UncheckedIOException e) {
      return true;
    }
  }

  /** The other run writes its marker after this one has looked for markers, and before this one writes its own. */
  @Test
  void atMostOneOfTwoRunsWithTheSameNameAndDifferentRulesContinues() {
    store.watch(
        new Watch() {
          @Override
          public void before(String object) {
            store.watch(Watch.NONE);
            store.put(object.replaceFirst("begun-.*", "begun-other"), "known=other\n".getBytes());
          }
        });
    var failure = assertThrows(MeterlineException.class, () -> Versions.begin(views, NEW, SmallRun.recipe("new"), Analyses.standard().views()));
    assertTrue(failure.getMessage().contains("was begun with known=other, not known=new"), failure.getMessage());
    var left = store.objects("views/versions/new/").keySet();
    assertEquals(Set.of("begun-other"), left);
    assertFalse(Versions.at(views).list().stream().anyMatch(version -> version.name().equals("new") && version.rows().size() > 0));
  }
}
