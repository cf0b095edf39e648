/** Plans: what a proposal of settings changes would change, and how it is applied. */
package io.meterline.app.plan;
