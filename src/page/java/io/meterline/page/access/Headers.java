package io.meterline.page.access;

import java.util.Map;

/** Headers of every response: the page runs its own scripts and nothing else, and no other site may embed, read or refer to it. */
final class Headers {
  /** What every response has. */
  static final Map<String, String> ALL =
      Map.of(
          "Content-Security-Policy",
          "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; font-src 'self';"
              + " base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
          "X-Content-Type-Options", "nosniff",
          "X-Frame-Options", "DENY",
          "Referrer-Policy", "no-referrer",
          "Cross-Origin-Opener-Policy", "same-origin",
          "Cross-Origin-Resource-Policy", "same-origin",
          "Cross-Origin-Embedder-Policy", "require-corp");

  private Headers() {}

  /** Whether the response to a path is data, which no cache may keep. */
  static boolean isData(String path) {
    return path.startsWith("/api/");
  }
}
