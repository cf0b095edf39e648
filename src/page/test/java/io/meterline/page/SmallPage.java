package io.meterline.page;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.javalin.Javalin;
import io.javalin.router.Endpoint;
import io.javalin.security.Roles;
import io.meterline.app.cli.CommandRun;
import io.meterline.app.serve.PageOptions;
import io.meterline.app.serve.RunningPage;
import io.meterline.app.users.QuickUsers;
import io.meterline.page.access.Access;
import io.meterline.page.access.May;
import io.meterline.page.live.Feed;
import io.meterline.page.query.Database;
import io.meterline.page.query.Editions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/** The page as it is served, with users, over the views of a few homes, some of which have names that mean something elsewhere. */
final class SmallPage implements AutoCloseable {
  static final List<String> HOMES =
      List.of("home-1", "home-2", "<script>alert(1)</script>", "' OR '1'='1", "\"; DROP TABLE usage; --", "../../etc/passwd", "$device", "=HYPERLINK(\"http://example.org\")");

  static final String HOST = "127.0.0.1";
  private static final String PASSWORD = "correct horse";

  private final PageOptions options;
  private final RunningPage page;
  private final HttpClient client = HttpClient.newHttpClient();

  SmallPage(Path folder) throws IOException {
    var log = folder.resolve("log");
    var views = folder.resolve("views");
    succeeds("import", "--readings", readings(folder), "--settings", settings(folder), "--out", log);
    succeeds("run", "--archive", log, "--views", views, "--as=first");
    succeeds("run", "--archive", log, "--views", views, "--as=second");
    var users = new QuickUsers(folder.resolve("users"));
    users.home("home", HOMES.get(0), PASSWORD).observer("observer", PASSWORD).administrator("administrator", PASSWORD);
    this.options =
        new PageOptions(
            Optional.of(views.toString()),
            Optional.empty(),
            Optional.of(log.toString()),
            Optional.empty(),
            HOST,
            0,
            Optional.of(users.path()),
            Optional.empty(),
            List.of());
    this.page = new PageServer().start(options);
  }

  private static void succeeds(Object... words) {
    var run = CommandRun.of(words);
    assertEquals(0, run.exitCode(), run.err());
  }

  private static Path readings(Path folder) throws IOException {
    var text = new StringBuilder("device,at,seconds,kwh\n");
    for (var i = 0; i < HOMES.size(); i++) {
      for (var hour = 0; hour < 48; hour++) {
        var at = String.format("2024-03-%02dT%02d:00:00Z", 1 + hour / 24, hour % 24);
        text.append(quoted(HOMES.get(i))).append(',').append(at).append(",3600,").append(i + 1).append('\n');
      }
    }
    return Files.writeString(folder.resolve("readings.csv"), text);
  }

  private static Path settings(Path folder) throws IOException {
    var text = new StringBuilder("scope,name,op,value,effective_at,author,reason\n");
    text.append("everyone,price.micros.per.kwh,SET,100000,2024-01-01T00:00:00Z,ada,\n");
    text.append("everyone,alert.threshold.watts,SET,1500,2024-01-01T00:00:00Z,ada,\n");
    for (var home : HOMES) {
      text.append(quoted("device:" + home)).append(",cohort,SET,all,2024-01-01T00:00:00Z,ada,").append(quoted("for " + home)).append('\n');
    }
    return Files.writeString(folder.resolve("settings.csv"), text);
  }

  private static String quoted(String text) {
    return '"' + text.replace("\"", "\"\"") + '"';
  }

  /** Every route that the page declares. */
  List<Endpoint> routes() {
    var editions = new Editions(options.views(), options.then(), options.archive().map(Path::of), false);
    try (var database = Database.open(); var feed = Feed.start()) {
      var access = Access.of(options.users(), HOST, Clock.systemUTC());
      var server =
          Javalin.create(
              config -> {
                access.configure(config);
                new Routes(options, editions, database, feed, access).declare(config.routes);
              });
      return server.unsafe.internalRouter.allHttpHandlers().stream()
          .map(one -> one.endpoint)
          .filter(endpoint -> endpoint.method.isHttpMethod())
          .toList();
    }
  }

  /** For whom a route is. */
  static May may(Endpoint route) {
    var roles = Optional.ofNullable(route.metadata(Roles.class)).map(Roles::getRoles).orElseThrow(() -> new AssertionError(route.path));
    assertEquals(1, roles.size(), route.path);
    return (May) roles.iterator().next();
  }

  String origin() {
    return "http://" + HOST + ":" + page.address().getPort();
  }

  /** The cookie of a user, named as its role. */
  String cookie(String name) {
    var body = "{\"name\":\"" + name + "\",\"password\":\"" + PASSWORD + "\"}";
    var answer = send("POST", "/api/sign-in", body, "Origin", origin());
    assertEquals(204, answer.statusCode(), answer.body());
    return answer.headers().firstValue("Set-Cookie").orElseThrow().split(";")[0];
  }

  HttpResponse<String> get(String path, String... headers) {
    return send("GET", path, "", headers);
  }

  HttpResponse<String> send(String method, String path, String body, String... headers) {
    var request = HttpRequest.newBuilder(URI.create(origin() + path)).method(method, BodyPublishers.ofString(body));
    for (var i = 0; i < headers.length; i += 2) {
      request.header(headers[i], headers[i + 1]);
    }
    try {
      return client.send(request.build(), BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(path, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  /** The whole response to a path that no client library would send. */
  String raw(String path, String cookie) {
    try (var socket = new Socket(HOST, page.address().getPort())) {
      var lines = List.of("GET " + path + " HTTP/1.1", "Host: " + HOST, "Cookie: " + cookie, "Connection: close", "", "");
      socket.getOutputStream().write(String.join("\r\n", lines).getBytes(StandardCharsets.ISO_8859_1));
      socket.getOutputStream().flush();
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    page.close();
  }
}
