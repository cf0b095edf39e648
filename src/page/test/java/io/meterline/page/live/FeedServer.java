package io.meterline.page.live;

import io.javalin.Javalin;
import io.meterline.cluster.Waiting;
import io.meterline.page.Refusal;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.jetty.server.AbstractConnector;

/** A server with a feed alone: a request may name the one device that it is to know of. */
final class FeedServer implements AutoCloseable {
  private final Feed feed;
  private final Javalin server;
  private final HttpClient client = HttpClient.newHttpClient();

  FeedServer(Feed feed) {
    this.feed = feed;
    this.server =
        Javalin.create(
                config -> {
                  config.startup.showJavalinBanner = false;
                  config.startup.showOldJavalinVersionWarning = false;
                  config.routes.get("/api/events", feed.handler(context -> Optional.ofNullable(context.queryParam("device")), context -> () -> true));
                  config.routes.exception(Refusal.class, (refusal, context) -> context.status(refusal.status()).result(refusal.getMessage()));
                })
            .start("127.0.0.1", 0);
    // A connection that takes nothing is closed by Jetty: after 30 seconds, if it is not told otherwise.
    for (var connector : server.jettyServer().server().getConnectors()) {
      ((AbstractConnector) connector).setIdleTimeout(1_000);
    }
  }

  int port() {
    return server.port();
  }

  /** A browser that is told everything. */
  Browser browser() {
    return subscribed("");
  }

  /** A browser of a home. */
  Browser browserOf(String device) {
    return subscribed("?device=" + device);
  }

  /** The response may begin before the browser is among those that are told. */
  private Browser subscribed(String query) {
    var before = feed.subscribers();
    var browser = Browser.at(client, URI.create("http://127.0.0.1:" + port() + "/api/events" + query));
    if (browser.status() == 200) {
      Waiting.until(Duration.ofSeconds(20), () -> feed.subscribers() > before, () -> "another subscriber");
    }
    return browser;
  }

  @Override
  public void close() {
    server.stop();
  }
}
