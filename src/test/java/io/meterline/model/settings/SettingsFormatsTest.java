package io.meterline.model.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.meterline.model.wire.WireFormat;
import io.meterline.model.wire.WireInput;
import io.meterline.model.wire.WireOutput;
import java.util.ArrayList;
import java.util.Optional;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Values are read back as written, whatever changes from one run or step to the next. */
class SettingsFormatsTest {
  @Provide
  Arbitrary<Timeline> own() {
    return Timelines.own();
  }

  @Provide
  Arbitrary<Timeline> shared() {
    return Timelines.shared();
  }

  @Property(tries = 300)
  void aTimelineIsReadBackAsWritten(@ForAll("shared") Timeline timeline) {
    assertEquals(timeline, throughBytes(timeline, new SettingsFormats.OfTimeline()));
  }

  @Property(tries = 300)
  void settingsInForceAreReadBackAsWritten(@ForAll("own") Timeline own, @ForAll("shared") Timeline shared) {
    var inForce = new SharedTimeline(shared).forDevice(own, 0);
    assertEquals(inForce, throughBytes(inForce, new SettingsFormats.OfInForce()));
  }

  @Example
  void aPriceThatChangesEveryDayTakesAFewBytesPerDay() {
    var spans = new ArrayList<InForce.Span>();
    var settings = Settings.DEFAULTS.with(Setting.PLAN, Optional.of(new Value.Name("a plan of a long name")));
    for (var day = 0; day < 360; day++) {
      spans.add(new InForce.Span(day * 86_400_000L, settings.with(Setting.PRICE, Optional.of(Value.Rates.flat(250_000 + day)))));
    }
    var inForce = new InForce(spans);
    assertEquals(11, bytes(inForce, new SettingsFormats.OfInForce()).length / 360);
    var read = throughBytes(inForce, new SettingsFormats.OfInForce());
    assertEquals(inForce, read);
    assertSame(read.spans().get(0).settings().plan().orElseThrow(), read.spans().get(359).settings().plan().orElseThrow());
  }

  private static <T> T throughBytes(T value, WireFormat<T> format) {
    return format.read(new WireInput(bytes(value, format)));
  }

  private static <T> byte[] bytes(T value, WireFormat<T> format) {
    var out = new WireOutput();
    format.write(value, out);
    return out.toBytes();
  }
}
