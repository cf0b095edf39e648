/** The immutable log: readings and settings changes, their order, and the reasons for rejecting one. */
package io.meterline.model.log;
