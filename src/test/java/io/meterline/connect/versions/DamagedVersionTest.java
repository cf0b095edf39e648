package io.meterline.connect.versions;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.meterline.connect.files.Folder;
import io.meterline.connect.files.MemoryStore;
import io.meterline.connect.versions.Version.State;
import io.meterline.engine.analysis.Analyses;
import io.meterline.model.MeterlineException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A version with a damaged manifest is reported by name, and does not affect others. */
class DamagedVersionTest {
  @TempDir Path temp;

  @ParameterizedTest
  @EnumSource
  void otherVersionsWorkAndTheDamagedOneIsListedAndCanBeRemoved(Kind kind) throws IOException {
    var views = kind.place(temp);
    SmallRun.publish(views, Optional.of("old"), "old");
    SmallRun.publish(views, Optional.of("good"), "good");
    damage(views, "old", "{\"made_by\" : {\"known\" : \"ol".getBytes());
    assertEquals(Map.of("old", State.DAMAGED, "good", State.COMPLETE), states(views));
    assertEquals(Set.of("good"), SmallRun.seen(views));
    SmallRun.hold(views, "next", "next");
    var versions = Versions.at(views);
    versions.switchTo("next");
    versions.switchTo("good");
    assertFails("version old of views " + views + " is damaged (", () -> versions.switchTo("old"));
    assertFails("version old of views " + views + " is damaged (", () -> Versions.read(views + "@old"));
    assertFails("version old of views " + views + " is damaged (", () -> Versions.begin(views, Optional.of("old"), SmallRun.recipe("old"), Analyses.standard().views()));
    versions.remove("old");
    assertEquals(Map.of("next", State.COMPLETE, "good", State.COMPLETE), states(views));
    SmallRun.publish(views, Optional.of("old"), "old again");
    assertEquals(Set.of("old again"), SmallRun.seen(views));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", "{}", "[]", "null", "\u0000\u0000\u0000\u0000", "{\"made_by\" : {}, \"rows\" : {}}",
        "{\"made_by\" : {\"known\" : 1}, \"rows\" : {}, \"files\" : []}",
        "{\"made_by\" : {}, \"rows\" : {\"usage\" : \"many\"}, \"files\" : []}"
      })
  void anyInvalidManifestIsDamaged(String manifest) throws IOException {
    var views = Kind.PATH.place(temp);
    SmallRun.publish(views, Optional.of("old"), "old");
    damage(views, "old", manifest.getBytes());
    assertEquals(Map.of("old", State.DAMAGED), states(views));
    SmallRun.publish(views, Optional.of("new"), "new");
    assertEquals(Set.of("new"), SmallRun.seen(views));
  }

  @ParameterizedTest
  @EnumSource
  void aManifestThatIsNotUtf8IsDamaged(Kind kind) throws IOException {
    var views = kind.place(temp);
    SmallRun.publish(views, Optional.of("old"), "old");
    damage(views, "old", "{\"made_by\" : {\"a\" : \"\u00e4\"}, \"rows\" : {}, \"files\" : []}".getBytes(StandardCharsets.ISO_8859_1));
    assertEquals(Map.of("old", State.DAMAGED), states(views));
  }

  @Test
  void aDamagedMarkerIsReportedByTheNextRunOfThatName() throws IOException {
    var views = Kind.PATH.place(temp);
    var run = Versions.begin(views, Optional.of("x"), SmallRun.recipe("m"), Analyses.standard().views());
    run.handOver();
    run.close();
    for (var file : run.folder().files()) {
      if (file.name().startsWith("begun-")) {
        run.folder().write(file.name(), "{");
      }
    }
    assertFails("version x of views " + views + " is damaged (", () -> Versions.begin(views, Optional.of("x"), SmallRun.recipe("n"), Analyses.standard().views()));
    SmallRun.publish(views, Optional.of("y"), "y");
    assertEquals(Set.of("y"), SmallRun.seen(views));
  }

  @Test
  void aReadErrorOfTheStoreDoesNotCountAsDamage() {
    var store = MemoryStore.create();
    FileSystems.setDefaultPipelineOptions(PipelineOptionsFactory.create());
    var views = Folder.at(store.uri("some/views"));
    SmallRun.publish(views, Optional.of("old"), "old");
    store.watch(
        new MemoryStore.Watch() {
          @Override
          public void beforeRead(String object) throws IOException {
            if (object.endsWith("/old/manifest.json")) {
              throw new IOException("503 come again");
            }
          }
        });
    var says = "views " + views + ": cannot be read: java.io.IOException: 503 come again";
    assertFails(says, () -> Versions.at(views).list());
    assertFails(says, () -> Versions.read(views + "@old"));
    assertFails(says, () -> Versions.at(views).switchTo("old"));
    assertFails(says, () -> Versions.begin(views, Optional.of("old"), SmallRun.recipe("old"), Analyses.standard().views()));
    store.watch(MemoryStore.Watch.NONE);
    assertEquals(Map.of("old", State.COMPLETE), states(views));
  }

  private static void damage(Folder views, String version, byte[] manifest) throws IOException {
    try (var out = Versions.at(views).folder(version).create("manifest.json")) {
      out.write(ByteBuffer.wrap(manifest));
    }
  }

  private static Map<String, State> states(Folder views) {
    return Versions.at(views).list().stream().collect(Collectors.toMap(Version::name, Version::state));
  }

  private static void assertFails(String says, Executable step) {
    var failure = assertThrows(MeterlineException.class, step);
    assertTrue(failure.getMessage().startsWith(says), failure.getMessage());
  }
}
