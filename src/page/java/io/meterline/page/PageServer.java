package io.meterline.page;

import io.javalin.Javalin;
import io.javalin.util.JavalinException;
import io.meterline.app.serve.Page;
import io.meterline.app.serve.PageOptions;
import io.meterline.app.serve.RunningPage;
import io.meterline.connect.files.Folder;
import io.meterline.connect.versions.Versions;
import io.meterline.model.MeterlineException;
import io.meterline.page.access.Access;
import io.meterline.page.live.Feed;
import io.meterline.page.live.LiveViews;
import io.meterline.page.live.ViewsWatch;
import io.meterline.page.query.Database;
import io.meterline.page.query.Editions;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts the page. */
public final class PageServer implements Page {
  private static final Logger LOG = LoggerFactory.getLogger(PageServer.class);

  /** As the service loader needs it. */
  public PageServer() {}

  @Override
  public RunningPage start(PageOptions options) {
    var editions = new Editions(options.views(), options.then(), options.archive().map(Path::of), options.kafka().isPresent());
    // What cannot be shown is said at once.
    editions.versions();
    var access = Access.of(options.users(), options.host(), Clock.systemUTC());
    var running = new Running(options.host());
    try {
      var database = running.closing(Database.open());
      var feed = running.closing(Feed.start());
      options.kafka().ifPresent(cluster -> running.closing(LiveViews.start(cluster, database::connection, feed)));
      options.views().ifPresent(views -> running.closing(ViewsWatch.start(() -> Versions.at(Folder.at(views)), feed)));
      running.serve(listening(options, access, new Routes(options, editions, database, feed, access)));
      return running;
    } catch (RuntimeException e) {
      running.close();
      throw e;
    }
  }

  private static Javalin listening(PageOptions options, Access access, Routes routes) {
    try {
      return Javalin.create(
              config -> {
                config.startup.showJavalinBanner = false;
                config.startup.showOldJavalinVersionWarning = false;
                access.configure(config);
                routes.declare(config.routes);
              })
          .start(options.host(), options.port());
    } catch (JavalinException e) {
      throw new MeterlineException("cannot listen on " + options.host() + ":" + options.port() + ": " + reason(e), e);
    }
  }

  private static String reason(Throwable failure) {
    return failure.getCause() == null ? failure.getMessage() : reason(failure.getCause());
  }

  /** What was started, which is closed in the opposite order. */
  private static final class Running implements RunningPage {
    private final String host;
    private final Deque<AutoCloseable> parts = new ArrayDeque<>();
    private int port;

    Running(String host) {
      this.host = host;
    }

    <T extends AutoCloseable> T closing(T part) {
      parts.push(part);
      return part;
    }

    void serve(Javalin server) {
      port = server.port();
      parts.push(server::stop);
    }

    @Override
    public URI address() {
      var name = host.contains(":") ? "[" + host + "]" : host;
      return URI.create("http://" + name + ":" + port + "/");
    }

    @Override
    public void close() {
      while (!parts.isEmpty()) {
        try {
          parts.pop().close();
        } catch (Exception e) {
          LOG.warn("cannot stop a part of the page", e);
        }
      }
    }
  }
}
