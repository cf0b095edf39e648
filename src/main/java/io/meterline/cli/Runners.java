package io.meterline.cli;

import io.meterline.MeterlineException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.options.PipelineOptionsFactory;

/** Beam's options, with defaults for the runners at hand. */
final class Runners {
  /** Its run comes back at once, so that it can be asked how far it is. */
  private static final List<String> DIRECT =
      List.of("--enforceImmutability=false", "--enforceEncodability=false", "--blockOnRun=false");

  private static final List<String> FLINK = List.of("--objectReuse=true");

  /** Not live: a checkpoint is written while steps go on, and with this would see what they change meanwhile. */
  private static final List<String> REPLAY_FLINK = List.of("--fasterCopy=true");

  /** With several threads, two bundles of rows of one key may be published at once. */
  private static final List<String> LIVE_DIRECT = List.of("--targetParallelism=1");

  /** Small bundles: a row is published when its bundle ends. */
  private static final List<String> LIVE_FLINK = List.of("--maxBundleTimeMills=100", "--maxBundleSize=1000");

  private Runners() {}

  /**
   * Options from what the user gave, and defaults where that says nothing.
   *
   * @param given options of Beam and its runners, {@code --name=value}
   * @throws MeterlineException if Beam does not know one of them
   */
  static PipelineOptions options(List<String> given) {
    var defaults = new ArrayList<>(isFlink(given) ? FLINK : DIRECT);
    defaults.addAll(isFlink(given) ? REPLAY_FLINK : List.of());
    return create(given, defaults);
  }

  /**
   * Options as {@link #options} gives, for a live run.
   *
   * @param given options of Beam and its runners, {@code --name=value}
   * @param more defaults of this run
   * @throws MeterlineException if Beam does not know one of them
   */
  static PipelineOptions liveOptions(List<String> given, List<String> more) {
    var defaults = new ArrayList<>(isFlink(given) ? FLINK : DIRECT);
    defaults.addAll(isFlink(given) ? LIVE_FLINK : LIVE_DIRECT);
    defaults.addAll(more);
    return create(given, defaults);
  }

  /** Whether the options name Beam's Flink runner. */
  static boolean isFlink(List<String> given) {
    return given.stream().anyMatch(option -> option.matches("--runner=.*[Ff]link.*"));
  }

  /** The value given for an option of Beam or its runner. */
  static Optional<String> given(List<String> options, String name) {
    var prefix = name + "=";
    return options.stream().filter(option -> option.startsWith(prefix)).map(option -> option.substring(prefix.length())).findFirst();
  }

  private static PipelineOptions create(List<String> given, List<String> defaults) {
    var all = new ArrayList<String>();
    for (var option : defaults) {
      if (given(given, option.substring(0, option.indexOf('='))).isEmpty()) {
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
