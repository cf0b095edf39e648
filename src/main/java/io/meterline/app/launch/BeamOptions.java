package io.meterline.app.launch;

import java.beans.Introspector;
import java.io.IOException;
import java.lang.reflect.Method;
import java.net.URL;
import java.util.Arrays;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.beam.sdk.options.PipelineOptionsRegistrar;

/** The options of Beam, and of the runners and file systems on the class path. */
public final class BeamOptions {
  /** Beam has no other way to tell an unknown option from a bad value. */
  private static final Pattern UNKNOWN = Pattern.compile("missing a property named '([^']+)'");

  private static final String SETTER = "set";

  private BeamOptions() {}

  /**
   * Begins to load Beam's options, while the program that has just started does something else. A failure is left to whoever asks for
   * options.
   *
   * <p>Beam checks each interface of options that it finds on the class path against all others, which takes a second of processor
   * time. Most runs are given none of these options. So it finds none here, and {@link #parse} registers those of which an option is given.
   */
  public static void loadAhead() {
    var loading = new Thread(PipelineOptionsFactory::create, "load-ahead");
    loading.setDaemon(true);
    loading.setContextClassLoader(new WithoutRegistrars(loading.getContextClassLoader()));
    loading.setUncaughtExceptionHandler((thread, failure) -> {});
    loading.start();
  }

  /**
   * Reads options.
   *
   * @param given {@code --name=value}
   * @throws IllegalArgumentException if there is no such option, or its value is bad
   */
  static PipelineOptions parse(List<String> given) {
    while (true) {
      try {
        return PipelineOptionsFactory.fromArgs(given.toArray(String[]::new)).withValidation().create();
      } catch (IllegalArgumentException e) {
        var option = unknown(e);
        // If nothing has it, Beam names similar ones of all that are registered.
        if (option.isEmpty() || !register(type -> has(type, option.get())) && !register(type -> true)) {
          throw e;
        }
      }
    }
  }

  /** The name of the option that does not exist, such as {@code runer}; empty if the reason is another. */
  static Optional<String> unknown(IllegalArgumentException failure) {
    return UNKNOWN.matcher(String.valueOf(failure.getMessage())).results().map(found -> found.group(1)).findFirst();
  }

  /** The names of all options, as they are given, such as {@code jobName}. */
  static List<String> names() {
    register(type -> true);
    return PipelineOptionsFactory.getRegisteredOptions().stream()
        .flatMap(type -> Arrays.stream(type.getMethods()))
        .map(Method::getName)
        .filter(name -> name.startsWith(SETTER))
        .map(name -> Introspector.decapitalize(name.substring(SETTER.length())))
        .distinct()
        .sorted()
        .toList();
  }

  /** Registers interfaces of options, and tells whether there was one that was not registered yet. */
  private static boolean register(Predicate<Class<? extends PipelineOptions>> which) {
    var registered = PipelineOptionsFactory.getRegisteredOptions();
    var isNew = false;
    for (var registrar : ServiceLoader.load(PipelineOptionsRegistrar.class)) {
      for (var type : registrar.getPipelineOptions()) {
        if (!registered.contains(type) && which.test(type)) {
          PipelineOptionsFactory.register(type);
          isNew = true;
        }
      }
    }
    return isNew;
  }

  private static boolean has(Class<? extends PipelineOptions> type, String option) {
    return Arrays.stream(type.getMethods()).anyMatch(method -> method.getName().equalsIgnoreCase(SETTER + option));
  }

  /** Finds everything but interfaces of options. */
  private static final class WithoutRegistrars extends ClassLoader {
    private static final String SERVICE = "META-INF/services/" + PipelineOptionsRegistrar.class.getName();

    WithoutRegistrars(ClassLoader parent) {
      super(parent);
    }

    @Override
    public Enumeration<URL> getResources(String name) throws IOException {
      return name.equals(SERVICE) ? Collections.emptyEnumeration() : super.getResources(name);
    }
  }
}
