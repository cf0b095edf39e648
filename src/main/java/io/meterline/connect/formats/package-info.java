/**
 * The formats in which utilities and home-energy tools hand out readings, one class per format: {@link
 * io.meterline.connect.formats.ReadingFormat} is what each implements, {@link io.meterline.connect.formats.Formats} lists them.
 */
package io.meterline.connect.formats;
