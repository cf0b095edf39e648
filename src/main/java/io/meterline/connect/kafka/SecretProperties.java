package io.meterline.connect.kafka;

import io.meterline.model.MeterlineException;
import java.io.IOException;
import java.io.Serializable;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.beam.sdk.util.GcpSecret;

/**
 * Properties in Google's Secret Manager: a secret whose content is a file of them.
 *
 * @param version {@code projects/P/secrets/S/versions/V}
 * @param store what has it
 */
record SecretProperties(String version, Store store) implements ClientProperties {
  private static final String SCHEME = "secret://";
  private static final Pattern VERSION = Pattern.compile("projects/[^/:{}]+/secrets/[^/:{}]+/versions/[^/:{}]+");

  /** What has secrets. */
  @FunctionalInterface
  interface Store extends Serializable {
    /** The content of a version of a secret. */
    byte[] read(String version);
  }

  private record Google() implements Store {
    @Override
    public byte[] read(String version) {
      return new GcpSecret(version).getSecretBytes();
    }
  }

  /** Whether a place of properties is said to be a secret. */
  static boolean isAt(String place) {
    return place.startsWith(SCHEME);
  }

  /**
   * The properties of a place.
   *
   * @param place {@code secret://projects/P/secrets/S/versions/V}
   * @throws MeterlineException if that is not the name of a version
   */
  static SecretProperties at(String place) {
    var version = place.substring(SCHEME.length());
    if (!VERSION.matcher(version).matches()) {
      throw new MeterlineException(place + " is no secret: it must be secret://projects/P/secrets/S/versions/V");
    }
    return new SecretProperties(version, new Google());
  }

  @Override
  public Map<String, String> read() {
    var properties = new Properties();
    try {
      properties.load(new StringReader(new String(store.read(version), StandardCharsets.UTF_8)));
    } catch (IOException | RuntimeException e) {
      // Nothing of the content is to be told.
      throw new MeterlineException("the secret " + version + " cannot be read, or is no file of properties", e);
    } catch (LinkageError e) {
      throw new MeterlineException("the secret " + version + " cannot be read: only what is bundled for Dataflow can", e);
    }
    return properties.stringPropertyNames().stream().collect(Collectors.toMap(name -> name, properties::getProperty));
  }

  @Override
  public String toString() {
    return SCHEME + version;
  }
}
