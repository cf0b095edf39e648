package io.meterline.page.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.meterline.app.users.QuickUsers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every response, whatever it is, tells the browser what it may do with it. */
class HeadersTest {
  @TempDir private static Path folder;
  private static GuardedPage page;
  private static String cookie;

  @BeforeAll
  static void start() {
    page = GuardedPage.of(new QuickUsers(folder.resolve("users")).home("anna", "home-1", "correct horse").path());
    cookie = page.cookie("anna", "correct horse");
  }

  @AfterAll
  static void stop() {
    page.close();
  }

  @Test
  void thePageItselfHasThem() {
    strict(200, page.get("/"));
  }

  @Test
  void dataHasThemAndIsNotKept() {
    data(200, page.get("/api/about", "Cookie", cookie));
    data(204, page.signIn("anna", "correct horse"));
  }

  @Test
  void eventsHaveThemToo() {
    strict(200, page.get("/api/events", "Cookie", cookie, "Accept", "text/event-stream"));
    data(401, page.get("/api/events", "Accept", "text/event-stream"));
  }

  @Test
  void everyRefusalHasThem() {
    data(401, page.get("/api/about"));
    data(401, page.signIn("anna", "wrong"));
    data(400, page.post("/api/sign-in", "{", "Origin", page.origin()));
    data(403, page.get("/api/fleet", "Cookie", cookie));
    data(403, page.post("/api/apply", ""));
  }

  @Test
  void whatDoesNotExistAndWhatFailsHasThem() {
    strict(404, page.get("/none"));
    data(404, page.get("/api/none"));
    data(404, page.post("/api/none", "", "Origin", page.origin()));
    var broken = page.get("/api/broken");
    data(500, broken);
    assertFalse(broken.body().contains("broken"), broken.body());
    strict(404, page.get("/%3Cscript%3Ealert(1)%3C/script%3E"));
  }

  @Test
  void whatTheServerRefusesBeforeAnyoneLooksHasThem() {
    for (var line : new String[] {"GET /%2e%2e/%2e%2e/etc/passwd HTTP/1.1", "GET /a%2Fb HTTP/1.1", "GET /%00 HTTP/1.1", "GET /%zz HTTP/1.1"}) {
      var answer = page.raw(line, "Host: localhost").toLowerCase(Locale.ROOT);
      assertTrue(answer.contains("content-security-policy: default-src 'none'"), line + "\n" + answer);
      assertTrue(answer.contains("x-content-type-options: nosniff"), answer);
    }
  }

  @Test
  void noResponseSaysWhatServesIt() {
    var answer = page.get("/none");
    assertTrue(answer.headers().firstValue("Server").isEmpty());
    assertFalse(answer.body().toLowerCase(Locale.ROOT).matches("(?s).*(jetty|javalin).*"), answer.body());
  }

  private static void data(int status, HttpResponse<String> answer) {
    strict(status, answer);
    assertEquals("no-store", header(answer, "Cache-Control"));
  }

  private static void strict(int status, HttpResponse<String> answer) {
    assertEquals(status, answer.statusCode(), answer.body());
    assertEquals(
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; font-src 'self';"
            + " base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
        header(answer, "Content-Security-Policy"));
    assertEquals("nosniff", header(answer, "X-Content-Type-Options"));
    assertEquals("DENY", header(answer, "X-Frame-Options"));
    assertEquals("no-referrer", header(answer, "Referrer-Policy"));
    assertEquals("same-origin", header(answer, "Cross-Origin-Opener-Policy"));
    assertEquals("same-origin", header(answer, "Cross-Origin-Resource-Policy"));
    assertEquals("require-corp", header(answer, "Cross-Origin-Embedder-Policy"));
    assertTrue(answer.headers().firstValue("Access-Control-Allow-Origin").isEmpty());
  }

  /** The header, which is there once. */
  private static String header(HttpResponse<String> answer, String name) {
    return String.join("|", answer.headers().allValues(name));
  }
}
