/** Folders of files, on a local disk or in an object store. */
package io.meterline.connect.files;
