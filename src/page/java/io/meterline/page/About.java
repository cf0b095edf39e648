package io.meterline.page;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.meterline.app.serve.PageOptions;
import io.meterline.page.query.Editions;
import io.meterline.page.query.Queries;
import java.util.Map;
import java.util.Optional;

/**
 * What the page shows: the first thing that it asks.
 *
 * @param options what was asked for at the start
 * @param editions the editions
 * @param queries answers questions about them
 */
record About(PageOptions options, Editions editions, Queries queries) {
  static final ObjectMapper JSON = new ObjectMapper();

  ObjectNode answer() {
    var root = JSON.createObjectNode();
    options.currency().ifPresentOrElse(currency -> root.put("currency", currency.getCurrencyCode()), () -> root.putNull("currency"));
    root.put("live", options.kafka().isPresent());
    root.put("versioned", options.views().isPresent());
    root.putNull("user").putNull("device").put("role", "ADMINISTRATOR").put("token", "");
    root.put("plans", options.archive().isPresent() && options.views().isPresent());
    root.put("archive", options.archive().isPresent());
    var edition = editions.of(Optional.empty(), Optional.empty());
    root.put("version", edition.version());
    root.put("then", edition.then().orElse(null));
    var dates = queries.objects("SELECT min(date) AS first, max(date) AS last FROM usage", edition, Map.of());
    root.setAll((ObjectNode) dates.get(0));
    return root;
  }
}
