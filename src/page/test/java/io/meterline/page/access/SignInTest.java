package io.meterline.page.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.meterline.app.users.QuickUsers;
import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who gets in, and how often one may try. */
class SignInTest {
  @TempDir Path folder;
  private GuardedPage page;

  @BeforeEach
  void start() {
    page = GuardedPage.of(new QuickUsers(folder.resolve("users")).home("anna", "home-1", "correct horse \u00e9").path());
  }

  @AfterEach
  void stop() {
    page.close();
  }

  @Test
  void aUserSignsInHoweverTheirKeyboardWritesTheirPassword() {
    assertEquals(204, page.signIn("anna", "correct horse \u00e9").statusCode());
    assertEquals(204, page.signIn("anna", "correct horse e\u0301").statusCode());
  }

  @Test
  void aWrongPasswordAndAnUnknownNameAreAnsweredAlike() {
    var wrong = page.signIn("anna", "correct horse");
    assertEquals(401, wrong.statusCode());
    for (var unknown : new String[] {"berta", "Anna", "anna ", "", "../anna", "'; DROP TABLE users"}) {
      var answer = page.signIn(unknown, "correct horse \u00e9");
      assertEquals(wrong.body(), answer.body());
      assertEquals(401, answer.statusCode());
      assertEquals(headers(wrong), headers(answer));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", "{", "[]", "null", "7", "\"anna\"", "{\"name\":\"anna\"}", "{\"name\":\"anna\",\"password\":null}",
        "{\"name\":[\"anna\"],\"password\":\"hunter2 hunter2\"}", "{\"name\":\"anna\",\"password\":{\"hunter2\":1}}",
        "{\"name\":\"anna\",\"password\":hunter2}", "{\"name\":\"anna\",\"password\":true}", "name=anna&password=hunter2"
      })
  void aBodyThatIsNoNameAndPasswordIsRefusedWithoutQuotingIt(String body) {
    var answer = page.post("/api/sign-in", body, "Origin", page.origin());
    assertEquals(400, answer.statusCode());
    assertFalse(answer.body().contains("hunter2"), answer.body());
  }

  @Test
  void aBodyTooLongForAPasswordIsRefused() {
    assertEquals(400, page.signIn("anna", "x".repeat(201)).statusCode());
    assertEquals(400, page.signIn("anna", "x".repeat(100_000)).statusCode());
  }

  /** A server that answers before it has the body has to cut the connection, and a browser may never see why. */
  @Test
  void theAnswerToABodyThatIsRefusedAlwaysArrives() {
    for (var origin : new String[] {page.origin(), "http://evil.example"}) {
      for (var i = 0; i < 20; i++) {
        var answer = page.signIn("anna", "x".repeat(900_000), "Origin", origin);
        assertEquals(origin.equals(page.origin()) ? 400 : 403, answer.statusCode());
        assertEquals(Optional.empty(), answer.headers().firstValue("Connection"), "the connection can be used again");
      }
    }
  }

  @Test
  void aBodyWithoutALengthOrLongerThanTheLimitIsNotKept() {
    var endless = HttpRequest.BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(new byte[10]));
    assertEquals(400, page.send(page.request("/api/sign-in").header("Origin", page.origin()).POST(endless)).statusCode());
    assertEquals("400", page.raw("POST /api/sign-in HTTP/1.1", "Host: " + GuardedPage.HOST + ":" + page.port(), "Content-Length: 1000001").split(" ")[1]);
  }

  @Test
  void tenWrongPasswordsSlowAnAddressDownForLongerAndLonger() {
    for (var i = 0; i < 10; i++) {
      assertEquals(401, page.signIn("anna", "wrong " + i).statusCode());
    }
    for (var seconds : new int[] {15, 30, 60, 120, 240, 480, 960, 1920, 3600, 3600}) {
      throttled(seconds, page.signIn("anna", "wrong again"));
      page.clock.pass(Duration.ofSeconds(seconds).minusMillis(1));
      throttled(1, page.signIn("anna", "correct horse \u00e9"));
      page.clock.pass(Duration.ofMillis(1));
      assertEquals(401, page.signIn("anna", "wrong again").statusCode());
    }
  }

