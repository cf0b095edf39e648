/** The computation, in plain Java: readings in blocks, the keyed state of one device, and the analyses. */
package io.meterline.engine;
