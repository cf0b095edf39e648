package io.meterline.app.plan;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.meterline.engine.effect.AlertEffect;
import io.meterline.engine.effect.DateEffect;
import io.meterline.engine.effect.DeviceMoney;
import io.meterline.engine.effect.Effects;
import io.meterline.engine.effect.MoneyEffect;
import io.meterline.engine.effect.RankEffect;
import io.meterline.engine.effect.RejectedEffect;
import io.meterline.engine.effect.ViewEffect;
import io.meterline.model.log.LoggedChange;
import io.meterline.model.log.Reason;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * Prints a plan as one JSON object. Money is in millionths of the currency unit, times are ISO-8601 in UTC; a sum that is not known, or
 * does not fit in 64 bits, is null. Of alerts and of rejected settings changes the first {@link AlertEffect#KEPT} are listed.
 */
public final class PlanJson {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final PrintWriter out;

  public PlanJson(PrintWriter out) {
    this.out = out;
  }

  /** Prints it. */
  public void print(Plan plan) {
    try {
      out.println(JSON.writerWithDefaultPrettyPrinter().writeValueAsString(json(plan)));
      out.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A plan as a JSON object. */
  public static ObjectNode json(Plan plan) {
    var root = JSON.createObjectNode();
    root.put("plan", plan.proposal().id());
    root.put("version", plan.version());
    changes(plan.proposal().changes(), root.putArray("changes"));
    root.putObject("logged_since").put("changes", plan.added().changes()).put("devices", plan.added().devices());
    var notes = root.putArray("notes");
    plan.notes().forEach(notes::add);
    var hidden = root.putArray("hidden_by");
    plan.hidden().stream().filter(one -> !one.isEmpty()).forEach(one -> hidden(one, hidden.addObject()));
    effects(plan.effects(), root);
    var read = root.putObject("read");
    var size = plan.planned().size();
    read.put("readings", plan.planned().counts().readings());
    put(read, "of_readings", size.ofReadings());
    read.put("devices", size.devices()).put("of_devices", size.ofDevices());
    read.put("runner", plan.planned().runner()).put("seconds", plan.planned().seconds());
    return root;
  }

  private static void changes(List<LoggedChange> changes, ArrayNode array) {
    for (var change : changes) {
      var object = array.addObject();
      object.put("scope", change.scope()).put("name", change.name()).put("op", change.op()).put("value", change.value());
      object.put("effective_at", change.effectiveAt().toString());
      put(object, "author", change.author());
      put(object, "reason", change.reason());
    }
  }

  private static void hidden(Hidden hidden, ObjectNode object) {
    object.put("scope", hidden.change().scope()).put("name", hidden.change().name()).put("of_devices", hidden.of());
    var devices = object.putArray("devices");
    hidden.devices().forEach(devices::add);
    var groups = object.putArray("groups");
    hidden.groups().forEach(groups::add);
  }

  private static void effects(Effects effects, ObjectNode root) {
    root.put("add", effects.added()).put("change", effects.changed()).put("delete", effects.deleted());
    var views = root.putObject("views");
    effects.views().forEach(view -> view(view, views.putObject(view.view().name())));
    money(effects.money(), root.putObject("money"));
    dates(effects.dates(), root.putArray("dates"));
    alerts(effects.alerts(), root.putObject("alerts"));
    ranks(effects.ranks(), root.putObject("ranks"));
    rejected(effects.rejected(), root.putObject("rejected"));
  }

  private static void view(ViewEffect view, ObjectNode object) {
    object.put("add", view.added()).put("change", view.changed()).put("delete", view.deleted()).put("devices", view.devices().size());
    put(object, "first_date", view.first());
    put(object, "last_date", view.last());
  }

  private static void money(MoneyEffect money, ObjectNode object) {
    put(object, "before", money.before());
    put(object, "after", money.after());
    put(object, "difference", money.difference());
    object.put("unknown_rows", money.unknownRows());
    var devices = object.putArray("devices");
    for (var device : money.devices()) {
      var one = devices.addObject().put("device", device.device());
      put(one, "before", DeviceMoney.micros(device.before()));
      put(one, "after", DeviceMoney.micros(device.after()));
      put(one, "difference", DeviceMoney.micros(device.difference()));
    }
  }

  private static void dates(List<DateEffect> dates, ArrayNode array) {
    for (var date : dates) {
      var one = array.addObject().put("date", date.date().toString());
      put(one, "before", DeviceMoney.micros(date.before()));
      put(one, "after", DeviceMoney.micros(date.after()));
      one.put("alerts_before", date.alertsBefore()).put("alerts_after", date.alertsAfter());
    }
  }

  private static void alerts(AlertEffect alerts, ObjectNode object) {
    for (var kind : AlertEffect.Kind.values()) {
      object.put(kind.name().toLowerCase(Locale.ROOT), alerts.count(kind));
    }
    var first = object.putArray("alerts");
    for (var alert : alerts.first()) {
      var one = first.addObject().put("what", alert.kind().name().toLowerCase(Locale.ROOT)).put("device", alert.device());
      one.put("opened_at", alert.openedAt().toString());
      put(one, "closed_at_before", alert.closedBefore());
      put(one, "closed_at_after", alert.closedAfter());
    }
  }

  private static void ranks(RankEffect ranks, ObjectNode object) {
    object.put("moved", ranks.moved()).put("devices", ranks.devices());
    var causes = object.putArray("compared_otherwise");
    for (var cause : ranks.causes()) {
      var one = causes.addObject().put("device", cause.device()).put("dates", cause.dates());
      put(one, "cohort_before", cause.before());
      put(one, "cohort_after", cause.after());
    }
  }

  private static void rejected(RejectedEffect rejected, ObjectNode object) {
    counts(rejected.added(), object.putObject("more"));
    counts(rejected.deleted(), object.putObject("fewer"));
    rejectedChanges(rejected.unusable(), object.putArray("changes_only_after"));
    rejectedChanges(rejected.usable(), object.putArray("changes_only_before"));
  }

  private static void counts(Map<Reason, Long> counts, ObjectNode object) {
    new TreeMap<>(counts).forEach((reason, count) -> object.put(reason.name(), count));
  }

  private static void rejectedChanges(List<RejectedEffect.Change> changes, ArrayNode array) {
    for (var change : changes) {
      array.addObject()
          .put("position", change.position())
          .put("reason", change.reason().name())
          .put("detail", change.detail())
          .put("content", change.content());
    }
  }

  private static void put(ObjectNode object, String name, OptionalLong number) {
    number.ifPresentOrElse(value -> object.put(name, value), () -> object.putNull(name));
  }

  private static void put(ObjectNode object, String name, Optional<?> value) {
    value.ifPresentOrElse(there -> object.put(name, there.toString()), () -> object.putNull(name));
  }
}
