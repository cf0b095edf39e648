package io.meterline.bench;

import io.meterline.model.settings.Scope;
import io.meterline.model.settings.Setting;
import java.io.Serializable;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The settings that many devices share. */
final class SharedCourses implements SharedLookup, Serializable {
  private static final long serialVersionUID = 1;

  private final HashMap<String, Course> courses = new HashMap<>();

  void set(SharedChange change) {
    courses.computeIfAbsent(change.key(), any -> new Course()).set(change.from(), change.value());
  }

  @Override
  public Optional<Course> of(Scope scope, Setting setting) {
    return Optional.ofNullable(courses.get(SharedChange.key(scope, setting)));
  }

  /** All of them by {@link SharedChange#key()}. */
  Map<String, Course> all() {
    return courses;
  }
}
