package io.meterline.page.access;

import io.javalin.Javalin;
import io.javalin.http.Context;
import io.meterline.page.Refusal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** A real server on a free port, with a route of each kind, and a client of it. */
final class GuardedPage implements AutoCloseable {
  static final String HOST = "127.0.0.1";

  final ManualClock clock = new ManualClock();
  private final Javalin server;
  private final HttpClient client = HttpClient.newHttpClient();

  private GuardedPage(Optional<Path> users) {
    var access = Access.of(users, HOST, clock);
    this.server =
        Javalin.create(
                config -> {
                  config.startup.showJavalinBanner = false;
                  access.configure(config);
                  config.routes.get("/", context -> context.html("page"), May.ANYONE);
                  config.routes.get("/api/about", context -> context.result(about(context)), May.USER);
                  config.routes.get("/api/still", context -> context.result("" + access.stillSignedIn(context).getAsBoolean()), May.ANYONE);
                  config.routes.get("/api/home", context -> context.result("home " + context.queryParam("device")), May.OWN_HOME);
                  config.routes.get("/api/fleet", context -> context.result("fleet"), May.LOOK);
                  config.routes.post("/api/apply", context -> context.result("applied"), May.ADMINISTER);
                  config.routes.get("/api/forgotten", context -> context.result("forgotten"));
                  config.routes.get("/api/broken", GuardedPage::fail, May.ANYONE);
                  config.routes.sse("/api/events", client -> client.sendEvent("hello", "news"), May.USER);
                  config.routes.exception(
                      Refusal.class, (refusal, context) -> context.status(refusal.status()).result(refusal.getMessage()));
                })
            .start(HOST, 0);
  }

  private static String about(Context context) {
    return Access.user(context).name() + " " + Access.user(context).role().word() + " " + Access.token(context);
  }

  private static void fail(Context context) {
    throw new IllegalStateException("broken");
  }

  static GuardedPage open() {
    return new GuardedPage(Optional.empty());
  }

  static GuardedPage of(Path users) {
    return new GuardedPage(Optional.of(users));
  }

  int port() {
    return server.port();
  }

  String origin() {
    return "http://" + HOST + ":" + port();
  }

  /** A request without any header of its own. */
  HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(origin() + path));
  }

  HttpResponse<String> get(String path, String... headers) {
    return send(with(request(path), headers));
  }

  HttpResponse<String> post(String path, String body, String... headers) {
    return send(with(request(path), headers).POST(BodyPublishers.ofString(body)));
  }

  /** Signs in as the page does. */
  HttpResponse<String> signIn(String name, String password, String... headers) {
    return send(signingIn(name, password, headers));
  }

  /** Signs in, and gives the cookie to send from then on. */
  String cookie(String name, String password) {
    return cookie(signIn(name, password));
  }

  static String cookie(HttpResponse<String> response) {
    return response.headers().firstValue("Set-Cookie").map(text -> text.split(";")[0]).orElseThrow(() -> new AssertionError(response.body()));
  }

  String token(String cookie) {
    return get("/api/about", "Cookie", cookie).body().split(" ")[2];
  }

  HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return client.send(request.build(), BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  /** The statuses of the responses to requests that are sent at the same time. */
  List<Integer> allAtOnce(List<HttpRequest.Builder> requests) {
    var answers = requests.stream().map(request -> client.sendAsync(request.build(), BodyHandlers.ofString())).toList();
    return answers.stream().map(answer -> answer.join().statusCode()).toList();
  }

  /** A request to sign in. */
  HttpRequest.Builder signingIn(String name, String password, String... headers) {
    var body = "{\"name\":\"" + name + "\",\"password\":\"" + password + "\"}";
    return with(with(request("/api/sign-in"), "Origin", origin()), headers).POST(BodyPublishers.ofString(body));
  }

  private static HttpRequest.Builder with(HttpRequest.Builder request, String... headers) {
    for (var i = 0; i < headers.length; i += 2) {
      request.setHeader(headers[i], headers[i + 1]);
    }
    return request;
  }

  /** The whole response to lines that no client library would send. */
  String raw(String... lines) {
    try (var socket = new Socket(HOST, port())) {
      var text = String.join("\r\n", lines) + "\r\nConnection: close\r\n\r\n";
      socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
      socket.getOutputStream().flush();
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    server.stop();
  }
}
