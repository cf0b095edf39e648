package io.meterline.page;

import io.javalin.http.ContentType;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.Map;

/** The files of the page. What is no file is a place in the page, which finds its way from its address. */
final class WebFiles {
  private static final String FOLDER = "/io/meterline/page/web/";
  private static final String INDEX = "index.html";
  private static final Map<String, String> TYPES =
      Map.of(
          "html", "text/html; charset=utf-8",
          "css", "text/css; charset=utf-8",
          "js", "text/javascript; charset=utf-8",
          "svg", "image/svg+xml",
          "txt", ContentType.PLAIN,
          "md", ContentType.PLAIN);

  void send(Context context) throws IOException {
    var path = context.path().substring(1);
    var name = path.matches("[a-z0-9.-]+(/[a-z0-9.-]+)*") && !path.contains("..") ? path : INDEX;
    var type = TYPES.get(name.substring(name.lastIndexOf('.') + 1));
    try (var file = WebFiles.class.getResourceAsStream(FOLDER + (type == null ? INDEX : name))) {
      if (file == null) {
        throw Refusal.unknown("there is no " + context.path());
      }
      context.contentType(type == null ? TYPES.get("html") : type).header("Cache-Control", "no-cache").result(file.readAllBytes());
    }
  }
}