  @Test
  void anAddressMayTryAgainWhenItsTimeIsOverAndIsForgottenInTheEnd() {
    for (var i = 0; i < 10; i++) {
      page.signIn("anna", "wrong " + i);
    }
    throttled(15, page.signIn("anna", "correct horse \u00e9"));
    page.clock.pass(Duration.ofSeconds(15));
    assertEquals(204, page.signIn("anna", "correct horse \u00e9").statusCode());
    page.clock.pass(Duration.ofMinutes(61));
    for (var i = 0; i < 10; i++) {
      assertEquals(401, page.signIn("anna", "wrong " + i).statusCode());
    }
    throttled(15, page.signIn("anna", "wrong"));
  }

  @Test
  void aRightPasswordDoesNotMakeWrongOnesForgotten() {
    for (var i = 0; i < 10; i++) {
      assertEquals(204, page.signIn("anna", "correct horse \u00e9").statusCode());
      assertEquals(401, page.signIn("berta", "guess " + i).statusCode());
    }
    throttled(15, page.signIn("berta", "guess"));
  }

  @Test
  void whoIsSignedInStaysSoWhileTheirAddressIsSlowedDown() {
    var cookie = page.cookie("anna", "correct horse \u00e9");
    for (var i = 0; i < 11; i++) {
      page.signIn("anna", "wrong " + i);
    }
    assertEquals(200, page.get("/api/about", "Cookie", cookie).statusCode());
  }

  @Test
  void guessesAtTheSameTimeDoNotGetPastTheLimit() {
    var statuses = page.allAtOnce(IntStream.range(0, 40).mapToObj(i -> page.signingIn("anna", "guess " + i)).toList());
    assertEquals(10, statuses.stream().filter(status -> status == 401).count(), statuses.toString());
    assertEquals(30, statuses.stream().filter(status -> status == 429).count(), statuses.toString());
  }

  @Test
  void manyWhoSignInAtTheSameTimeDoNotKeepOthersWaiting() {
    var slow = new QuickUsers(folder.resolve("slow"), 150_000).observer("otto", "battery staple");
    try (var busy = GuardedPage.of(slow.path())) {
      var attempts = IntStream.range(0, 60).mapToObj(i -> busy.signingIn("otto", "guess " + i, "X-Forwarded-For", "203.0.113." + i)).toList();
      var statuses = CompletableFuture.supplyAsync(() -> busy.allAtOnce(attempts));
      assertEquals(200, busy.get("/").statusCode());
      assertFalse(statuses.isDone(), "the page was not asked for while they signed in");
      var refused = statuses.join().stream().filter(status -> status == 503).count();
      assertTrue(refused > 20, statuses.join().toString());
      assertEquals(60 - refused, statuses.join().stream().filter(status -> status == 401).count());
    }
  }

  @Test
  void behindAProxyOfThisMachineEachAddressHasItsOwnLimit() {
    guess("203.0.113.7");
    assertEquals(429, from("203.0.113.7"));
    // What a browser says of itself comes before what the proxy saw.
    assertEquals(429, from("198.51.100.1, 203.0.113.7"));
    assertEquals(401, from("203.0.113.7, 203.0.113.8"));
    assertEquals(401, page.signIn("anna", "wrong").statusCode());
  }

  @Test
  void anIpv6SubscriberHasOneLimitForAllAddresses() {
    guess("2001:db8:1:2::1");
    assertEquals(429, from("2001:db8:1:2:aaaa::7"));
    assertEquals(401, from("2001:db8:1:3::1"));
  }

  @Test
  void anAddressThatIsNoneCountsAsThisMachine() {
    for (var i = 0; i < 10; i++) {
      assertEquals(401, from("unknown-" + i + ".example"));
    }
    assertEquals(429, page.signIn("anna", "wrong").statusCode());
  }

  private void guess(String address) {
    for (var i = 0; i < 10; i++) {
      assertEquals(401, from(address));
    }
  }

  private int from(String address) {
    return page.signIn("anna", "wrong", "X-Forwarded-For", address).statusCode();
  }

  private static void throttled(int seconds, HttpResponse<String> answer) {
    assertEquals(429, answer.statusCode());
    assertEquals("" + seconds, answer.headers().firstValue("Retry-After").orElseThrow());
    assertTrue(answer.body().contains("in " + seconds + " seconds"), answer.body());
  }

  private static TreeMap<String, Object> headers(HttpResponse<String> answer) {
    var all = new TreeMap<String, Object>(answer.headers().map());
    all.remove("date");
    return all;
  }
}
