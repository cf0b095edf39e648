package io.meterline.app.simulate;

/** Plans of homes, each with its price of energy. */
enum Plan {
  BASIC("basic", "320000"),
  /** Cheap at night, for those who charge a car or heat water. */
  NIGHT("night", "290000; 00:30-05:30 110000"),
  /** Dear in the evening of workdays, cheap at night and around noon of weekends. */
  TIMES("times", "270000; Mo-Fr 16:00-20:00 420000; 22:00-06:00 160000; Sa-Su 10:00-16:00 190000"),
  SOLAR("solar", "240000"),
  /** Its price changes every day. */
  SPOT("spot", "200000");

  private final String word;
  private final String price;

  Plan(String word, String price) {
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

  /** Its initial price, a tariff in micros per kilowatt-hour. */
  String price() {
    return price;
  }
}
