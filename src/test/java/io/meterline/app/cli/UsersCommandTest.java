package io.meterline.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.meterline.app.users.UsersFile;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who may sign in, as an administrator says it: with passwords on standard input, and never on the command line. */
class UsersCommandTest {
  @TempDir Path temp;
  private Path users;

  @BeforeEach
  void name() {
    users = temp.resolve("users");
  }

  @Test
  void usersAreAddedListedAndRemoved() throws IOException {
    succeeds("correct horse\n", "users", "add", "--users", users, "--role", "home", "--device", "home-7", "anna");
    succeeds("tractor engine", "users", "add", "--users", users, "--role=administrator", "ada");
    succeeds("battery staple\r\nand no more\n", "users", "add", "--users", users, "--role", "observer", "otto");
    assertEquals(
        """
        name  role           device
        anna  home           home-7
        ada   administrator  -
        otto  observer       -
        """,
        succeeds("", "users", "list", "--users", users));
    signsIn("anna", "correct horse");
    signsIn("ada", "tractor engine");
    signsIn("otto", "battery staple");

    succeeds("", "users", "remove", "--users", users, "anna");
    fails("there is no user anna", "", "users", "remove", "--users", users, "anna");
    assertFalse(succeeds("", "users", "list", "--users", users).contains("anna"));
  }

  @Test
  void theFileIsForItsOwnerAloneAndHoldsNoPassword() throws IOException {
    succeeds("correct horse\n", "users", "add", "--users", users, "--role", "observer", "otto");
    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(users)));
    assertFalse(Files.readString(users).contains("horse"));
    Files.setPosixFilePermissions(users, PosixFilePermissions.fromString("rw-r--r--"));
    fails("run chmod 600 " + users, "", "users", "list", "--users", users);
  }

  @Test
  void aUserIsReplacedOnlyIfThatIsWanted() {
    succeeds("correct horse\n", "users", "add", "--users", users, "--role", "observer", "otto");
    fails("there is a user otto already; to change it, add --replace", "another horse\n", "users", "add", "--users", users, "--role=observer", "otto");
    signsIn("otto", "correct horse");
    succeeds("another horse\n", "users", "add", "--users", users, "--role", "administrator", "--replace", "otto");
    signsIn("otto", "another horse");
    assertEquals("name  role           device\notto  administrator  -\n", succeeds("", "users", "list", "--users", users));
  }

  @Test
  void failuresAreReportedInOneLineAndChangeNothing() {
    fails("a command is missing", "", "users");
    fails("must have 8 to 200 characters", "short\n", "users", "add", "--users", users, "--role=observer", "otto");
    fails("there is no password", "", "users", "add", "--users", users, "--role=observer", "otto");
    fails("needs the device", "correct horse\n", "users", "add", "--users", users, "--role=home", "anna");
    fails("has no device", "correct horse\n", "users", "add", "--users", users, "--role=observer", "--device=home-1", "otto");
    fails("--role is 'owner', must be one of: home, observer, administrator", "", "users", "add", "--users", users, "--role=owner", "otto");
    fails("user name 'o t' must be", "correct horse\n", "users", "add", "--users", users, "--role=observer", "o t");
    fails("there is no such file", "", "users", "list", "--users", users);
    fails("correct", "", "users", "add", "--users", users, "--role=observer", "otto", "correct horse");
    assertFalse(Files.exists(users));
  }

  private void signsIn(String name, String password) {
    assertTrue(new UsersFile(users).read().authenticate(name, password).isPresent(), name);
  }

  private static String succeeds(String input, Object... words) {
    var run = run(input, words);
    assertEquals(0, run.exitCode(), run.err());
    assertEquals("", run.err());
    return run.out();
  }

  private static void fails(String says, String input, Object... words) {
    var run = run(input, words);
    assertEquals(2, run.exitCode(), run.out());
    assertTrue(run.err().contains(says), run.err());
    assertEquals(1, run.complaints().size(), run.err());
  }

  private static CommandRun run(String input, Object... words) {
    var before = System.in;
    System.setIn(new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)));
    try {
      return CommandRun.of(words);
    } finally {
      System.setIn(before);
    }
  }
}
