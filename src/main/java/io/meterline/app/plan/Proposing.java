package io.meterline.app.plan;

import io.meterline.app.launch.PlanBase;
import io.meterline.model.settings.Explainer;
import io.meterline.model.settings.Scope;
import io.meterline.model.settings.Setting;
import io.meterline.model.settings.Value;
import io.meterline.model.time.Known;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.UUID;

/** Proposing settings changes for a version of views and its log. */
public final class Proposing {
  private static final int ID_LETTERS = 8;
  private static final int ID_RADIX = 36;

  private Proposing() {}

  /** The time zone in force for everyone, which dates are in unless another is named. */
  public static ZoneId zoneOfEveryone(PlanBase base, Instant now) {
    var explainer = new Explainer("");
    base.changes().stream().filter(change -> change.scope().equals(Scope.EVERYONE.toString())).forEach(explainer::add);
    return explainer.explain(now, Known.NOW).settings().stream()
        .filter(one -> one.setting() == Setting.TIMEZONE)
        .flatMap(one -> one.value().stream())
        .map(value -> ((Value.Zone) value).id())
        .findFirst()
        .orElse(ZoneOffset.UTC);
  }

  /** An id for a proposal: random letters and digits. */
  public static String newId() {
    var random = Long.toUnsignedString(UUID.randomUUID().getLeastSignificantBits(), ID_RADIX);
    return random.substring(random.length() - ID_LETTERS);
  }
}
