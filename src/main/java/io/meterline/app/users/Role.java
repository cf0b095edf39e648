package io.meterline.app.users;

import java.util.Locale;
import java.util.Optional;

/** What a user may do on the page. */
public enum Role {
  /** Looks at one home, and what it is compared with. */
  HOME,
  /** Looks at everything. */
  OBSERVER,
  /** Looks at everything, plans and applies settings changes, and publishes versions. */
  ADMINISTRATOR;

  /** The word of commands and of the file. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The role with a word; empty if there is none. */
  static Optional<Role> of(String word) {
    for (var role : values()) {
      if (role.word().equals(word)) {
        return Optional.of(role);
      }
    }
    return Optional.empty();
  }
}
