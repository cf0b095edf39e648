/** What changes something: settings that are planned and applied, and versions that are published. */
package io.meterline.page.dial;
