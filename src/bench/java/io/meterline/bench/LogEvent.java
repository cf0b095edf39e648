package io.meterline.bench;

import java.io.Serializable;

/** What the log holds. */
sealed interface LogEvent extends Serializable permits MeterEvent, SharedChange {}
