package io.meterline.page.ask;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.meterline.model.log.Rejection;
import io.meterline.model.settings.Explanation;
import io.meterline.model.settings.Explanation.Link;
import io.meterline.model.settings.Explanation.SettingExplanation;
import io.meterline.model.settings.Scope;
import io.meterline.model.settings.Value;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** An explanation of settings as JSON. */
final class ExplanationJson {
  private static final ObjectMapper JSON = new ObjectMapper();

  private ExplanationJson() {}

  /** Writes every setting: what it is, where it comes from, and the changes behind it. */
  static void write(Explanation explanation, ObjectNode object) {
    var settings = object.putArray("settings");
    explanation.settings().forEach(one -> write(one, settings.addObject()));
    var rejected = object.putArray("rejected");
    explanation.rejected().forEach(rejection -> write(rejection, rejected.addObject()));
  }

  /** A change that could not be used: why, and what it says of itself. */
  private static void write(Rejection rejection, ObjectNode object) {
    var content = content(rejection);
    object.put("reason", rejection.reason().name()).put("detail", rejection.detail());
    object.put("logged_at", rejection.loggedAt().map(Instant::toString).orElse(null));
    Stream.of("scope", "name", "op", "value", "effective_at", "author").forEach(name -> object.put(name, content.path(name).textValue()));
  }

  private static JsonNode content(Rejection rejection) {
    try {
      return JSON.readTree(rejection.content());
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void write(SettingExplanation one, ObjectNode object) {
    object.put("name", one.setting().word()).put("word", one.setting().shortWord());
    object.put("value", one.value().map(Value::toString).orElse(null));
    object.put("text", one.value().map(value -> ChangeJson.text(one.setting(), value)).orElse("none"));
    object.put("scope", one.scope().map(Scope::toString).orElse(null));
    object.put("isDefault", one.value().isPresent() && one.scope().isEmpty());
    links(one, one.chain(), object.putArray("chain"));
    links(one, one.cleared(), object.putArray("cleared"));
    var unknown = object.putArray("unknown");
    one.unknown().forEach(change -> ChangeJson.write(change.logged(), unknown.addObject()));
    one.alternative().ifPresentOrElse(
        otherwise ->
            object.putObject("otherwise")
                .put("text", text(one, otherwise.value()))
                .put("scope", otherwise.scope().map(Scope::toString).orElse(null)),
        () -> object.putNull("otherwise"));
  }

  private static void links(SettingExplanation one, List<Link> links, ArrayNode array) {
    for (var link : links) {
      ChangeJson.write(link.change().logged(), array.addObject()).put("effect", link.effect().name()).put("after", text(one, link.value()));
    }
  }

  private static String text(SettingExplanation one, Optional<Value> value) {
    return value.map(there -> ChangeJson.text(one.setting(), there)).orElse("none");
  }
}
