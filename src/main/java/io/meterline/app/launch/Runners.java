package io.meterline.app.launch;

import io.meterline.app.memory.InMemoryRunner;
import io.meterline.model.MeterlineException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import org.apache.beam.sdk.options.PipelineOptions;

/** Beam's options, with defaults for each runner. The last of a repeated option counts, except for lists. */
public final class Runners {
  /**
   * Without the Direct runner's checks of immutability and coders. Starting does not block, so a run can be asked for its
   * progress.
   */
  private static final List<String> DIRECT =
      List.of("--enforceImmutability=false", "--enforceEncodability=false", "--blockOnRun=false");

  /** For a run of which all that is computed fits in memory. */
  static final List<String> IN_MEMORY = List.of("--runner=" + InMemoryRunner.class.getSimpleName());

  private static final List<String> FLINK = List.of("--objectReuse=true");

  /** Not for live runs: a checkpoint is written while steps continue, and without copies it would see concurrent changes. */
  private static final List<String> REPLAY_FLINK = List.of("--fasterCopy=true");

  /** With several threads, two bundles of rows of one key may be published concurrently. */
  private static final List<String> LIVE_DIRECT = List.of("--targetParallelism=1");

  /** Small bundles: a row is published when its bundle ends. */
  private static final List<String> LIVE_FLINK = List.of("--maxBundleTimeMills=50", "--maxBundleSize=1000");

  /** Submitting returns at once, whether or not Flink's client is told to wait. */
  private static final List<String> DETACHED_FLINK = List.of("--attachedMode=false");

  /** Decides the defaults of a run. */
  private enum Runner {
    DIRECT,
    FLINK,
    OTHER
  }

  private Runners() {}

  /**
   * The user's options, with defaults for those not given.
   *
   * @param given options of Beam and its runners, {@code --name=value}
   * @throws MeterlineException if Beam does not know one of them
   */
  public static PipelineOptions options(List<String> given) {
    return switch (runner(given)) {
      case DIRECT -> create(orElse(given, DIRECT));
      case FLINK -> create(orElse(orElse(given, REPLAY_FLINK), FLINK));
      case OTHER -> create(given);
    };
  }

  /**
   * Like {@link #options}, for a bounded run of which all that is computed fits in memory: it runs there, unless a runner is named.
   *
   * @param given options of Beam and its runners, {@code --name=value}
   * @throws MeterlineException if Beam does not know one of them
   */
  public static PipelineOptions inMemory(List<String> given) {
    return options(orElse(given, IN_MEMORY));
  }

  /**
   * Like {@link #options}, for a live run.
   *
   * @param given options of Beam and its runners, {@code --name=value}
   * @throws MeterlineException if Beam does not know one of them
   */
  public static PipelineOptions liveOptions(List<String> given) {
    return switch (runner(given)) {
      case DIRECT -> create(orElse(orElse(given, LIVE_DIRECT), DIRECT));
      case FLINK -> create(orElse(orElse(given, LIVE_FLINK), FLINK));
      case OTHER -> create(given);
    };
  }

  /** The options given, with the defaults of a run that is submitted and not waited for. */
  static List<String> detached(List<String> given) {
    return isFlink(given) ? orElse(given, DETACHED_FLINK) : given;
  }

  /** The options given, preceded by the defaults that they do not override. */
  static List<String> orElse(List<String> given, List<String> defaults) {
    var all = new ArrayList<String>();
    for (var option : defaults) {
      if (given(given, name(option)).isEmpty()) {
        all.add(option);
      }
    }
    all.addAll(given);
    return all;
  }

  /** Whether the options name a runner. */
  static boolean isNamed(List<String> given) {
    return given(given, "--runner").isPresent();
  }

  /** Whether the options name Beam's Direct runner, or none, for which Beam takes it. */
  static boolean isDirect(List<String> given) {
    return runner(given) == Runner.DIRECT;
  }

  /** Whether the options name Beam's Flink runner. */
  public static boolean isFlink(List<String> given) {
    return runner(given) == Runner.FLINK;
  }

  /** The value given for an option of Beam or its runner, the last if it is repeated. */
  public static Optional<String> given(List<String> options, String name) {
    var prefix = name + "=";
    return options.stream()
        .filter(option -> option.startsWith(prefix))
        .map(option -> option.substring(prefix.length()))
        .reduce((earlier, later) -> later);
  }

  /** The first of the options that neither Beam nor a runner on the class path has, such as {@code --runer}; empty if there is none. */
  public static Optional<String> unknown(List<String> given) {
    if (given.isEmpty()) {
      return Optional.empty();
    }
    try {
      BeamOptions.parse(lastWins(given));
      return Optional.empty();
    } catch (IllegalArgumentException e) {
      return BeamOptions.unknown(e).map(name -> "--" + name);
    }
  }

  /** The options of Beam and of the runners on the class path, such as {@code --runner}. */
  public static List<String> optionNames() {
    return BeamOptions.names().stream().map(name -> "--" + name).toList();
  }

  private static Runner runner(List<String> given) {
    var name = given(given, "--runner").orElse("DirectRunner");
    if (name.matches(".*[Ff]link.*")) {
      return Runner.FLINK;
    }
    return name.matches("(?i)(.*\\.)?direct(runner)?") ? Runner.DIRECT : Runner.OTHER;
  }

  private static PipelineOptions create(List<String> given) {
    try {
      return BeamOptions.parse(lastWins(given));
    } catch (IllegalArgumentException e) {
      throw new MeterlineException(e.getMessage(), e);
    }
  }

  private static List<String> lastWins(List<String> given) {
    var byName = new LinkedHashMap<String, List<String>>();
    given.forEach(option -> byName.computeIfAbsent(name(option), any -> new ArrayList<>()).add(option));
    return byName.values().stream()
        .flatMap(same -> (isList(same) ? same : same.subList(same.size() - 1, same.size())).stream())
        .toList();
  }

  /** Whether Beam accepts all of these options, which have the same name. */
  private static boolean isList(List<String> options) {
    if (options.size() == 1) {
      return true;
    }
    try {
      BeamOptions.parse(options);
      return true;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static String name(String option) {
    var end = option.indexOf('=');
    return end < 0 ? option : option.substring(0, end);
  }
}
