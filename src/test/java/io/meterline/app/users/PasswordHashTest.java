package io.meterline.app.users;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Hashes of passwords: the right password and no other, in a text that holds its parameters. */
class PasswordHashTest {
  /** Made by Python: hashlib.pbkdf2_hmac('sha256', 'pässword'.encode(), bytes(range(16)), 1000). */
  private static final String OF_PYTHON = "$pbkdf2-sha256$i=1000$AAECAwQFBgcICQoLDA0ODw$T0Z5wUqa/rr8kWb7KeLsnYrEP6Go8Ns+sglAvd4sSjw";

  @ParameterizedTest
  @ValueSource(strings = {"correct horse", "", " ", "\u00e9\u4e2d\ud83d\udd0c", "a\u0000b"})
  void thePasswordIsRightAndAnotherIsWrong(String password) {
    var hash = PasswordHash.of(password, 10);
    assertTrue(hash.matches(password));
    assertFalse(hash.matches(password + "x"));
    assertFalse(hash.matches("x" + password));
  }

  @Test
  void aHashOfAnotherProgramIsUnderstood() {
    var hash = PasswordHash.parse(OF_PYTHON).orElseThrow();
    assertTrue(hash.matches("p\u00e4ssword"));
    assertTrue(hash.matches("pa\u0308ssword"));
    assertFalse(hash.matches("password"));
    assertEquals(OF_PYTHON, hash.text());
  }

  @Test
  void twoHashesOfAPasswordDiffer() {
    assertNotEquals(PasswordHash.of("correct horse", 10).text(), PasswordHash.of("correct horse", 10).text());
  }

  @Test
  void newHashesHaveTheIterationsThatOwaspRecommendsAndOldOnesStayValid() {
    assertTrue(PasswordHash.of("correct horse").text().startsWith("$pbkdf2-sha256$i=600000$"));
    assertTrue(PasswordHash.parse(PasswordHash.of("correct horse", 7).text()).orElseThrow().matches("correct horse"));
  }

  @Test
  void nothingThatIsPrintedShowsIt() {
    var hash = PasswordHash.of("correct horse", 10);
    var account = new Account(new User("anna", Role.HOME, Optional.of("home-1")), hash);
    assertEquals("PasswordHash with 10 iterations", hash.toString());
    assertFalse(account.toString().contains("$"), account.toString());
  }
}
