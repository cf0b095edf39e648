package io.meterline.app.users;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Who a name and a password are. */
class UsersTest {
  private static final Account ANNA = account("anna", "correct horse", 1_000);
  private static final Account OLD = account("otto", "battery staple", 10);
  private static final Users USERS = new Users(List.of(ANNA, OLD));

  @Test
  void aNameWithItsPasswordIsItsAccount() {
    assertEquals(Optional.of(ANNA), USERS.authenticate("anna", "correct horse"));
    assertEquals(Optional.of(OLD), USERS.authenticate("otto", "battery staple"));
  }

  @Test
  void anythingElseIsNobody() {
    assertEquals(Optional.empty(), USERS.authenticate("anna", "battery staple"));
    assertEquals(Optional.empty(), USERS.authenticate("otto", "correct horse"));
    assertEquals(Optional.empty(), USERS.authenticate("Anna", "correct horse"));
    assertEquals(Optional.empty(), USERS.authenticate("", ""));
    assertEquals(Optional.empty(), new Users(List.of()).authenticate("anna", "correct horse"));
  }

  @Test
  void anUnknownNameAndAnOldHashCostAsMuchAsAKnownOne() {
    var users = new Users(List.of(account("anna", "correct horse", 40_000), account("otto", "battery staple", 10)));
    var quickest = new TreeMap<String, Long>();
    // By turns, as the JVM gets quicker at it.
    for (var i = 0; i < 15; i++) {
      for (var name : List.of("anna", "otto", "nobody")) {
        quickest.merge(name, nanos(users, name), Math::min);
      }
    }
    var known = quickest.get("anna");
    // Without further work the others would take a thousandth.
    quickest.forEach((name, took) -> assertTrue(took > known / 3 && took < known * 3, quickest.toString()));
  }

  @Test
  void anAccountReplacesTheOneOfItsName() {
    var again = account("anna", "another horse", 10);
    assertEquals(List.of(OLD, again), USERS.with(again).accounts());
    assertEquals(List.of(OLD), USERS.without("anna").accounts());
  }

  /** The time on a processor that a check takes this thread. */
  private static long nanos(Users users, String name) {
    var threads = ManagementFactory.getThreadMXBean();
    var begun = threads.getCurrentThreadCpuTime();
    users.authenticate(name, "wrong");
    return threads.getCurrentThreadCpuTime() - begun;
  }

  private static Account account(String name, String password, int iterations) {
    return new Account(new User(name, Role.OBSERVER, Optional.empty()), PasswordHash.of(password, iterations));
  }
}
