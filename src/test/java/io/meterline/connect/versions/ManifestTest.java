package io.meterline.connect.versions;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.meterline.connect.parquet.OffsetRanges.Range;
import io.meterline.engine.device.SnapshotTimes;
import io.meterline.model.log.Kind;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The manifest of a version as JSON. */
class ManifestTest {
  private static final List<LogExtent.LogFile> FILES =
      List.of(new LogExtent.LogFile("readings/a.parquet", 12, "00aa"), new LogExtent.LogFile("settings/b.parquet", 3, "00bb"));

  @Test
  void whatItSaysOfALiveLogAndItsSnapshotsIsReadBack() throws IOException {
    SortedMap<Integer, List<Range>> partitions = new TreeMap<>();
    partitions.put(0, List.of(new Range(0, 9), new Range(12, 1_000_000_000_000L)));
    partitions.put(11, List.of(new Range(5, 5)));
    var extent = new LogExtent(FILES, new TreeMap<>(Map.of(Kind.READING, partitions, Kind.SETTING, new TreeMap<>())));
    var manifest = manifest(new Provenance(extent, SnapshotTimes.every(Duration.ofDays(7))));
    assertEquals(manifest, VersionJson.readManifest(VersionJson.of(manifest)));
  }

  @Test
  void aVersionWithoutSnapshotsOfALogThatIsNotKnownSaysNothingOfThem() throws IOException {
    var manifest = manifest(Provenance.NONE);
    var json = VersionJson.of(manifest);
    assertFalse(json.contains("log") || json.contains("snapshots"), json);
    assertEquals(manifest, VersionJson.readManifest(json));
  }

  @Test
  void aManifestOfAnEarlierReleaseIsRead() throws IOException {
    var json = "{\"made_by\":{\"known\":\"now\"},\"rows\":{\"usage\":2},\"files\":[{\"name\":\"usage/a.parquet\",\"rows\":2,\"bytes\":9}]}";
    assertEquals(manifest(Provenance.NONE), VersionJson.readManifest(json));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"snapshots\":\"often\"", "\"snapshots\":\"PT0S\"", "\"snapshots\":7", "\"log\":{}", "\"log\":{\"files\":[{\"name\":\"a\"}]}",
        "\"log\":{\"files\":[],\"offsets\":{\"reading\":{\"x\":[]}}}", "\"log\":{\"files\":[],\"offsets\":{\"reading\":{\"0\":[[1]]}}}"
      })
  void anInvalidFieldIsReported(String field) {
    var json = "{\"made_by\":{},\"rows\":{},\"files\":[]," + field + "}";
    var failure = assertThrows(IOException.class, () -> VersionJson.readManifest(json));
    assertTrue(failure.getMessage().contains("'"), failure.getMessage());
  }

  private static Manifest manifest(Provenance provenance) {
    var rows = new TreeMap<>(Map.of("usage", 2L));
    return new Manifest(Recipe.of(Map.of("known", "now")), provenance, rows, List.of(new Manifest.Part("usage/a.parquet", 2, 9)));
  }
}
