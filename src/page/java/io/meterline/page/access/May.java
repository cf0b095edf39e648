package io.meterline.page.access;

import io.javalin.security.RouteRole;
import io.meterline.app.users.Role;

/** Who may use a route. A route has exactly one of these; one without is for nobody. */
public enum May implements RouteRole {
  /** Everyone, signed in or not. */
  ANYONE,
  /** Every user. */
  USER,
  /** Every user; a home only if the query has one parameter {@code device}, and it is its own. */
  OWN_HOME,
  /** Who looks at everything: an observer or an administrator. */
  LOOK,
  /** An administrator. */
  ADMINISTER;

  /** Whether a user with a role may, if it is about the user's own home. */
  boolean isFor(Role role) {
    return switch (this) {
      case ANYONE, USER, OWN_HOME -> true;
      case LOOK -> role == Role.OBSERVER || role == Role.ADMINISTRATOR;
      case ADMINISTER -> role == Role.ADMINISTRATOR;
    };
  }
}
