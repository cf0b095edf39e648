package io.meterline.page.dial;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.meterline.connect.versions.Version;
import io.meterline.connect.versions.Version.State;
import io.meterline.connect.versions.Versions;
import io.meterline.model.MeterlineException;
import io.meterline.page.Refusal;
import java.util.Locale;
import java.util.Map;

/**
 * Lists versions, and publishes one.
 *
 * @param versions the versions
 */
public record Publishing(Versions versions) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Every version. */
  public ArrayNode list() {
    var all = JSON.createArrayNode();
    for (var version : versions.list()) {
      var object = all.addObject().put("name", version.name()).put("state", version.state().name()).put("standing", version.standing().name());
      object.put("known", isReadable(version) ? versions.recipe(version.name()).known().toString().toLowerCase(Locale.ROOT) : null);
      object.put("whatIf", version.state() == State.WHAT_IF);
      var rows = object.putObject("rows");
      for (Map.Entry<String, Long> view : version.rows().entrySet()) {
        rows.put(view.getKey(), view.getValue());
      }
    }
    return all;
  }

  private static boolean isReadable(Version version) {
    return version.state() == State.COMPLETE || version.state() == State.WHAT_IF;
  }

  /**
   * Makes a version the current one.
   *
   * @throws Refusal if it cannot be
   */
  public void publish(String name) {
    try {
      versions.switchTo(name);
    } catch (MeterlineException e) {
      throw Refusal.conflict(e.getMessage());
    }
  }
}
