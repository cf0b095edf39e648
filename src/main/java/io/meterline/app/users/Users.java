package io.meterline.app.users;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Everyone who may sign in, in the order of the file.
 *
 * @param accounts with different names
 */
public record Users(List<Account> accounts) {
  public Users {
    accounts = List.copyOf(accounts);
  }

  /** The account of a name. */
  public Optional<Account> find(String name) {
    return accounts.stream().filter(account -> account.user().name().equals(name)).findFirst();
  }

  /**
   * The account of a name if the password is right; else empty. It takes the same time whether the name exists or not, and however
   * many iterations its hash has: that of the most iterations of any account.
   */
  public Optional<Account> authenticate(String name, String password) {
    var found = find(name);
    var most = accounts.stream().mapToInt(account -> account.password().iterations()).max().orElse(PasswordHash.ITERATIONS);
    PasswordHash.spend(password, most - found.map(account -> account.password().iterations()).orElse(0));
    return found.filter(account -> account.password().matches(password));
  }

  /** These with one more, in place of the one with the same name if there is one. */
  public Users with(Account account) {
    var all = new ArrayList<>(without(account.user().name()).accounts);
    all.add(account);
    return new Users(all);
  }

  /** These without the one of a name. */
  public Users without(String name) {
    return new Users(accounts.stream().filter(account -> !account.user().name().equals(name)).toList());
  }
}
