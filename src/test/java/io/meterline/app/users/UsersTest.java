package io.meterline.app.users;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
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
    users.authenticate("anna", "warm up");
    var known = quickest(users, "anna");
    for (var name : List.of("nobody", "otto")) {
      var took = quickest(users, name);
      assertTrue(took > known / 2 && took < known * 2, name + " " + took + " ns, anna " + known + " ns");
    }
  }

  @Test
  void anAccountReplacesTheOneOfItsName() {
    var again = account("anna", "another horse", 10);
    assertEquals(List.of(OLD, again), USERS.with(again).accounts());
    assertEquals(List.of(OLD), USERS.without("anna").accounts());
  }

  private static long quickest(Users users, String name) {
    return LongStream.range(0, 7).map(i -> nanos(users, name)).min().orElseThrow();
  }

  private static long nanos(Users users, String name) {
    var begun = System.nanoTime();
    users.authenticate(name, "wrong");
    return System.nanoTime() - begun;
  }

  private static Account account(String name, String password, int iterations) {
    return new Account(new User(name, Role.OBSERVER, Optional.empty()), PasswordHash.of(password, iterations));
  }
}
