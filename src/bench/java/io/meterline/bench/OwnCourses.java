package io.meterline.bench;

import io.meterline.model.settings.Setting;
import java.io.Serializable;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/** The settings of one device's own. */
final class OwnCourses implements Serializable {
  private static final long serialVersionUID = 1;

  private final EnumMap<Setting, Course> courses = new EnumMap<>(Setting.class);

  void set(MeterChange change) {
    courses.computeIfAbsent(change.setting(), any -> new Course()).set(change.from(), change.value());
  }

  /** How a setting went; empty if it was never set. */
  Optional<Course> of(Setting setting) {
    return Optional.ofNullable(courses.get(setting));
  }

  /** All of them. */
  Map<Setting, Course> all() {
    return courses;
  }
}
