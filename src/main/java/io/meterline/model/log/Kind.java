package io.meterline.model.log;

/** The two kinds of event. */
public enum Kind {
  READING,
  SETTING
}
