package io.meterline.page;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.javalin.config.RoutesConfig;
import io.javalin.http.ContentType;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import io.meterline.app.serve.PageOptions;
import io.meterline.app.users.Role;
import io.meterline.model.MeterlineException;
import io.meterline.page.access.Access;
import io.meterline.page.access.May;
import io.meterline.page.ask.DayAnswer;
import io.meterline.page.ask.LoggedSettings;
import io.meterline.page.ask.SettingsAnswer;
import io.meterline.page.ask.WhyAnswer;
import io.meterline.page.dial.Plans;
import io.meterline.page.dial.Publishing;
import io.meterline.page.live.Feed;
import io.meterline.page.query.Chart;
import io.meterline.page.query.Database;
import io.meterline.page.query.Edition;
import io.meterline.page.query.Editions;
import io.meterline.page.query.Queries;
import io.meterline.page.query.Queries.FileFormat;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Everything that can be asked, and who answers. */
final class Routes {
  private static final Logger LOG = LoggerFactory.getLogger(Routes.class);

  private final Editions editions;
  private final Queries queries;
  private final About about;
  private final Optional<LoggedSettings> log;
  private final DayAnswer day;
  private final Optional<Plans> plans;
  private final Access access;
  private final Feed feed;
  private final WebFiles files = new WebFiles();

  Routes(PageOptions options, Editions editions, Database database, Feed feed, Access access) {
    this.access = access;
    this.feed = feed;
    this.editions = editions;
    this.queries = new Queries(database);
    this.about = new About(options, editions, queries, new ConcurrentHashMap<>());
    this.log = editions.archive().map(LoggedSettings::new);
    this.day = new DayAnswer(log, queries);
    this.plans =
        options.archive().flatMap(
            archive ->
                options.views().map(
                    views -> new Plans(archive, views, options, editions, queries)));
  }

  void declare(RoutesConfig routes) {
    routes.get("/api/about", context -> json(context, about.answer(context)), May.USER);
    routes.get("/api/charts/home/<name>", context -> chart(context, "home/" + context.pathParam("name")), May.OWN_HOME);
    routes.get("/api/charts/<name>", context -> chart(context, context.pathParam("name")), May.LOOK);
    routes.get("/api/day", context -> json(context, day.of(required(context, "device"), date(context), edition(context))), May.OWN_HOME);
    routes.get("/api/why", context -> json(context, why().of(required(context, "device"), required(context, "at"), edition(context))), May.OWN_HOME);
    routes.get("/api/settings/scopes", context -> json(context, settings().scopes(given(context, "like").orElse(""), Instant.now())), May.LOOK);
    routes.get("/api/settings/history", context -> json(context, settings().history(SettingsAnswer.checked(required(context, "scope")))), May.LOOK);
    routes.get("/api/settings/catalogue", context -> json(context, SettingsAnswer.catalogue()), May.LOOK);
    routes.get("/api/versions", context -> json(context, publishing().list()), May.LOOK);
    routes.get("/api/events", feed.handler(context -> Access.user(context).device(), access::stillSignedIn), May.USER);

    routes.post("/api/plan", context -> json(context, plans().plan(body(context), Access.user(context).name())), May.ADMINISTER);
    routes.get("/api/plan/progress", context -> json(context, plans().progress()), May.ADMINISTER);
    routes.post("/api/apply", context -> json(context, plans().apply(text(context, "key"), body(context).path("confirm").asBoolean())), May.ADMINISTER);
    routes.post("/api/publish", this::publish, May.ADMINISTER);

    routes.get("/api/<unknown>", context -> refuse(context, Refusal.unknown("there is no " + context.path())), May.USER);
    routes.get("/<file>", files::send, May.ANYONE);
    routes.get("/", files::send, May.ANYONE);

    routes.exception(Refusal.class, (refusal, context) -> refuse(context, refusal));
    routes.exception(Exception.class, this::failed);
    routes.exception(MeterlineException.class, (failure, context) -> refuseLogged(context, failure));
  }

