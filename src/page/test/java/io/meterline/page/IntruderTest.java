package io.meterline.page;

import static io.meterline.page.SmallPage.HOMES;
import static io.meterline.page.SmallPage.encoded;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.javalin.http.HandlerType;
import io.javalin.router.Endpoint;
import io.meterline.page.access.May;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whoever asks, in every route of the page as it is served, gets what is theirs and nothing else. */
class IntruderTest {
  private static final List<String> HOME_CHARTS = List.of("span", "days", "hours", "months", "totals", "alerts", "standing");
  private static final String PERIOD = "from=2024-03-01&to=2024-03-03&date=2024-03-01&at=2024-03-01";
  private static final int OK = 200;

  @TempDir private static Path folder;
  private static SmallPage page;
  private static List<Endpoint> routes;
  private static String home;
  private static String observer;
  private static String administrator;

  @BeforeAll
  static void start() throws IOException {
    page = new SmallPage(folder);
    routes = page.routes();
    home = page.cookie("home");
    observer = page.cookie("observer");
    administrator = page.cookie("administrator");
  }

  @AfterAll
  static void stop() {
    page.close();
  }

  @Test
  void aNameInADownloadIsNoFormulaOfASpreadsheet() {
    var csv = page.get("/api/charts/fleet/homes?like=&order=name&as=csv&" + PERIOD, "Cookie", observer).body();
    assertTrue(csv.contains("\n\"'=HYPERLINK(\"\"http://example.org\"\")\","), csv);
    assertTrue(csv.contains("\nhome-1,48000000,"), csv);
  }

  @Test
  void everyRouteSaysForWhomItIs() {
    assertTrue(routes.size() > 15, routes.toString());
    assertEquals(
        List.of("GET /", "GET /<file>", "POST /api/sign-in"),
        routes.stream().filter(route -> SmallPage.may(route) == May.ANYONE).map(route -> route.method + " " + route.path).sorted().toList());
  }

  @Test
  void whoIsNotSignedInGetsNothing() {
    for (var route : routes) {
      if (SmallPage.may(route) != May.ANYONE) {
        status(401, route, "device=home-1&" + PERIOD);
        status(401, route, "device=home-1&" + PERIOD, "Cookie", "meterline-" + page.origin().split(":")[2] + "=" + "A".repeat(43));
      }
    }
  }

  @Test
  void aHomeGetsNoOtherHomeInAnyRoute() {
    for (var route : routes) {
      switch (SmallPage.may(route)) {
        case OWN_HOME -> {
          for (var query : List.of("device=home-2", "device=none", "", "device=home-1&device=home-2", "Device=home-1", "device[]=home-1")) {
            status(403, route, encodedBrackets(query) + "&" + PERIOD, "Cookie", home);
          }
        }
        case LOOK, ADMINISTER -> status(403, route, "device=home-1&" + PERIOD, "Cookie", home, "X-Meterline-Token", token(home));
        case ANYONE, USER -> { }
      }
    }
  }

  @Test
  void whatAHomeGetsNamesNoOtherHome() {
    for (var path : ofHome("home-1")) {
      var answer = page.get(path, "Cookie", home);
      assertEquals(OK, answer.statusCode(), path + " " + answer.body());
      HOMES.stream().skip(1).forEach(other -> assertFalse(answer.body().contains(other), path + " " + answer.body()));
    }
  }

  @Test
  void aHomeGetsTheCurrentVersionOnly() {
    for (var path : ofHome("home-1")) {
      assertEquals(410, page.get(path + "&version=first", "Cookie", home).statusCode(), path);
      assertEquals(OK, page.get(path + "&version=second", "Cookie", home).statusCode(), path);
    }
  }

  @Test
  void anObserverChangesNothing() {
    for (var route : routes) {
      if (SmallPage.may(route) == May.ADMINISTER) {
        status(403, route, "", "Cookie", observer, "X-Meterline-Token", token(observer));
      }
    }
  }

  @Test
  void anAdministratorWhoDoesNotBringTheTokenChangesNothing() {
    for (var route : routes) {
      if (route.method.equals(HandlerType.POST) && SmallPage.may(route) != May.ANYONE) {
        status(403, route, "", "Cookie", administrator);
        status(403, route, "", "Cookie", administrator, "X-Meterline-Token", token(observer));
      }
    }
  }

