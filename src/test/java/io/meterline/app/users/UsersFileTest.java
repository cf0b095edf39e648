package io.meterline.app.users;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.meterline.model.MeterlineException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The file of users: what is written is read, for its owner alone, and damage is one line. */
class UsersFileTest {
  private static final PasswordHash HASH = PasswordHash.of("correct horse", 10);

  @TempDir Path folder;
  private Path path;
  private UsersFile file;

  @BeforeEach
  void name() {
    path = folder.resolve("users");
    file = new UsersFile(path);
  }

  @Test
  void whatIsWrittenIsRead() {
    var accounts =
        List.of(
            new Account(new User("ada", Role.ADMINISTRATOR, Optional.empty()), HASH),
            new Account(new User("otto@example.org", Role.OBSERVER, Optional.empty()), PasswordHash.of("another horse", 20)),
            new Account(new User("anna", Role.HOME, Optional.of("device: 7 # of \u00e9 #")), HASH));
    file.change(none -> new Users(accounts));
    assertEquals(accounts, file.read().accounts());
  }

  @Test
  void onlyItsOwnerMayReadItWhateverItWas() throws IOException {
    file.change(none -> users("anna"));
    assertEquals("rw-------", permissions());
    file.change(all -> users("berta"));
    assertEquals("rw-------", permissions());
  }

  @ParameterizedTest
  @ValueSource(strings = {"rw-r-----", "rw----r--", "rw--w----", "rw-----w-", "rw-rw-rw-"})
  void aFileThatOthersMayReadOrWriteIsRefusedUntilItIsChanged(String permissions) throws IOException {
    file.change(none -> users("anna"));
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
    var says = "users " + path + ": others on this machine may read or write it; run chmod 600 " + path;
    assertEquals(says, assertThrows(MeterlineException.class, file::read).getMessage());
    assertEquals(says, assertThrows(MeterlineException.class, () -> file.change(all -> users("berta"))).getMessage());
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-------"));
    assertEquals(users("anna"), file.read());
  }

  @Test
  void aFileInAFolderThatIsNotThereIsOneClearLine() {
    var nowhere = new UsersFile(folder.resolve("none/users"));
    assertEquals(
        "users " + nowhere.path() + ": there is no such file; 'meterline users add' makes it",
        assertThrows(MeterlineException.class, nowhere::read).getMessage());
    assertEquals(
        "users " + nowhere.path() + " cannot be written: there is no folder " + folder.resolve("none"),
        assertThrows(MeterlineException.class, () -> nowhere.change(all -> users("anna"))).getMessage());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "anna|it must be NAME ROLE HASH, and for a home DEVICE",
        "anna home|it must be NAME ROLE HASH, and for a home DEVICE",
        "anna owner HASH home-1|the role must be home, observer or administrator",
        "anna HOME HASH home-1|the role must be home, observer or administrator",
        "anna home SHORT home-1|the hash of the password is damaged",
        "anna home $2b$12$R9h/cIPz0gi.URNNX3kh2OPST9/PgBkqquzi.Ss7KIUgO2t0jWMUW home-1|the hash of the password is damaged",
        "anna home $pbkdf2-sha256$i=0$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA home-1|the hash of the password is damaged",
        "anna home $pbkdf2-sha256$i=999999999$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA home-1|the hash of the password is damaged",
        "anna home HASH|user anna is a home, so it needs the device that it may see",
        "anna observer HASH home-1|user anna is no home, so it has no device: an observer sees all",
        "an/na observer HASH|user name 'an/na' must be 1 to 64 letters, digits and . _ @ + -, and not begin with -",
        "good observer HASH|user good is there twice"
      })
  void aDamagedLineIsNamedByItsNumberAndItsHashIsNotShown(String line, String says) throws IOException {
    var whole = HASH.text();
    var damaged = line.replace("HASH", whole).replace("SHORT", whole.substring(0, whole.length() - 1));
    write("# users\n\ngood observer " + whole + "\n" + damaged + "\n");
    var message = assertThrows(MeterlineException.class, file::read).getMessage();
    assertEquals("users " + path + ", line 4: " + says, message);
    assertFalse(message.contains(whole.substring(20, 40)), message);
  }

  @Test
  void aFileThatIsNoTextIsOneClearLine() throws IOException {
    write("");
    Files.write(path, new byte[] {(byte) 0xc3, (byte) 0x28});
    assertEquals("users " + path + ": it is not UTF-8", assertThrows(MeterlineException.class, file::read).getMessage());
  }

  @Test
  void aChangeThatFailsLeavesTheFileAsItWasAndNothingBeside() throws IOException {
    file.change(none -> users("anna"));
    assertThrows(MeterlineException.class, () -> file.change(all -> { throw new MeterlineException("no"); }));
    assertEquals(users("anna"), file.read());
    try (var files = Files.list(folder)) {
      assertEquals(List.of(".users.lock", "users"), files.map(one -> one.getFileName().toString()).sorted().toList());
    }
  }

  @Test
  void changesAtTheSameTimeAreAllMade() throws Exception {
    var threads = Executors.newFixedThreadPool(4);
    try {
      var names = IntStream.range(0, 40).mapToObj(i -> "user-" + i).toList();
      var changes = names.stream().<Callable<Object>>map(name -> () -> add(name)).toList();
      for (var change : threads.invokeAll(changes)) {
        change.get();
      }
      assertEquals(names.stream().sorted().toList(), file.read().accounts().stream().map(one -> one.user().name()).sorted().toList());
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void aLinkStaysALinkAndItsTargetIsReplaced() throws IOException {
    file.change(none -> users("anna"));
    var link = Files.createSymbolicLink(folder.resolve("link"), path);
    new UsersFile(link).change(all -> users("berta"));
    assertTrue(Files.isSymbolicLink(link));
    assertEquals(users("berta"), file.read());
  }

  private Object add(String name) {
    file.change(all -> all.with(users(name).accounts().get(0)));
    return name;
  }

  private static Users users(String name) {
    return new Users(List.of(new Account(new User(name, Role.OBSERVER, Optional.empty()), HASH)));
  }

  private String permissions() throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }

  private void write(String text) throws IOException {
    Files.write(path, text.getBytes(StandardCharsets.UTF_8));
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-------"));
  }
}
