package io.github.threetierecs;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import software.amazon.awscdk.App;

/** What a {@code cdk.json} may say of the CDK's feature flags. */
enum FeatureFlags {
  /** None: an application that has lost its {@code cdk.json}, or is older than the flags. */
  NONE,

  /** All that {@code cdk init} would write, as the CDK of this build recommends them. */
  RECOMMENDED;

  private static final String LIST = "package/recommended-feature-flags.json";
  private static final int BLOCK = 512;
  private static final int SIZE_OFFSET = 124;
  private static final int SIZE_LENGTH = 11;
  private static final int NAME_LENGTH = 100;

  Map<String, Object> context() {
    return this == NONE ? Map.of() : Recommended.CONTEXT;
  }

  /** Unpacking takes a second: it is done once, and only if it is asked for. */
  private static final class Recommended {
    static final Map<String, Object> CONTEXT = recommended();
  }

  /** From the CDK's own package, so that a new release of it brings its new flags. */
  private static Map<String, Object> recommended() {
    String version = App.class.getPackage().getImplementationVersion();
    try (InputStream packed =
            App.class.getResourceAsStream("aws-cdk-lib@" + version + ".jsii.tgz");
        InputStream tar = new BufferedInputStream(new GZIPInputStream(packed), 1 << 16)) {
      return new ObjectMapper().readValue(entry(tar), new TypeReference<>() {});
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A tar file is a row of headers, each followed by its file, in blocks of 512 bytes. */
  private static byte[] entry(InputStream tar) throws IOException {
    for (byte[] header = tar.readNBytes(BLOCK);
        header.length == BLOCK;
        header = tar.readNBytes(BLOCK)) {
      String name = text(header, 0, NAME_LENGTH);
      if (name.isEmpty()) {
        break;
      }
      int size = Integer.parseInt(text(header, SIZE_OFFSET, SIZE_LENGTH), 8);
      if (name.equals(LIST)) {
        return tar.readNBytes(size);
      }
      tar.skipNBytes((size + BLOCK - 1L) / BLOCK * BLOCK);
    }
    throw new IllegalStateException(
        "The package of the CDK has no "
            + LIST
            + " any more: find out where its recommended feature flags are kept now.");
  }

  private static String text(byte[] header, int offset, int length) {
    return new String(header, offset, length, StandardCharsets.US_ASCII).replaceAll("[\0 ].*", "");
  }
}
