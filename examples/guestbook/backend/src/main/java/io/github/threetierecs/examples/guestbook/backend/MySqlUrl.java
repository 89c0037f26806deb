package io.github.threetierecs.examples.guestbook.backend;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Collection;

/** Where and how MySQL's driver connects. The password is not part of it. */
final class MySqlUrl {
  /** For a file with public certificates, which PKCS #12 wants a password for. */
  private static final String NO_SECRET = "certificates";

  static final int CONNECT_SECONDS = 2;

  private MySqlUrl() {}

  static String of(Settings settings) {
    return "jdbc:mysql://%s:%d/%s?sslMode=%s%s"
            .formatted(
                settings.host(),
                settings.databasePort(),
                settings.database(),
                settings.tls(),
                settings.authorities().map(MySqlUrl::trusting).orElse(""))
        // A database that is away is noticed in seconds, and a query that hangs before the load
        // balancer gives up.
        + "&connectTimeout=%d&socketTimeout=30000&connectionTimeZone=UTC"
            .formatted(CONNECT_SECONDS * 1_000);
  }

  /** The driver reads key stores, and RDS has its certificates in PEM. */
  private static String trusting(Path pem) {
    Path store = keyStore(pem);
    return "&trustCertificateKeyStoreUrl=%s&trustCertificateKeyStoreType=PKCS12"
            .formatted(store.toUri())
        + "&trustCertificateKeyStorePassword="
        + NO_SECRET
        + "&fallbackToSystemTrustStore=false";
  }

  private static Path keyStore(Path pem) {
    try {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      for (Certificate certificate : certificates(pem)) {
        store.setCertificateEntry("ca-" + store.size(), certificate);
      }
      Path file = Files.createTempFile("authorities", ".p12");
      file.toFile().deleteOnExit();
      try (OutputStream out = Files.newOutputStream(file)) {
        store.store(out, NO_SECRET.toCharArray());
      }
      return file;
    } catch (IOException | GeneralSecurityException unusable) {
      throw unusable(pem);
    }
  }

  private static Collection<? extends Certificate> certificates(Path pem)
      throws IOException, GeneralSecurityException {
    try (InputStream in = Files.newInputStream(pem)) {
      Collection<? extends Certificate> all =
          CertificateFactory.getInstance("X.509").generateCertificates(in);
      if (all.isEmpty()) {
        throw unusable(pem);
      }
      return all;
    }
  }

  private static IllegalArgumentException unusable(Path pem) {
    return new IllegalArgumentException(
        "DB_CA_FILE: \""
            + pem
            + "\" cannot be read as certificates in PEM; name a file such as RDS's"
            + " global-bundle.pem");
  }
}
