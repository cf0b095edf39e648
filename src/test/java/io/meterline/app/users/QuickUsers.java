package io.meterline.app.users;

import java.nio.file.Path;
import java.util.Optional;

/** A file of users whose hashes are quick to check. */
public final class QuickUsers {
  private static final int ITERATIONS = 100;

  private final UsersFile file;
  private final int iterations;

  public QuickUsers(Path path) {
    this(path, ITERATIONS);
  }

  /** The same with hashes that take longer. */
  public QuickUsers(Path path, int iterations) {
    this.file = new UsersFile(path);
    this.iterations = iterations;
  }

  public Path path() {
    return file.path();
  }

  public QuickUsers home(String name, String device, String password) {
    return add(new User(name, Role.HOME, Optional.of(device)), password);
  }

  public QuickUsers observer(String name, String password) {
    return add(new User(name, Role.OBSERVER, Optional.empty()), password);
  }

  public QuickUsers administrator(String name, String password) {
    return add(new User(name, Role.ADMINISTRATOR, Optional.empty()), password);
  }

  public void remove(String name) {
    file.change(all -> all.without(name));
  }

  private QuickUsers add(User user, String password) {
    file.change(all -> all.with(new Account(user, PasswordHash.of(password, iterations))));
    return this;
  }
}
