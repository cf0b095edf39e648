package io.meterline.page;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.meterline.app.cli.CommandRun;
import io.meterline.app.serve.PageOptions;
import io.meterline.app.serve.RunningPage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The page over the log of the demo, which has late data, clocks that change, and what was known then. */
final class DemoPage implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path folder;
  private final RunningPage page;
  private final HttpClient client = HttpClient.newHttpClient();

  DemoPage(Path folder) {
    this.folder = folder.resolve("demo");
    var run = CommandRun.of("demo", "--no-serve", "--out", this.folder);
    assertEquals(0, run.exitCode(), run.err());
    this.page =
        new PageServer()
            .start(
                new PageOptions(
                    Optional.of(views().toString()),
                    Optional.of(this.folder.resolve("views-then").toString()),
                    Optional.of(log().toString()),
                    Optional.empty(),
                    "127.0.0.1",
                    0,
                    Optional.empty(),
                    Optional.of(Currency.getInstance("EUR")),
                    List.of()));
  }

  Path log() {
    return folder.resolve("log");
  }

  Path views() {
    return folder.resolve("views");
  }

  /** An answer of status 200, as JSON. */
  JsonNode get(String path, Map<String, String> parameters) {
    var answer = answer(path, parameters);
    assertEquals(200, answer.statusCode(), path + " " + parameters + " " + answer.body());
    return json(answer);
  }

  HttpResponse<String> answer(String path, Map<String, String> parameters) {
    var pairs = new ArrayList<String>();
    parameters.forEach((name, value) -> pairs.add(name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8)));
    return send(HttpRequest.newBuilder(page.address().resolve(path + "?" + String.join("&", pairs))).build());
  }

  HttpResponse<String> post(String path, String body) {
    var token = get("/api/about", Map.of()).get("token").asText();
    var origin = page.address().toString().replaceAll("/$", "");
    return send(
        HttpRequest.newBuilder(URI.create(origin + path))
            .POST(BodyPublishers.ofString(body))
            .header("Origin", origin)
            .header("X-Meterline-Token", token)
            .build());
  }

  static JsonNode json(HttpResponse<String> answer) {
    return json(answer.body());
  }

  static JsonNode json(String text) {
    try {
      return JSON.readTree(text);
    } catch (IOException e) {
      throw new UncheckedIOException(text, e);
    }
  }

  /** The rows of a chart, each as an object. */
  List<JsonNode> rows(String chart, Map<String, String> parameters) {
    var answer = get("/api/charts/" + chart, parameters);
    var rows = new ArrayList<JsonNode>();
    for (var row : answer.get("rows")) {
      var object = JSON.createObjectNode();
      for (var i = 0; i < row.size(); i++) {
        object.set(answer.get("columns").get(i).get("name").asText(), row.get(i));
      }
      rows.add(object);
    }
    return rows;
  }

  private HttpResponse<String> send(HttpRequest request) {
    try {
      return client.send(request, BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() {
    page.close();
  }
}
