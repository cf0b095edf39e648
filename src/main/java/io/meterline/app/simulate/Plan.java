package io.meterline.app.simulate;

/** Tariffs of homes. */
enum Plan {
  BASIC("basic", 320_000),
  NIGHT("night", 270_000),
  SOLAR("solar", 240_000),
  /** Its price changes every day. */
  SPOT("spot", 200_000);

  private final String word;
  private final long price;

  Plan(String word, long price) {
    this.word = word;
    this.price = price;
  }

  /** The value of the setting {@code plan}. */
  String word() {
    return word;
  }

  /** The plan's scope. */
  String scope() {
    return "plan:" + word;
  }

  /** Its initial price, in micros per kilowatt-hour. */
  long price() {
    return price;
  }
}