  private void chart(Context context, String name) {
    var chart = Chart.named(name);
    var edition = edition(context, given(context, "other"));
    var values = values(context);
    var as = given(context, "as").orElse("json");
    switch (as) {
      case "json" -> json(context, queries.chart(chart, edition, values));
      case "csv" -> download(context, chart, edition, values, FileFormat.CSV, "text/csv; charset=utf-8");
      case "parquet" -> download(context, chart, edition, values, FileFormat.PARQUET, "application/vnd.apache.parquet");
      default -> throw Refusal.invalid("as '" + as + "' is not json, csv or parquet");
    }
  }

  private void download(Context context, Chart chart, Edition edition, Map<String, String> values, FileFormat format, String type) {
    var name = chart.name().replace('/', '-') + "." + format.name().toLowerCase(Locale.ROOT);
    context.contentType(type).header("Content-Disposition", "attachment; filename=\"" + name + "\"");
    context.result(queries.file(chart, edition, values, format));
  }

  private Edition edition(Context context) {
    return edition(context, Optional.empty());
  }

  private Edition edition(Context context, Optional<String> beside) {
    var version = given(context, "version");
    if (Access.user(context).role() == Role.HOME && (beside.isPresent() || version.filter(name -> !name.equals(editions.current())).isPresent())) {
      throw Refusal.gone("a home sees the current version of the views");
    }
    return editions.of(version, beside);
  }

  private LoggedSettings log() {
    return log.orElseThrow(Refusal::withoutLog);
  }

  private WhyAnswer why() {
    return new WhyAnswer(log(), queries);
  }

  private SettingsAnswer settings() {
    return new SettingsAnswer(log());
  }

  private Plans plans() {
    return plans.orElseThrow(() -> Refusal.unknown("nothing can be planned: start the page with --views and --archive"));
  }

  private Publishing publishing() {
    return new Publishing(editions.versions().orElseThrow(() -> Refusal.unknown("there are no versions: start the page with --views")));
  }

  private void publish(Context context) {
    publishing().publish(text(context, "name"));
    context.status(HttpStatus.NO_CONTENT);
  }

  private static Optional<String> given(Context context, String name) {
    return Optional.ofNullable(context.queryParam(name));
  }

  private static String required(Context context, String name) {
    return given(context, name).orElseThrow(() -> Refusal.invalid("the parameter " + name + " is missing"));
  }

  private static LocalDate date(Context context) {
    return Times.date("date", required(context, "date"));
  }

  private static JsonNode body(Context context) {
    try {
      return About.JSON.readTree(context.body());
    } catch (JsonProcessingException e) {
      throw Refusal.invalid("the request is not JSON");
    }
  }

  private static String text(Context context, String name) {
    return Optional.of(body(context).path(name)).filter(JsonNode::isTextual).orElseThrow(() -> Refusal.invalid(name + " is missing")).asText();
  }

  private static Map<String, String> values(Context context) {
    var values = new TreeMap<String, String>();
    context.queryParamMap().forEach((name, all) -> values.put(name, all.get(0)));
    return values;
  }

  private static void json(Context context, Object answer) {
    context.contentType(ContentType.APPLICATION_JSON).result(answer.toString());
  }

  /** A fault of the program: it is on standard error, and not told to whoever asked. */
  private void failed(Exception failure, Context context) {
    LOG.error("cannot answer {}", context.path(), failure);
    context.status(HttpStatus.INTERNAL_SERVER_ERROR);
    json(context, About.JSON.createObjectNode().put("error", "this cannot be answered because of a fault of the program, which is in its log"));
  }

  private static void refuseLogged(Context context, MeterlineException failure) {
    LOG.warn("cannot answer {}: {}", context.path(), failure.getMessage());
    refuse(context, Refusal.unavailable(failure.getMessage()));
  }

  private static void refuse(Context context, Refusal refusal) {
    var line = refusal.status() == HttpStatus.SERVICE_UNAVAILABLE.getCode() && !mayLook(context) ? "the views cannot be read at the moment" : refusal.getMessage();
    context.status(refusal.status());
    json(context, About.JSON.createObjectNode().put("error", line));
  }

  /** Homes do not learn where the files of the views are. */
  private static boolean mayLook(Context context) {
    return Access.find(context).filter(user -> user.role() != Role.HOME).isPresent();
  }
}