  @Test
  void aNameThatMeansSomethingInSqlOrHtmlIsANameAndNothingElse() {
    for (var i = 0; i < HOMES.size(); i++) {
      var answer = page.get("/api/charts/home/days?device=" + encoded(HOMES.get(i)) + "&" + PERIOD, "Cookie", observer);
      assertEquals(OK, answer.statusCode(), answer.body());
      assertTrue(answer.body().contains("[\"2024-03-01\",\"UTC\"," + 24_000_000L * (i + 1) + ","), answer.body());
      for (var path : ofHome(HOMES.get(i))) {
        isData(page.get(path, "Cookie", observer));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", "x' OR '1'='1", "<script>alert(1)</script>", "first/../../log", "\u0000", "%", "*", "$1", "@live", "9999999999999999999",
        "+999999999-12-31", "-999999999-01-01", "9998-12-31", "0001-01-01", "+999999999-12-31T23:59:59Z", "-999999999-01-01T00:00:00Z",
        "9998-12-31T23:59:59.999999999Z", "0001-01-01T00:00:00Z", "\ud83d\udd0c"
      })
  void nothingThatIsAskedForIsAFaultOfTheProgram(String text) {
    var good = List.of("device=home-1", "from=2024-03-01", "to=2024-03-03", "date=2024-03-01", "at=2024-03-01", "scope=everyone", "reason=x");
    for (var route : routes) {
      for (var name : parameters(route)) {
        var query = new ArrayList<>(good.stream().filter(one -> !one.startsWith(name + "=")).toList());
        query.add(name + "=" + encoded(text));
        for (var path : paths(route)) {
          var answer = page.get(path + "?" + String.join("&", query), "Cookie", administrator);
          assertTrue(answer.statusCode() < 500, path + "?" + String.join("&", query) + " " + answer.statusCode() + " " + answer.body());
          isData(answer);
        }
      }
    }
  }

  @Test
  void noPathLeadsOutOfTheFilesOfThePage() {
    for (var path :
        List.of("/../../../etc/passwd", "/%2e%2e/%2e%2e/etc/passwd", "/..%2f..%2fetc%2fpasswd", "/vendor/../../sql/home/days.sql",
            "/vendor/%2e%2e/%2e%2e/sql/home/days.sql", "/..;/sql/home/days.sql", "//etc/passwd", "/./sql/home/days.sql", "/sql/home/days.sql",
            "/index.html%00.js", "/META-INF/services/io.meterline.app.serve.Page", "/..\\..\\sql\\home\\days.sql", "/..", "/.", "/PageServer.class",
            "/vendor", "/chart/", "/~root", "/%c0%ae%c0%ae/sql", "/..%00/", "/\u00e9")) {
      var answer = page.raw(path, administrator);
      assertFalse(answer.contains("root:") || answer.contains("SELECT") || answer.contains("PageServer\n"), path + "\n" + answer);
      assertFalse(answer.startsWith("HTTP/1.1 5"), path + "\n" + answer);
      assertTrue(answer.contains("Content-Security-Policy: default-src 'none'"), path + "\n" + answer);
    }
  }

  /** What a home may ask for. */
  private static List<String> ofHome(String device) {
    var paths = new ArrayList<String>();
    for (var route : routes) {
      if (SmallPage.may(route) == May.OWN_HOME) {
        paths(route).forEach(path -> paths.add(path + "?device=" + encoded(device) + "&" + PERIOD));
      }
    }
    return paths;
  }

  private static List<String> paths(Endpoint route) {
    return switch (route.path) {
      case "/api/charts/home/<name>" -> HOME_CHARTS.stream().map(name -> "/api/charts/home/" + name).toList();
      case "/api/charts/<name>" -> List.of("/api/charts/fleet/days", "/api/charts/fleet/homes", "/api/charts/fleet/rejected-events", "/api/charts/versions/differences");
      case "/api/<unknown>" -> List.of("/api/none");
      case "/<file>" -> List.of("/none", "/home");
      default -> List.of(route.path);
    };
  }

  private static void status(int expected, Endpoint route, String query, String... headers) {
    for (var path : paths(route)) {
      var all = new ArrayList<>(List.of(headers));
      all.addAll(List.of("Origin", page.origin()));
      var answer = page.send(route.method.name(), path + "?" + query, "", all.toArray(String[]::new));
      assertEquals(expected, answer.statusCode(), route.method + " " + path + "?" + query + " " + answer.body());
    }
  }

  /** What a route may be asked with. */
  private static List<String> parameters(Endpoint route) {
    return switch (route.path) {
      case "/api/charts/home/<name>" -> List.of("device", "from", "to", "version", "as");
      case "/api/charts/<name>" -> List.of("from", "to", "like", "order", "reason", "version", "other", "as");
      case "/api/day" -> List.of("device", "date", "version");
      case "/api/why" -> List.of("device", "at", "version");
      case "/api/settings/scopes" -> List.of("like");
      case "/api/settings/history" -> List.of("scope");
      default -> List.of();
    };
  }

  /** A response that no browser takes for a page with scripts. */
  private static void isData(HttpResponse<String> answer) {
    var type = answer.headers().firstValue("Content-Type").orElse("");
    assertTrue(type.startsWith("application/json") || !answer.body().contains("<script>alert"), type + " " + answer.body());
    assertEquals("nosniff", answer.headers().firstValue("X-Content-Type-Options").orElse(""));
  }

  private static String token(String cookie) {
    var body = page.get("/api/about", "Cookie", cookie).body();
    return body.replaceAll(".*\"token\":\"([^\"]+)\".*", "$1");
  }

  private static String encodedBrackets(String query) {
    return query.replace("[", "%5B").replace("]", "%5D");
  }
}
