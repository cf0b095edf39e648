package io.meterline.page;

import io.javalin.config.RoutesConfig;
import io.javalin.http.ContentType;
import io.javalin.http.Context;
import io.meterline.app.serve.PageOptions;
import io.meterline.model.MeterlineException;
import io.meterline.page.query.Chart;
import io.meterline.page.query.Database;
import io.meterline.page.query.Edition;
import io.meterline.page.query.Editions;
import io.meterline.page.query.Queries;
import io.meterline.page.query.Queries.FileFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Everything that can be asked, and who answers. */
final class Routes {
  private final Editions editions;
  private final Queries queries;
  private final About about;
  private final WebFiles files = new WebFiles();

  Routes(PageOptions options, Editions editions, Database database) {
    this.editions = editions;
    this.queries = new Queries(database);
    this.about = new About(options, editions, queries);
  }

  void declare(RoutesConfig routes) {
    routes.get("/api/about", context -> json(context, about.answer()));
    routes.get("/api/charts/<chart>", this::chart);
    routes.get("/api/<unknown>", context -> refuse(context, Refusal.unknown("there is no " + context.path())));
    routes.get("/<file>", files::send);
    routes.get("/", files::send);

    routes.exception(Refusal.class, (refusal, context) -> refuse(context, refusal));
    routes.exception(MeterlineException.class, (failure, context) -> refuse(context, Refusal.unavailable(failure.getMessage())));
  }

  private void chart(Context context) {
    var chart = Chart.named(context.pathParam("chart"));
    var edition = edition(context, Optional.ofNullable(context.queryParam("other")));
    var values = values(context);
    var as = Optional.ofNullable(context.queryParam("as")).orElse("json");
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

  private Edition edition(Context context, Optional<String> beside) {
    return editions.of(Optional.ofNullable(context.queryParam("version")), beside);
  }

  private static Map<String, String> values(Context context) {
    var values = new TreeMap<String, String>();
    context.queryParamMap().forEach((name, all) -> values.put(name, all.get(0)));
    return values;
  }

  private static void json(Context context, Object answer) {
    context.contentType(ContentType.APPLICATION_JSON).result(answer.toString());
  }

  private static void refuse(Context context, Refusal refusal) {
    context.status(refusal.status()).contentType(ContentType.APPLICATION_JSON).result(About.JSON.createObjectNode().put("error", refusal.getMessage()).toString());
  }
}
