package io.meterline.page.live;

import io.meterline.cluster.Waiting;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** A browser that listens to events. */
final class Browser implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final HttpResponse<Stream<String>> response;
  private final List<String> lines = new CopyOnWriteArrayList<>();

  private Browser(HttpResponse<Stream<String>> response) {
    this.response = response;
  }

  /** Connects, and returns when the response begins. */
  static Browser at(HttpClient client, URI events) {
    var request = HttpRequest.newBuilder(events).header("Accept", "text/event-stream").timeout(PATIENCE).build();
    try {
      var browser = new Browser(client.send(request, HttpResponse.BodyHandlers.ofLines()));
      var reader = new Thread(browser::read, "browser");
      reader.setDaemon(true);
      reader.start();
      return browser;
    } catch (IOException e) {
      throw new AssertionError(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  private void read() {
    try (var body = response.body()) {
      body.forEach(lines::add);
    } catch (RuntimeException e) {
      lines.add("closed");
    }
  }

  int status() {
    return response.statusCode();
  }

  /** Every line so far. */
  List<String> lines() {
    return List.copyOf(lines);
  }

  /** The data of every event of a name so far. */
  List<String> data(String event) {
    var all = lines();
    return Stream.iterate(1, i -> i + 1)
        .limit(Math.max(0, all.size() - 1))
        .filter(i -> all.get(i - 1).equals("event: " + event) && all.get(i).startsWith("data: "))
        .map(i -> all.get(i).substring("data: ".length()))
        .toList();
  }

  /** Waits until the data of the events of a name is as wanted, and returns it. */
  List<String> await(String event, Predicate<List<String>> wanted) {
    Waiting.until(PATIENCE, () -> wanted.test(data(event)), () -> lines.stream().filter(line -> !line.startsWith(":")).toList().toString());
    return data(event);
  }

  /** Waits for a line. */
  void awaitLine(String line) {
    Waiting.until(PATIENCE, () -> lines.contains(line), () -> lines.toString());
  }

  @Override
  public void close() {
    response.body().close();
  }
}
