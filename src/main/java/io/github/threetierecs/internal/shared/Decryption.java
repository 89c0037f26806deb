package io.github.threetierecs.internal.shared;

import java.util.List;
import java.util.Map;
import software.amazon.awscdk.Aws;
import software.amazon.awscdk.services.iam.PolicyStatement;

/**
 * What lets somebody use KMS keys, though only through the service that keeps what they encrypt.
 */
public final class Decryption {
  /** The ARNs of all keys in the stack's Region. A key's own policy has to allow its use too. */
  static final String ANY_KEY = anyKey(Aws.REGION);

  private Decryption() {}

  /** The ARNs of all keys in a Region. A key's own policy has to allow its use too. */
  public static String anyKey(String region) {
    return String.join(":", "arn", Aws.PARTITION, "kms", region, "*:key/*");
  }

  /** Lets a key of the stack's Region be used to read secrets. */
  public static PolicyStatement ofSecrets(String keyArn) {
    return through("secretsmanager", Aws.REGION, keyArn);
  }

  /** Lets a key be used through one service only. */
  public static PolicyStatement through(String service, String region, String keyArn) {
    return PolicyStatement.Builder.create()
        .actions(List.of("kms:Decrypt"))
        .resources(List.of(keyArn))
        .conditions(
            Map.of(
                "StringEquals",
                Map.of("kms:ViaService", String.join(".", service, region, Aws.URL_SUFFIX))))
        .build();
  }
}
