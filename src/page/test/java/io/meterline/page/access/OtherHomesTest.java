package io.meterline.page.access;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.meterline.app.users.QuickUsers;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A home sees itself, whatever it asks for. */
class OtherHomesTest {
  private static final String REFUSED = "a home may see itself and nothing else";

  @TempDir private static Path folder;
  private static GuardedPage page;
  private static String home;
  private static String observer;
  private static String administrator;

  @BeforeAll
  static void start() {
    var users = new QuickUsers(folder.resolve("users"));
    users.home("anna", "home-1", "correct horse").observer("otto", "battery staple").administrator("ada", "tractor engine");
    page = GuardedPage.of(users.path());
    home = page.cookie("anna", "correct horse");
    observer = page.cookie("otto", "battery staple");
    administrator = page.cookie("ada", "tractor engine");
  }

  @AfterAll
  static void stop() {
    page.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"device=home-1", "device=%68ome-1", "device=home%2D1", "version=a&device=home-1&from=2024-01-01", "%64evice=home-1"})
  void aHomeSeesItself(String query) {
    var answer = page.get("/api/home?" + query, "Cookie", home);
    assertEquals(200, answer.statusCode(), answer.body());
    assertEquals("home home-1", answer.body());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "device=home-2",
        "device=no-such-home",
        "",
        "device",
        "device=",
        "Device=home-1",
        "DEVICE=home-1",
        "device=HOME-1",
        "device=Home-1",
        "device=home-1&device=home-2",
        "device=home-2&device=home-1",
        "device=home-1&device=home-1",
        "device=home-1&%64evice=home-2",
        "device=home-1&device",
        "device[]=home-1",
        "device%5B%5D=home-1",
        "device[0]=home-1",
        "device=home-1,home-2",
        "device=home-1%00",
        "device=home-1%20",
        "device=+home-1",
        "device=home-1%0A",
        "device=home%252D1",
        "device=home-2%26device%3Dhome-1",
        "device=home-1;device=home-2",
        "device=%EF%BD%88ome-1",
        "device=home-%31%E2%80%8B",
        "device=*",
        "device=%25",
        "device=home-1'%20OR%20'1'%3D'1",
        "device=%3Cscript%3E",
        "device=..%2Fhome-1"
      })
  void anotherHomeIsRefusedHoweverItIsWritten(String query) {
    var answer = page.get(("/api/home?" + query).replace("[", "%5B").replace("]", "%5D"), "Cookie", home);
    assertEquals(403, answer.statusCode(), answer.body());
    assertEquals(REFUSED, answer.body());
  }

  @Test
  void aPathThatMeansAnotherRouteIsRefusedToo() {
    for (var path : new String[] {"/api/fleet", "/api/fleet?device=home-1", "/api/fleet;device=home-1?device=home-1", "/api/./fleet",
        "/api/home/../fleet?device=home-1", "/api/%66leet", "//api/fleet", "/api//fleet", "/api/home%2F..%2Ffleet?device=home-1",
        "/api/forgotten"}) {
      var answer = page.raw("GET " + path + " HTTP/1.1", "Host: " + GuardedPage.HOST + ":" + page.port(), "Cookie: " + home);
      var status = Integer.parseInt(answer.split(" ")[1]);
      assertEquals(4, status / 100, path + " " + answer);
    }
  }

  @Test
  void anObserverAndAnAdministratorSeeEveryHome() {
    for (var cookie : new String[] {observer, administrator}) {
      assertEquals("home home-2", page.get("/api/home?device=home-2", "Cookie", cookie).body());
      assertEquals("fleet", page.get("/api/fleet", "Cookie", cookie).body());
    }
  }

  @Test
  void nobodySeesARouteThatDoesNotSayForWhom() {
    assertEquals(403, page.get("/api/forgotten", "Cookie", administrator).statusCode());
  }

  @Test
  void whoIsNotSignedInSeesThePageAndNoData() {
    assertEquals(200, page.get("/").statusCode());
    for (var path : new String[] {"/api/about", "/api/home?device=home-1", "/api/fleet"}) {
      var answer = page.get(path);
      assertEquals(401, answer.statusCode(), path);
      assertEquals("sign in first", answer.body());
    }
  }

  @Test
  void aRequestForHeadersAloneSaysNothingOfOtherHomes() {
    for (var path : new String[] {"/api/home?device=home-2", "/api/home?device=no-such-home", "/api/fleet"}) {
      var request = page.request(path).header("Cookie", home).method("HEAD", BodyPublishers.noBody());
      assertEquals(403, page.send(request).statusCode(), path);
    }
  }
}
