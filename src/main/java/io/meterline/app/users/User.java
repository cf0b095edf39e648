package io.meterline.app.users;

import io.meterline.model.MeterlineException;
import io.meterline.model.Printable;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Someone who may sign in.
 *
 * @param name 1 to 64 letters a to z of either case, digits, and {@code . _ @ + -}, not beginning with {@code -}; names that differ
 *     in case are different
 * @param role what the user may do
 * @param device the device of the home, 1 to 200 characters of one line without white space at either end; present exactly for
 *     {@link Role#HOME}
 */
public record User(String name, Role role, Optional<String> device) {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._@+][A-Za-z0-9._@+-]{0,63}");
  private static final int LONGEST_DEVICE = 200;
  private static final int SHOWN = 80;

  /**
   * @throws MeterlineException if one of them is not as described
   */
  public User {
    if (!NAME.matcher(name).matches()) {
      throw new MeterlineException(
          "user name '" + Printable.quote(name, SHOWN) + "' must be 1 to 64 letters, digits and . _ @ + -, and not begin with -");
    }
    if (role == Role.HOME && device.isEmpty()) {
      throw new MeterlineException("user " + name + " is a home, so it needs the device that it may see");
    }
    if (role != Role.HOME && device.isPresent()) {
      throw new MeterlineException("user " + name + " is no home, so it has no device: an " + role.word() + " sees all");
    }
    device.ifPresent(User::check);
  }

  private static void check(String device) {
    if (device.isEmpty() || device.length() > LONGEST_DEVICE || !device.strip().equals(device) || !Printable.line(device).equals(device)) {
      throw new MeterlineException(
          "device '" + Printable.quote(device, SHOWN) + "' must have 1 to " + LONGEST_DEVICE + " characters of one line");
    }
  }
}
