package io.meterline.page.access;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.meterline.page.Refusal;
import java.util.Optional;

/** How the page knows who sends a request. */
sealed interface SignIn permits NoSignIn, PasswordSignIn {
  /**
   * Requires that a request may be answered at all, whoever sends it.
   *
   * @throws Refusal if it may not
   */
  void admit(Context context);

  /** Who sends a request; empty if nobody is signed in. */
  Optional<Visitor> visitor(Context context);

  /** Whether the user of a request is still signed in. Asking this does not keep the session alive. */
  boolean isStillSignedIn(Context context);

  /** Declares the routes to sign in and out. */
  void declare(RoutesConfig routes);
}
