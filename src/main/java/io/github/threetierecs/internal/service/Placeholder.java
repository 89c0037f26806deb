package io.github.threetierecs.internal.service;

import io.github.threetierecs.internal.options.ContainerOptions;
import io.github.threetierecs.internal.options.Tokens;
import io.github.threetierecs.internal.options.Values;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.Token;
import software.amazon.awscdk.services.ecs.ContainerImage;

/**
 * What a tier runs until its first image is pushed: a web server that answers every request with
 * status 200, on the tier's port and on whatever path, so that the first deployment succeeds
 * whatever the tier's options are.
 */
public final class Placeholder {
  /**
   * The image is pinned by the digest of its index, which no push moves: it runs with the role and
   * the password of the task. The tag is for readers; docs/decisions/0087 says where the digest is
   * from.
   */
  public static final String NAME =
      "public.ecr.aws/docker/library/nginx:1.30.5-alpine"
          + "@sha256:0985e772fb9f729e6fa0980da05fca5d9c468e870eed43071545afa9d2e27d94";

  public static final int STATUS = 200;

  private static final String SITE =
      "server { listen %s; location / { default_type text/plain; return "
          + STATUS
          + " \"No image yet.\"; } }";

  private static @Nullable ContainerImage image;

  private Placeholder() {}

  /** The one image object, created on first use, by which {@link #is} recognizes it. */
  public static ContainerImage image() {
    if (image == null) {
      image = ContainerImage.fromRegistry(NAME);
    }
    return image;
  }

  public static boolean is(ContainerImage other) {
    return other == image;
  }

  /** The options that take the place of the tier's own, which are for its own image. */
  static Values listeningOn(Number port) {
    String text = Tokens.isToken(port) ? Token.asString(port) : String.valueOf(port);
    return Values.none()
        .with(
            ContainerOptions.COMMAND,
            List.of(
                "sh",
                "-c",
                "echo '"
                    + SITE.formatted(text)
                    + "' > /etc/nginx/conf.d/default.conf && exec nginx -g 'daemon off;'"));
  }
}
