package io.meterline.cli;

import io.meterline.MeterlineException;
import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.options.PipelineOptionsFactory;

/** Beam's options, with defaults for the runners at hand. */
final class Runners {
  /** Its run comes back at once, so that it can be asked how far it is. */
  private static final List<String> DIRECT =
      List.of("--enforceImmutability=false", "--enforceEncodability=false", "--blockOnRun=false");

  private static final List<String> FLINK = List.of("--fasterCopy=true", "--objectReuse=true");

  private Runners() {}

  /**
   * Options from what the user gave, and defaults where that says nothing.
   *
   * @param given options of Beam and its runners, {@code --name=value}
   * @throws MeterlineException if Beam does not know one of them
   */
  static PipelineOptions options(List<String> given) {
    var all = new ArrayList<String>();
    var isFlink = given.stream().anyMatch(option -> option.matches("--runner=.*[Ff]link.*"));
    for (var option : isFlink ? FLINK : DIRECT) {
      var name = option.substring(0, option.indexOf('='));
      if (given.stream().noneMatch(other -> other.startsWith(name + "="))) {
        all.add(option);
      }
    }
    all.addAll(given);
    try {
      return PipelineOptionsFactory.fromArgs(all.toArray(String[]::new)).withValidation().create();
    } catch (IllegalArgumentException e) {
      throw new MeterlineException(e.getMessage(), e);
    }
  }
}
