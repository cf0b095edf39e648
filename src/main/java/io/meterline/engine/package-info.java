/** What is done with the model, in plain Java: readings in blocks, what happens on the key of one device, and the analysis. */
package io.meterline.engine;
