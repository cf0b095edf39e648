package io.meterline.bench.harness;

import io.meterline.model.MeterlineException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The page that holds what was measured, each section between two markers. What stands around them is left alone.
 *
 * @param page a Markdown file
 */
public record Report(Path page) {
  /**
   * Replaces a section.
   *
   * @param name what its markers say: {@code <!-- measured: NAME -->} and {@code <!-- end -->}
   * @throws MeterlineException if there is no such section, or the page cannot be written
   */
  public void put(String name, String content) {
    try {
      var text = Files.readString(page);
      var begin = "<!-- measured: " + name + " -->\n";
      var from = text.indexOf(begin);
      var to = text.indexOf("<!-- end -->", Math.max(from, 0));
      if (from < 0 || to < 0) {
        throw new MeterlineException(page + " has no section '" + begin.strip() + "' that ends with '<!-- end -->'");
      }
      Files.writeString(page, text.substring(0, from + begin.length()) + "\n" + content.strip() + "\n\n" + text.substring(to));
    } catch (IOException e) {
      throw new MeterlineException("cannot write " + page + ": " + e, e);
    }
  }
}
