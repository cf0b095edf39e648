/** What is worth showing of a small log's views: rows picked from what a run wrote, not yet laid out for reading. */
package io.meterline.demo;
