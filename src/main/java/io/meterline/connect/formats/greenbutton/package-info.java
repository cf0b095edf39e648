/** Green Button: readings as Atom feeds of the North American Energy Services Provider Interface (ESPI). */
package io.meterline.connect.formats.greenbutton;
