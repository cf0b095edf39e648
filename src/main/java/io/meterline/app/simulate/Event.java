package io.meterline.app.simulate;

/** What the log will take, without its place there. */
sealed interface Event permits Upload, Change {}
