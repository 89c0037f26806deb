package io.github.threetierecs.internal.local;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Which files of secrets are in which volume. */
final class SecretFiles {
  /** With its key, for a load balancer. */
  private static final String CERTIFICATE_AND_KEY = "self-signed.pem";

  /** Alone, for who has to trust it. */
  private static final String CERTIFICATE = "self-signed.crt";

  private SecretFiles() {}

  static boolean anyTls(LocalApplication application) {
    return application.balancers.byName().keySet().stream().anyMatch(application::hasTls);
  }

  static List<String> of(LocalApplication application, LocalService service) {
    List<String> files = new ArrayList<>();
    application.secrets.of(service).forEach(it -> files.add(it.fileName()));
    if (anyTls(application)) {
      files.add(CERTIFICATE);
    }
    return files;
  }

  static String volumeOf(String name) {
    return name + "-secrets";
  }

  static Map<String, List<String>> byVolume(LocalApplication application) {
    Map<String, List<String>> volumes = new LinkedHashMap<>();
    for (String balancer : application.balancers.byName().keySet()) {
      if (application.hasTls(balancer)) {
        volumes.put(volumeOf(balancer), List.of(CERTIFICATE_AND_KEY));
      }
    }
    for (LocalService service : application.services) {
      List<String> files = of(application, service);
      if (!files.isEmpty() && !service.taskNames().isEmpty()) {
        volumes.put(volumeOf(service.name()), files);
      }
    }
    return volumes;
  }
}
