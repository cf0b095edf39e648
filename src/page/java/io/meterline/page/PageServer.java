package io.meterline.page;

import io.javalin.Javalin;
import io.javalin.util.JavalinException;
import io.meterline.app.serve.Page;
import io.meterline.app.serve.PageOptions;
import io.meterline.app.serve.RunningPage;
import io.meterline.model.MeterlineException;
import io.meterline.page.query.Database;
import io.meterline.page.query.Editions;
import java.net.URI;
import java.nio.file.Path;

/** Starts the page. */
public final class PageServer implements Page {
  /** As the service loader needs it. */
  public PageServer() {}

  @Override
  public RunningPage start(PageOptions options) {
    var editions = new Editions(options.views(), options.then(), options.archive().map(Path::of), options.kafka().isPresent());
    // What cannot be shown is said at once.
    editions.versions();
    var database = Database.open();
    try {
      var routes = new Routes(options, editions, database);
      return new Running(listening(options, routes), options.host(), database);
    } catch (RuntimeException e) {
      database.close();
      throw e;
    }
  }

  private static Javalin listening(PageOptions options, Routes routes) {
    try {
      return Javalin.create(
              config -> {
                config.startup.showJavalinBanner = false;
                config.startup.showOldJavalinVersionWarning = false;
                config.http.maxRequestSize = 1_000_000;
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

  private record Running(Javalin server, String host, Database database) implements RunningPage {
    @Override
    public URI address() {
      var name = host.contains(":") ? "[" + host + "]" : host;
      return URI.create("http://" + name + ":" + server.port() + "/");
    }

    @Override
    public void close() {
      server.stop();
      database.close();
    }
  }
}
