package io.meterline.page.access;

import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import io.meterline.page.Refusal;
import java.util.Set;

/** Refuses requests that a page of another site made a browser send. */
final class SameOrigin {
  private static final Set<HandlerType> READING = Set.of(HandlerType.GET, HandlerType.HEAD);
  private static final String SITE = "Sec-Fetch-Site";

  /** From this page, or from nowhere, such as an address that someone typed. */
  private static final Set<String> OWN = Set.of("same-origin", "none");

  private SameOrigin() {}

  /** Whether a request may change something. */
  static boolean mayChange(Context context) {
    return !READING.contains(context.method());
  }

  /**
   * Refuses a request for data that a browser sends for a page of another site. Links to the page itself lead here from anywhere.
   *
   * @throws Refusal if it is one
   */
  static void refuseOthers(Context context) {
    var site = context.header(SITE);
    if (Headers.isData(context.path()) && site != null && !OWN.contains(site)) {
      throw Refusal.forbidden("the request is from another page");
    }
  }

  /**
   * Requires that a request comes from this page.
   *
   * @throws Refusal if it says that it does not, or does not say
   */
  static void require(Context context) {
    var origin = context.header("Origin");
    var site = context.header(SITE);
    if (origin == null && site == null) {
      throw Refusal.forbidden("the request does not say which page it is from: it has neither Origin nor Sec-Fetch-Site");
    }
    if (site != null && !site.equals("same-origin") || origin != null && !origin.equals(Caller.of(context).origin(context))) {
      throw Refusal.forbidden(
          "the request is from another page; a proxy in front of this one must keep Host, and say X-Forwarded-Proto");
    }
  }
}
