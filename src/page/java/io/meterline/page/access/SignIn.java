package io.meterline.page.access;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.meterline.page.Refusal;
import java.util.Optional;
import java.util.function.BooleanSupplier;

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

  /**
   * Tells whether the user of a request is still signed in. It can be asked when the request has ended, never throws, and asking does
   * not keep the session alive.
   */
  BooleanSupplier stillSignedIn(Context context);

  /** Declares the routes to sign in and out. */
  void declare(RoutesConfig routes);
}
