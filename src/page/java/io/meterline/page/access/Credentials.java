package io.meterline.page.access;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.javalin.http.Context;
import io.meterline.page.Refusal;
import java.util.Optional;

/**
 * What someone signs in with.
 *
 * @param name the name as given, at most 200 characters
 * @param password the password as given, at most 200 characters
 */
record Credentials(String name, String password) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int LONGEST = 200;
  private static final int MOST_BYTES = 4_000;

  /**
   * Those of a request.
   *
   * @throws Refusal if it has none
   */
  static Credentials of(Context context) {
    if (context.contentLength() < 0 || context.contentLength() > MOST_BYTES) {
      throw Refusal.invalid("the request has no name and password, or is too long");
    }
    try {
      var body = JSON.readTree(context.body());
      return new Credentials(text(body, "name"), text(body, "password"));
    } catch (JsonProcessingException e) {
      // The cause quotes the request, and so the password.
      throw Refusal.invalid("the request is not JSON");
    }
  }

  private static String text(JsonNode body, String name) {
    return Optional.of(body.path(name))
        .filter(JsonNode::isTextual)
        .map(JsonNode::asText)
        .filter(text -> text.length() <= LONGEST)
        .orElseThrow(() -> Refusal.invalid(name + " is missing or too long"));
  }

  /** Shows nothing that is secret. */
  @Override
  public String toString() {
    return "credentials";
  }
}
