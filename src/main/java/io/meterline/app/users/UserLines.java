package io.meterline.app.users;

import io.meterline.model.MeterlineException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The text of a users file: a line {@code NAME ROLE HASH} a user, and after the hash of a home its device to the end of the line.
 * Empty lines and those that begin with {@code #} mean nothing.
 */
final class UserLines {
  private static final String COMMENT = "#";
  private static final String HEADER = "# Users of Meterline's page: name, role, hash of the password, device. See 'meterline users'.\n";
  private static final int PARTS = 4;

  private UserLines() {}

  /**
   * The users of a text.
   *
   * @param file where it is from, for errors
   * @throws MeterlineException if a line is damaged, with its number
   */
  static Users parse(String file, String text) {
    var accounts = new ArrayList<Account>();
    var names = new HashSet<String>();
    var lines = text.lines().toList();
    for (var i = 0; i < lines.size(); i++) {
      var where = "users " + file + ", line " + (i + 1) + ": ";
      if (lines.get(i).isBlank() || lines.get(i).startsWith(COMMENT)) {
        continue;
      }
      var account = account(where, lines.get(i));
      if (!names.add(account.user().name())) {
        throw new MeterlineException(where + "user " + account.user().name() + " is there twice");
      }
      accounts.add(account);
    }
    return new Users(accounts);
  }

  private static Account account(String where, String line) {
    // What is in a line is not shown: it may be a hash or a password.
    var parts = List.of(line.split(" ", PARTS));
    if (parts.size() < PARTS - 1) {
      throw new MeterlineException(where + "it must be NAME ROLE HASH, and for a home DEVICE");
    }
    var role = Role.of(parts.get(1)).orElseThrow(() -> new MeterlineException(where + "the role must be home, observer or administrator"));
    var hash = PasswordHash.parse(parts.get(2)).orElseThrow(() -> new MeterlineException(where + "the hash of the password is damaged"));
    var device = parts.stream().skip(PARTS - 1).findFirst();
    try {
      return new Account(new User(parts.get(0), role, device), hash);
    } catch (MeterlineException e) {
      throw new MeterlineException(where + e.getMessage(), e);
    }
  }

  /** The text of users. */
  static String text(Users users) {
    return users.accounts().stream().map(UserLines::line).collect(Collectors.joining("", HEADER, ""));
  }

  private static String line(Account account) {
    var user = account.user();
    var device = user.device().map(id -> " " + id).orElse("");
    return user.name() + " " + user.role().word() + " " + account.password().text() + device + "\n";
  }
}
