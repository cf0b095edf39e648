/** The demo: a small log or a live run, and what is worth showing of its views. */
package io.meterline.app.demo;
