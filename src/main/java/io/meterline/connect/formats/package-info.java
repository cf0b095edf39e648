/**
 * The formats in which utilities and home-energy tools hand out readings. {@link io.meterline.connect.formats.ReadingFormat} is what each
 * implements; the packages below have the formats, and {@link io.meterline.connect.imports.Formats} lists them.
 */
package io.meterline.connect.formats;
