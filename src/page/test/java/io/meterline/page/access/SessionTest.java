package io.meterline.page.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.meterline.app.users.QuickUsers;
import io.meterline.model.MeterlineException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How long who is signed in stays signed in. */
class SessionTest {
  @TempDir Path folder;
  private QuickUsers users;
  private GuardedPage page;

  @BeforeEach
  void start() {
    users = new QuickUsers(folder.resolve("users")).home("anna", "home-1", "correct horse").administrator("ada", "tractor engine");
    page = GuardedPage.of(users.path());
  }

  @AfterEach
  void stop() {
    page.close();
  }

  @Test
  void aSessionThatIsNotUsedForHalfAnHourExpires() {
    var cookie = page.cookie("anna", "correct horse");
    page.clock.pass(Duration.ofMinutes(30).minusMillis(1));
    assertEquals(200, about(cookie));
    page.clock.pass(Duration.ofMinutes(30));
    assertEquals(401, about(cookie));
  }

  @Test
  void aSessionExpiresAfterTwelveHoursHoweverMuchItIsUsed() {
    var cookie = page.cookie("anna", "correct horse");
    for (var minutes = 0; minutes < 12 * 60; minutes += 20) {
      assertEquals(200, about(cookie));
      page.clock.pass(Duration.ofMinutes(20));
    }
    assertEquals(401, about(cookie));
  }

  @Test
  void aResponseThatGoesOnCanAskWhetherItsUserIsSignedInWithoutKeepingThemSo() {
    var access = page.cookie("anna", "correct horse");
    assertEquals("true", page.get("/api/still", "Cookie", access).body());
    page.clock.pass(Duration.ofMinutes(31));
    assertEquals("false", page.get("/api/still", "Cookie", access).body());
    assertEquals("false", page.get("/api/still").body());
  }

  @Test
  void theCookieIsForThisHostAndNoScript() {
    var cookie = page.signIn("anna", "correct horse").headers().firstValue("Set-Cookie").orElseThrow();
    assertTrue(cookie.matches("meterline-" + page.port() + "=[A-Za-z0-9_-]{43}; Path=/; HttpOnly; SameSite=Strict"), cookie);
  }

  @Test
  void theCookieIsSecureBehindAProxyOfThisMachineThatSpeaksHttps() {
    var origin = page.origin().replace("http:", "https:");
    var answer =
        page.post("/api/sign-in", "{\"name\":\"anna\",\"password\":\"correct horse\"}", "Origin", origin, "X-Forwarded-Proto", "https");
    var cookie = answer.headers().firstValue("Set-Cookie").orElseThrow();
    assertTrue(cookie.matches("__Host-meterline=[A-Za-z0-9_-]{43}; Path=/; Secure; HttpOnly; SameSite=Strict"), cookie);
    assertEquals(200, page.get("/api/about", "Cookie", GuardedPage.cookie(answer), "X-Forwarded-Proto", "https").statusCode());
  }

  @Test
  void anIdFromBeforeTheSignInIsNeverUsed() {
    var planted = "meterline-" + page.port() + "=" + "A".repeat(43);
    var fromPlanted = GuardedPage.cookie(page.signIn("anna", "correct horse", "Cookie", planted));
    assertNotEquals(planted, fromPlanted);
    assertEquals(401, about(planted));

    var attackers = page.cookie("anna", "correct horse");
    var victims = GuardedPage.cookie(page.signIn("ada", "tractor engine", "Cookie", attackers));
    assertNotEquals(attackers, victims);
    assertEquals(401, about(attackers));
    assertTrue(page.get("/api/about", "Cookie", victims).body().startsWith("ada administrator "));
  }

  @Test
  void anotherUserGetsAnotherToken() {
    assertNotEquals(page.token(page.cookie("anna", "correct horse")), page.token(page.cookie("anna", "correct horse")));
  }

  @Test
  void signingOutEndsTheSessionEvenForWhoKeptTheCookie() {
    var cookie = page.cookie("anna", "correct horse");
    var token = page.token(cookie);
    var other = page.cookie("anna", "correct horse");
    var answer = page.post("/api/sign-out", "", "Origin", page.origin(), "Cookie", cookie, "X-Meterline-Token", token);
    assertEquals(204, answer.statusCode());
    var cleared = answer.headers().firstValue("Set-Cookie").orElseThrow();
    assertTrue(cleared.contains("=; Path=/; Expires=Thu, 01 Jan 1970 00:00:00 GMT;"), cleared);
    assertEquals(401, about(cookie));
    assertEquals(200, about(other));
  }

  @Test
  void theTwentyFirstSessionOfAUserEndsTheOneThatWasUnusedForLongest() {
    var cookies = new ArrayList<String>();
    for (var i = 0; i < 20; i++) {
      cookies.add(page.cookie("anna", "correct horse"));
      page.clock.pass(Duration.ofSeconds(1));
    }
    assertEquals(200, about(cookies.get(0)));
    var last = page.cookie("anna", "correct horse");
    assertEquals(200, about(cookies.get(0)));
    assertEquals(401, about(cookies.get(1)));
    assertEquals(200, about(cookies.get(2)));
    assertEquals(200, about(last));
  }

  @Test
  void aNewPasswordAnotherRoleOrAnotherDeviceEndsTheSession() {
    for (var change : new Runnable[] {
        () -> users.home("anna", "home-1", "another horse"),
        () -> users.home("anna", "home-2", "another horse"),
        () -> users.observer("anna", "another horse"),
        () -> users.remove("anna")}) {
      users.home("anna", "home-1", "correct horse");
      var cookie = page.cookie("anna", "correct horse");
      assertEquals(200, about(cookie));
      change.run();
      assertEquals(401, about(cookie));
    }
  }

  @Test
  void aUserWhoIsAddedCanSignInAtOnce() {
    assertEquals(401, page.signIn("berta", "another horse").statusCode());
    users.home("berta", "home-2", "another horse");
    assertEquals(204, page.signIn("berta", "another horse").statusCode());
  }

  @Test
  void whileTheFileIsDamagedNobodyIsSignedInAndTheAnswerDoesNotQuoteIt() throws IOException {
    var cookie = page.cookie("anna", "correct horse");
    var good = Files.readString(users.path());
    Files.writeString(users.path(), good + "eve administrator not-a-hash\n");
    var answer = page.get("/api/about", "Cookie", cookie);
    assertEquals(503, answer.statusCode());
    assertFalse(answer.body().contains("eve"), answer.body());
    assertFalse(answer.body().contains(folder.toString()), answer.body());
    assertEquals(503, page.signIn("anna", "correct horse").statusCode());
    assertEquals(200, page.get("/").statusCode());
    Files.writeString(users.path(), good);
    assertEquals(200, about(cookie));
  }

  @Test
  void aFileThatCannotBeReadIsSaidAtTheStart() {
    var none = folder.resolve("none");
    var failure = assertThrows(MeterlineException.class, () -> GuardedPage.of(none));
    assertEquals("users " + none + ": there is no such file; 'meterline users add' makes it", failure.getMessage());
  }

  private int about(String cookie) {
    return page.get("/api/about", "Cookie", cookie).statusCode();
  }
}
