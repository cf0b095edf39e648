package io.meterline.page.access;

import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.meterline.app.users.Role;
import io.meterline.app.users.User;
import io.meterline.app.users.UsersFile;
import io.meterline.model.MeterlineException;
import io.meterline.page.Refusal;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * Who may do what. It sets the headers of every response, finds the user of every request, and refuses what the user may not.
 *
 * <p>A route says who may use it with one {@link May}. Requests other than GET and HEAD have to come from this page ({@code Origin} or
 * {@code Sec-Fetch-Site}), and, unless everyone may send them, bring the token of the user in {@code X-Meterline-Token}.
 */
public final class Access {
  private static final String VISITOR = "meterline.visitor";
  private static final String TOKEN = "X-Meterline-Token";
  private static final int MOST_BYTES = 1_000_000;
  private static final String OWN_HOME_ONLY = "a home may see itself and nothing else";

  private final SignIn signIn;

  private Access(SignIn signIn) {
    this.signIn = signIn;
  }

  /**
   * Access to a page.
   *
   * @param users who may sign in; empty: everyone on this machine is an administrator
   * @param host the address that the page listens on
   * @param clock tells when sessions expire
   * @throws MeterlineException if the file cannot be read, or there is none and other machines can reach the address
   */
  public static Access of(Optional<Path> users, String host, Clock clock) {
    if (users.isEmpty() && !isLoopback(host)) {
      throw new MeterlineException(
          "without --users everyone is an administrator, so the page listens on this machine only, not on " + host
              + "; add users with 'meterline users add'");
    }
    return new Access(users.<SignIn>map(file -> new PasswordSignIn(new UsersFile(file), clock)).orElseGet(NoSignIn::new));
  }

  private static boolean isLoopback(String host) {
    try {
      // No name is every address of this machine, for a server.
      return !host.isEmpty() && Arrays.stream(InetAddress.getAllByName(host)).allMatch(InetAddress::isLoopbackAddress);
    } catch (UnknownHostException e) {
      throw new MeterlineException("there is no address " + host + " to listen on", e);
    }
  }

  /** Sets it up, and declares {@code POST /api/sign-in} and {@code POST /api/sign-out}. */
  public void configure(JavalinConfig config) {
    config.http.maxRequestSize = MOST_BYTES;
    config.jetty.modifyServer(server -> server.setErrorHandler(new ServerErrors()));
    config.jetty.modifyServletContextHandler(context -> context.setErrorHandler(new ServerErrors()));
    config.routes.before(this::meet);
    config.routes.beforeMatched(Access::check);
    signIn.declare(config.routes);
  }

  /**
   * The user who sends a request.
   *
   * @throws Refusal if nobody is signed in
   */
  public static User user(Context context) {
    return visitor(context).user();
  }

  /** The user who sends a request; empty if nobody is signed in. */
  public static Optional<User> find(Context context) {
    return Optional.ofNullable(context.<Visitor>attribute(VISITOR)).map(Visitor::user);
  }

  /**
   * What requests of the user that change something have to bring.
   *
   * @throws Refusal if nobody is signed in
   */
  public static String token(Context context) {
    return visitor(context).token();
  }

  /**
   * Tells whether the user of a request is still signed in, for answers that go on. It can be asked when the request has ended, and
   * asking does not keep the session alive.
   */
  public BooleanSupplier stillSignedIn(Context context) {
    return signIn.stillSignedIn(context);
  }

  private void meet(Context context) {
    Headers.ALL.forEach(context::header);
    if (Headers.isData(context.path())) {
      context.header("Cache-Control", "no-store");
    }
    readBody(context);
    signIn.admit(context);
    SameOrigin.refuseOthers(context);
    if (SameOrigin.mayChange(context)) {
      SameOrigin.require(context);
    }
    signIn.visitor(context).ifPresent(visitor -> context.attribute(VISITOR, visitor));
  }

  /** Reads it before anything is refused: a server that answers earlier cuts the connection, and its answer can be lost. */
  private static void readBody(Context context) {
    if (context.header("Transfer-Encoding") != null) {
      throw Refusal.invalid("the request has to say how long it is, with Content-Length");
    }
    if (context.contentLength() > MOST_BYTES) {
      throw Refusal.invalid("the request is longer than " + MOST_BYTES + " bytes");
    }
    context.bodyAsBytes();
  }

  private static void check(Context context) {
    var may = may(context);
    if (may == May.ANYONE) {
      return;
    }
    var visitor = visitor(context);
    var user = visitor.user();
    if (!may.isFor(user.role())) {
      throw Refusal.forbidden(user.role() == Role.HOME ? OWN_HOME_ONLY : "only an administrator may do this");
    }
    if (may == May.OWN_HOME && user.role() == Role.HOME && !context.queryParams("device").equals(user.device().stream().toList())) {
      throw Refusal.forbidden(OWN_HOME_ONLY);
    }
    if (SameOrigin.mayChange(context) && !Secret.isSame(visitor.token(), Optional.ofNullable(context.header(TOKEN)).orElse(""))) {
      throw Refusal.forbidden("the token is missing or old; load the page again");
    }
  }

  private static May may(Context context) {
    var roles = List.copyOf(context.routeRoles());
    if (roles.size() == 1 && roles.get(0) instanceof May may) {
      return may;
    }
    throw Refusal.forbidden("nobody may use " + context.path());
  }

  private static Visitor visitor(Context context) {
    return Optional.ofNullable(context.<Visitor>attribute(VISITOR)).orElseThrow(() -> Refusal.unauthenticated("sign in first"));
  }
}
