package io.github.threetierecs.examples.guestbook.backend;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/** The database's secret: JSON with {@code username} and {@code password}, as RDS has it. */
@FunctionalInterface
interface Secret {
  /** {@return what is in it now} */
  Credentials read() throws Unreadable;

  /** Of Secrets Manager by its ARN, or on a developer's machine of a file by its URI. */
  static Secret at(String place) {
    return place.startsWith("file:") ? inFile(Path.of(URI.create(place))) : inSecretsManager(place);
  }

  private static Secret inFile(Path file) {
    return () -> {
      try {
        return parse(Files.readString(file));
      } catch (IOException unreadable) {
        throw new Unreadable("the file " + file + " cannot be read");
      }
    };
  }

  private static Secret inSecretsManager(String arn) {
    return () -> {
      // Made for each call: it is needed at the start and after a rotation, and never in between.
      try (SecretsManagerClient client =
          SecretsManagerClient.builder().httpClient(UrlConnectionHttpClient.create()).build()) {
        return parse(client.getSecretValue(request -> request.secretId(arn)).secretString());
      } catch (SdkException failed) {
        throw new Unreadable("Secrets Manager says: " + failed.getMessage());
      }
    };
  }

  /** Whatever is wrong with it, nothing of its content is said. */
  static Credentials parse(String json) throws Unreadable {
    try {
      JsonNode secret = new ObjectMapper().readTree(json);
      String user = secret.path("username").asText();
      String password = secret.path("password").asText();
      if (!user.isEmpty() && !password.isEmpty()) {
        return new Credentials(user, password);
      }
      throw new Unreadable("it has no username or no password");
    } catch (JsonProcessingException | IllegalArgumentException invalid) {
      throw new Unreadable("it is not JSON");
    }
  }

  /** The secret cannot be read; the message says why. */
  final class Unreadable extends Exception {
    private static final long serialVersionUID = 1L;

    Unreadable(String reason) {
      super(reason);
    }
  }
}
