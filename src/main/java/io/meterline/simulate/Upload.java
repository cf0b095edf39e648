package io.meterline.simulate;

import io.meterline.log.Reading;

/** A reading that a device sends. */
record Upload(String device, Reading reading) implements Event {}
