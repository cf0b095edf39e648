package io.meterline.page.access;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.Cookie;
import io.javalin.http.HttpStatus;
import io.javalin.http.SameSite;
import io.meterline.app.users.Account;
import io.meterline.app.users.UsersFile;
import io.meterline.page.Refusal;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * Users sign in with name and password, and a cookie holds the id of their session. It ends when they sign out, when it expires, and
 * when their line in the file of users changes.
 */
final class PasswordSignIn implements SignIn {
  private static final int UNTIL_THE_BROWSER_ENDS = -1;

  private final LatestUsers users;
  private final Sessions sessions;
  private final Throttle throttle;
  private final PasswordCheck passwords = new PasswordCheck();

  /**
   * @throws io.meterline.model.MeterlineException if the file cannot be read
   */
  PasswordSignIn(UsersFile file, Clock clock) {
    this.users = new LatestUsers(file);
    this.sessions = new Sessions(clock);
    this.throttle = new Throttle(clock);
  }

  @Override
  public void admit(Context context) {
    // Whoever asks, under whatever name, is nobody without a session.
  }

  @Override
  public Optional<Visitor> visitor(Context context) {
    return id(context)
        .flatMap(sessions::use)
        .filter(this::isUnchanged)
        .map(session -> new Visitor(session.account().user(), session.token()));
  }

  @Override
  public BooleanSupplier stillSignedIn(Context context) {
    var id = id(context);
    return () -> isSignedIn(id);
  }

  private boolean isSignedIn(Optional<String> id) {
    try {
      return id.flatMap(sessions::peek).filter(this::isUnchanged).isPresent();
    } catch (Refusal e) {
      // The file cannot be read.
      return false;
    }
  }

  private boolean isUnchanged(Session session) {
    return users.now().find(session.account().user().name()).equals(Optional.of(session.account()));
  }

  @Override
  public void declare(RoutesConfig routes) {
    routes.post("/api/sign-in", this::signIn, May.ANYONE);
    routes.post("/api/sign-out", this::signOut, May.USER);
  }

  private void signIn(Context context) {
    var credentials = Credentials.of(context);
    var address = Caller.of(context).address();
    throttle.begin(address).ifPresent(wait -> refuse(context, wait));
    var account = checked(address, credentials);
    // The id that the browser has may be known to someone else.
    id(context).ifPresent(sessions::end);
    context.cookie(cookie(context, sessions.begin(account), UNTIL_THE_BROWSER_ENDS));
    context.status(HttpStatus.NO_CONTENT);
  }

  private Account checked(String address, Credentials credentials) {
    Optional<Account> account;
    try {
      account = passwords.check(users.now(), credentials.name(), credentials.password());
    } catch (Refusal e) {
      throttle.undo(address);
      throw e;
    }
    account.ifPresent(right -> throttle.undo(address));
    return account.orElseThrow(() -> Refusal.unauthenticated("the name or the password is wrong"));
  }

  private static void refuse(Context context, Duration wait) {
    var seconds = wait.plusMillis(999).toSeconds();
    context.header("Retry-After", Long.toString(seconds));
    throw Refusal.throttled("too many wrong passwords; try again in " + seconds + " seconds");
  }

  private void signOut(Context context) {
    id(context).ifPresent(sessions::end);
    context.cookie(cookie(context, "", 0));
    context.status(HttpStatus.NO_CONTENT);
  }

  private static Optional<String> id(Context context) {
    return Optional.ofNullable(context.cookie(name(context)));
  }

  private static Cookie cookie(Context context, String value, int seconds) {
    return new Cookie(name(context), value, "/", seconds, Caller.of(context).isHttps(), true, null, SameSite.STRICT);
  }

  /** With the prefix, a browser takes the cookie over https and from this host alone. Cookies are shared by all ports of a host. */
  private static String name(Context context) {
    return Caller.of(context).isHttps() ? "__Host-meterline" : "meterline-" + context.req().getLocalPort();
  }
}
