package io.meterline.page.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.meterline.app.users.QuickUsers;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests that change something come from this page, and bring the token of their user. */
class ChangingRequestsTest {
  private static final String TOKEN = "X-Meterline-Token";

  @TempDir private static Path folder;
  private static GuardedPage page;
  private static String cookie;
  private static String token;

  @BeforeAll
  static void start() {
    var users = new QuickUsers(folder.resolve("users"));
    users.administrator("ada", "tractor engine").observer("otto", "battery staple").home("anna", "home-1", "correct horse");
    page = GuardedPage.of(users.path());
    cookie = page.cookie("ada", "tractor engine");
    token = page.token(cookie);
  }

  @AfterAll
  static void stop() {
    page.close();
  }

  @Test
  void anAdministratorChangesSomethingFromThePage() {
    assertEquals("applied", page.post("/api/apply", "", "Cookie", cookie, "Origin", page.origin(), TOKEN, token).body());
    assertEquals("applied", page.post("/api/apply", "", "Cookie", cookie, "Sec-Fetch-Site", "same-origin", TOKEN, token).body());
  }

  @Test
  void nobodyElseDoes() {
    for (var name : new String[][] {{"otto", "battery staple"}, {"anna", "correct horse"}}) {
      var other = page.cookie(name[0], name[1]);
      refused("", "Cookie", other, "Origin", page.origin(), TOKEN, page.token(other));
      refused("", "Cookie", other, "Origin", page.origin(), TOKEN, token);
    }
    assertEquals(401, page.post("/api/apply", "", "Origin", page.origin(), TOKEN, token).statusCode());
  }

  @Test
  void aMissingOrWrongTokenIsRefused() {
    refused("token", "Cookie", cookie, "Origin", page.origin());
    refused("token", "Cookie", cookie, "Origin", page.origin(), TOKEN, "");
    refused("token", "Cookie", cookie, "Origin", page.origin(), TOKEN, token.substring(1));
    refused("token", "Cookie", cookie, "Origin", page.origin(), TOKEN, page.token(page.cookie("ada", "tractor engine")));
    refused("token", "Cookie", cookie, "Origin", page.origin(), TOKEN, cookie.split("=")[1]);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://evil.example",
        "null",
        "",
        "http://127.0.0.1",
        "http://127.0.0.1:1",
        "https://127.0.0.1:PORT",
        "http://127.0.0.1:PORT.evil.example",
        "http://127.0.0.1:PORT/",
        "http://evil.example:PORT",
        "http://localhost:PORT",
        "127.0.0.1:PORT"
      })
  void anotherOriginIsRefused(String origin) {
    var other = origin.replace("PORT", "" + page.port());
    refused("another page", "Cookie", cookie, "Origin", other, TOKEN, token);
    refused("another page", "Cookie", cookie, "Origin", other, "Sec-Fetch-Site", "same-origin", TOKEN, token);
  }

  @ParameterizedTest
  @ValueSource(strings = {"cross-site", "same-site", "none", ""})
  void aBrowserThatSaysItIsAnotherSiteIsRefused(String site) {
    refused("another page", "Cookie", cookie, "Sec-Fetch-Site", site, TOKEN, token);
    refused("another page", "Cookie", cookie, "Sec-Fetch-Site", site, "Origin", page.origin(), TOKEN, token);
  }

  @Test
  void anotherSiteGetsNoDataAndMayLinkToThePage() {
    for (var site : new String[] {"cross-site", "same-site"}) {
      assertEquals(403, page.get("/api/about", "Cookie", cookie, "Sec-Fetch-Site", site).statusCode());
      assertEquals(200, page.get("/", "Sec-Fetch-Site", site).statusCode());
    }
    assertEquals(200, page.get("/api/about", "Cookie", cookie, "Sec-Fetch-Site", "same-origin").statusCode());
    assertEquals(200, page.get("/api/about", "Cookie", cookie, "Sec-Fetch-Site", "none").statusCode());
  }

  @Test
  void aRequestThatDoesNotSayWhereItIsFromIsRefused() {
    refused("does not say which page", "Cookie", cookie, TOKEN, token);
  }

  @Test
  void anotherSiteCannotSignABrowserInOrOut() {
    var body = "{\"name\":\"ada\",\"password\":\"tractor engine\"}";
    var in = page.post("/api/sign-in", body, "Origin", "http://evil.example");
    assertEquals(403, in.statusCode());
    assertTrue(in.headers().firstValue("Set-Cookie").isEmpty());
    assertEquals(403, page.post("/api/sign-out", "", "Origin", "http://evil.example", "Cookie", cookie, TOKEN, token).statusCode());
    assertEquals(403, page.post("/api/sign-out", "", "Origin", page.origin(), "Cookie", cookie).statusCode());
    assertEquals(200, page.get("/api/about", "Cookie", cookie).statusCode());
  }

  @Test
  void anotherSiteMayNotAskToSendRequests() {
    var answer =
        page.send(
            page.request("/api/apply")
                .header("Origin", "http://evil.example")
                .header("Access-Control-Request-Method", "POST")
                .method("OPTIONS", BodyPublishers.noBody()));
    assertEquals(403, answer.statusCode());
    assertFalse(answer.headers().map().keySet().stream().anyMatch(name -> name.toLowerCase(Locale.ROOT).startsWith("access-control")));
  }

  private static void refused(String says, String... headers) {
    var answer = page.post("/api/apply", "", headers);
    assertEquals(403, answer.statusCode(), answer.body());
    assertTrue(answer.body().contains(says), answer.body());
    assertFalse(answer.body().contains(token), answer.body());
  }
}
