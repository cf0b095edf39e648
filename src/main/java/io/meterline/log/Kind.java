package io.meterline.log;

/** The two kinds of event. */
public enum Kind {
  READING,
  SETTING
}
