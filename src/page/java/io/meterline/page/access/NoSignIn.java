package io.meterline.page.access;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.meterline.app.users.Role;
import io.meterline.app.users.User;
import io.meterline.page.Refusal;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Everyone on this machine is an administrator. Requests must name this machine in {@code Host}: a page of another site whose name
 * was made to point here (DNS rebinding) names that site. Those that a proxy sent on may be from anywhere, and are refused.
 */
final class NoSignIn implements SignIn {
  private static final User EVERYONE = new User("administrator", Role.ADMINISTRATOR, Optional.empty());
  private static final int PORT_OF_HTTP = 80;

  private final Visitor visitor = new Visitor(EVERYONE, Secret.next());

  @Override
  public void admit(Context context) {
    if (Caller.isForwarded(context)) {
      throw Refusal.forbidden("the request comes through a proxy; to serve others, start the page with --users");
    }
    var names = names(context);
    if (!names.contains(String.valueOf(context.header("Host")).toLowerCase(Locale.ROOT))) {
      throw Refusal.forbidden("this page is at http://localhost:" + context.req().getLocalPort() + " and under no other name");
    }
  }

  /** What {@code Host} may be: the names of this machine, and the address that the connection was made to. */
  private static Set<String> names(Context context) {
    var port = context.req().getLocalPort();
    var address = context.req().getLocalAddr();
    return Stream.of("localhost", "127.0.0.1", "[::1]", address)
        .flatMap(name -> port == PORT_OF_HTTP ? Stream.of(name, name + ":" + port) : Stream.of(name + ":" + port))
        .collect(Collectors.toSet());
  }

  @Override
  public Optional<Visitor> visitor(Context context) {
    return Optional.of(visitor);
  }

  @Override
  public BooleanSupplier stillSignedIn(Context context) {
    return () -> true;
  }

  @Override
  public void declare(RoutesConfig routes) {
    routes.post("/api/sign-in", NoSignIn::refuse, May.ANYONE);
    routes.post("/api/sign-out", NoSignIn::refuse, May.ANYONE);
  }

  private static void refuse(Context context) {
    throw Refusal.unknown("nobody signs in here: the page was started without --users");
  }
}
