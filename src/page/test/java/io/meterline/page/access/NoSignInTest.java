package io.meterline.page.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.meterline.model.MeterlineException;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A page without users is for this machine, under its own names. */
class NoSignInTest {
  private static GuardedPage page;

  @BeforeAll
  static void start() {
    page = GuardedPage.open();
  }

  @AfterAll
  static void stop() {
    page.close();
  }

  @Test
  void everyoneIsAnAdministrator() {
    assertTrue(page.get("/api/about").body().startsWith("administrator administrator "));
    assertEquals("home home-2", page.get("/api/home?device=home-2").body());
    var token = page.get("/api/about").body().split(" ")[2];
    assertEquals("applied", page.post("/api/apply", "", "Origin", page.origin(), "X-Meterline-Token", token).body());
  }

  @Test
  void whoCannotReadThePageCannotChangeAnything() {
    assertEquals(403, page.post("/api/apply", "", "Origin", page.origin()).statusCode());
    var token = page.get("/api/about").body().split(" ")[2];
    assertEquals(403, page.post("/api/apply", "", "Origin", "http://evil.example", "X-Meterline-Token", token).statusCode());
  }

  @ParameterizedTest
  @ValueSource(strings = {"localhost:PORT", "127.0.0.1:PORT", "[::1]:PORT", "LocalHost:PORT"})
  void thisMachineIsAnswered(String host) {
    assertEquals("200", status("GET / HTTP/1.1", "Host: " + host.replace("PORT", "" + page.port())));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "evil.example:PORT",
        "evil.example",
        "localhost",
        "127.0.0.1",
        "localhost:1",
        "localhost.evil.example:PORT",
        "localhost:PORT.evil.example",
        "127.0.0.1.nip.io:PORT",
        "0.0.0.0:PORT",
        "user@localhost:PORT",
        "localhost.:PORT",
        ""
      })
  void anyOtherNameIsRefused(String host) {
    for (var path : new String[] {"/", "/api/about", "/none"}) {
      var status = status("GET " + path + " HTTP/1.1", "Host: " + host.replace("PORT", "" + page.port()));
      assertTrue(status.equals("403") || status.equals("400"), host + " " + status);
    }
  }

  @Test
  void aRequestWithoutANameOrWithTwoIsRefused() {
    assertEquals("403", status("GET / HTTP/1.0"));
    assertEquals("400", status("GET / HTTP/1.1"));
    assertEquals("400", status("GET / HTTP/1.1", "Host: localhost:" + page.port(), "Host: evil.example"));
    var absolute = status("GET http://evil.example/ HTTP/1.1", "Host: localhost:" + page.port());
    assertTrue(absolute.equals("403") || absolute.equals("400"), absolute);
  }

  @Test
  void whatAProxySentOnIsRefused() {
    for (var header : new String[] {"X-Forwarded-For", "Forwarded"}) {
      assertEquals(403, page.get("/", header, "203.0.113.7").statusCode());
    }
  }

  @Test
  void nobodySignsIn() {
    assertEquals(404, page.signIn("administrator", "").statusCode());
  }

  @ParameterizedTest
  @ValueSource(strings = {"0.0.0.0", "::", "192.0.2.1", ""})
  void itDoesNotListenForOtherMachines(String host) {
    var failure = assertThrows(MeterlineException.class, () -> Access.of(Optional.empty(), host, new ManualClock()));
    assertTrue(failure.getMessage().startsWith("without --users everyone is an administrator"), failure.getMessage());
  }

  private static String status(String... lines) {
    return page.raw(lines).split(" ")[1];
  }
}
