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
 * Properties in Google's Secret Manager: a secret whose content is a properties file.
 *
 * @param version {@code projects/P/secrets/S/versions/V}
 * @param store where to read it
 */
record SecretProperties(String version, Store store) implements ClientProperties {
  private static final String SCHEME = "secret://";
  private static final Pattern VERSION = Pattern.compile("projects/[^/:{}]+/secrets/[^/:{}]+/versions/[^/:{}]+");

  /** A store of secrets. */
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

  /** Whether a location has the scheme of a secret. */
  static boolean isAt(String location) {
    return location.startsWith(SCHEME);
  }

  /**
   * The properties at a location.
   *
   * @param location {@code secret://projects/P/secrets/S/versions/V}
   * @throws MeterlineException if it does not have this form
   */
  static SecretProperties at(String location) {
    var version = location.substring(SCHEME.length());
    if (!VERSION.matcher(version).matches()) {
      throw new MeterlineException(location + " is not a secret: it must be secret://projects/P/secrets/S/versions/V");
    }
    return new SecretProperties(version, new Google());
  }

  @Override
  public Map<String, String> read() {
    var properties = new Properties();
    try {
      properties.load(new StringReader(new String(store.read(version), StandardCharsets.UTF_8)));
    } catch (IOException | RuntimeException e) {
      // Without the exception's message, which may quote the content.
      throw new MeterlineException("the secret " + version + " cannot be read, or is not a properties file", e);
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
