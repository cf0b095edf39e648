/** The views computed again, plainly and from scratch: what every run of the product is compared with. */
package io.meterline.oracle;
