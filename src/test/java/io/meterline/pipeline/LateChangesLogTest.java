package io.meterline.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.meterline.model.log.LoggedChange;
import io.meterline.model.log.Position;
import io.meterline.model.settings.Operation;
import io.meterline.model.settings.Scope;
import io.meterline.model.settings.Setting;
import io.meterline.model.settings.SettingsChange;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LateChangesLogTest {
  @Test
  void noEscapeSequenceOfAnEventReachesTheTerminal() {
    var name = "m\u001b[2J";
    var logged =
        new LoggedChange(
            "device:" + name, "plan", "CLEAR", "", Instant.EPOCH, Optional.empty(), Optional.empty(), new Position(Instant.EPOCH, 0, 7));
    var output = new ByteArrayOutputStream();
    var terminal = System.err;
    System.setErr(new PrintStream(output, true, StandardCharsets.UTF_8));
    try {
      new LateChanges().add(new SettingsChange(0, Scope.device(name), Setting.values()[0], new Operation.Clear(), logged));
    } finally {
      System.setErr(terminal);
    }
    var text = output.toString(StandardCharsets.UTF_8);
    assertTrue(text.contains("device:m\\u001b[2J"), text);
    assertEquals(-1, text.indexOf('\u001b'));
  }
}
