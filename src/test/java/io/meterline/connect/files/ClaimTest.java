package io.meterline.connect.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.meterline.connect.files.Claim.Difference;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Claims of folders. */
class ClaimTest {
  @TempDir Path temp;

  @Test
  void aClaimIsReadAsItWasWritten() throws IOException {
    var folder = new LocalFolder(temp.resolve("not/there/yet"));
    assertEquals(Optional.empty(), Claim.read(folder, "claim"));
    var claim = claim("known", "then", "kafka", "a=b:9092,c:9092", "empty", "");
    claim.write(folder, "claim");
    assertEquals(Optional.of(claim), Claim.read(folder, "claim"));
    assertEquals(List.of(), claim.differences(Claim.read(folder, "claim").orElseThrow()));
  }

  @Test
  void differencesAreListedInTheOrderOfTheClaimAsked() {
    assertEquals(
        List.of(
            new Difference("lateness", Optional.of("P1D"), Optional.of("P2D")),
            new Difference("from", Optional.empty(), Optional.of("2024-03-02")),
            new Difference("to", Optional.of("2024-04-01"), Optional.empty())),
        claim("lateness", "P2D", "known", "then", "from", "2024-03-02")
            .differences(claim("to", "2024-04-01", "known", "then", "lateness", "P1D")));
  }

  @Test
  void anInvalidClaimIsAnError() {
    for (var text : List.of("", "{", "known=then\n{}")) {
      var failure = assertThrows(IOException.class, () -> Claim.parse(text));
      assertTrue(failure.getMessage().matches("it is empty|'.*' is not name=value"), failure::getMessage);
    }
  }

  private static Claim claim(String... words) {
    Map<String, String> identity = new LinkedHashMap<>();
    for (var i = 0; i < words.length; i += 2) {
      identity.put(words[i], words[i + 1]);
    }
    return new Claim(identity);
  }
}
