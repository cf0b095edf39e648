package io.meterline.app.simulate;

/** Kinds of home, which are compared with each other. */
enum Cohort {
  FLATS("flats", 1, 2_600),
  TERRACES("terraces", 2, 3_600),
  HOUSES("houses", 3, 4_600);

  private final String word;
  private final int size;
  private final int thresholdWatts;

  Cohort(String word, int size, int thresholdWatts) {
    this.word = word;
    this.size = size;
    this.thresholdWatts = thresholdWatts;
  }

  /** The value of the setting {@code cohort}. */
  String word() {
    return word;
  }

  /** The cohort's scope. */
  String scope() {
    return "cohort:" + word;
  }

  /** The size of the homes, 1 to 3. */
  int size() {
    return size;
  }

  /** The initial alert threshold of the cohort, in watts. */
  int thresholdWatts() {
    return thresholdWatts;
  }
}
