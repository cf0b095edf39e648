package io.meterline.connect.formats;

import java.util.EnumSet;

/** An option of {@link FormatOptions}, as the user says it. A format uses some of them, see {@link ReadingFormat#options}. */
public enum FormatOption {
  ZONE("--zone"),
  DEVICE("--device"),
  INTERVAL("--interval"),
  REGISTERS("--registers"),
  EXPORT("--export"),
  MAX_WATTS("--max-watts"),
  COLUMNS("--columns"),
  DELIMITER("--delimiter"),
  DECIMAL("--decimal"),
  SKIP_LINES("--skip-lines"),
  TIME_FORMAT("--time-format"),
  STAMP("--stamp"),
  UNIT("--unit"),
  REGISTER("--register");

  private final String name;

  FormatOption(String name) {
    this.name = name;
  }

  /** Its name on the command line. */
  public String optionName() {
    return name;
  }

  /** Whether the user says it, other than as it is without saying. */
  public boolean isSaid(FormatOptions options) {
    return !options.only(EnumSet.of(this)).equals(FormatOptions.NONE);
  }
}
