/** Starting the page, which is built apart from the program: what it is given, and how it is found. */
package io.meterline.app.serve;
