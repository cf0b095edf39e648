/** A simple independent computation of the views, with which every run of the product is compared. */
package io.meterline.oracle;
