package io.meterline.page.live;

import io.meterline.connect.files.Folder;
import io.meterline.connect.versions.Provenance;
import io.meterline.connect.versions.Recipe;
import io.meterline.connect.versions.Versions;
import io.meterline.engine.analysis.Analyses;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Browsers learn which version is the current one. */
class ViewsWatchTest {
  @TempDir private Path folder;

  @Test
  void aVersionThatIsPublishedWhilePeopleLookIsToldOnce() {
    var views = Folder.at(folder.resolve("views").toString());
    publish(views, "one");
    var feed = Feed.start();
    var watch = ViewsWatch.start(() -> Versions.at(views), feed);
    try (var server = new FeedServer(feed);
        var browser = server.browser()) {
      browser.await("version", data -> data.equals(List.of("{\"version\":\"one\"}")));
      publish(views, "two");
      browser.await("version", data -> data.equals(List.of("{\"version\":\"one\"}", "{\"version\":\"two\"}")));
      Versions.at(views).switchTo("one");
      browser.await("version", data -> data.size() == 3);
    } finally {
      watch.close();
      feed.close();
    }
  }

  private static void publish(Folder views, String name) {
    var all = Analyses.standard().views();
    try (var run = Versions.begin(views, Optional.of(name), Recipe.of(Map.of("known", name)), all)) {
      Versions.at(views).complete(run.name(), Recipe.of(Map.of("known", name)), Provenance.NONE, Map.of(), all);
      Versions.at(views).publish(name, 1);
    }
  }
}
