package io.meterline.page;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.http.Context;
import io.meterline.app.serve.PageOptions;
import io.meterline.page.access.Access;
import io.meterline.page.query.Edition;
import io.meterline.page.query.Editions;
import io.meterline.page.query.Queries;
import io.meterline.page.query.Reach;
import java.util.Map;
import java.util.Optional;

/**
 * What the page shows: the first thing that it asks.
 *
 * @param options what was asked for at the start
 * @param editions the editions
 * @param queries answers questions about them
 * @param dates the first and last date of versions, which never change
 */
record About(PageOptions options, Editions editions, Queries queries, Map<String, ObjectNode> dates) {
  static final ObjectMapper JSON = new ObjectMapper();

  private ObjectNode dates(Edition edition) {
    return (ObjectNode) queries.objects("SELECT min(date) AS first, max(date) AS last FROM usage", edition, Map.of(), Reach.ALL).get(0);
  }

  ObjectNode answer(Context context) {
    var root = JSON.createObjectNode();
    options.currency().ifPresentOrElse(currency -> root.put("currency", currency.getCurrencyCode()), () -> root.putNull("currency"));
    root.put("live", options.kafka().isPresent());
    root.put("versioned", options.views().isPresent());
    var user = Access.user(context);
    root.put("user", options.users().map(any -> user.name()).orElse(null)).put("role", user.role().name());
    root.put("device", user.device().orElse(null)).put("token", Access.token(context));
    root.put("plans", options.archive().isPresent() && options.views().isPresent());
    root.put("archive", options.archive().isPresent());
    var edition = editions.of(Optional.empty(), Optional.empty());
    root.put("version", edition.version());
    root.put("then", edition.then().orElse(null));
    root.setAll(edition.version().equals(Edition.LIVE) ? dates(edition) : dates.computeIfAbsent(edition.version(), any -> dates(edition)));
    return root;
  }
}
