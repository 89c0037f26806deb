package io.github.threetierecs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.threetierecs.internal.shared.Structs;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.ecs.ContainerDefinitionOptions;
import software.amazon.awscdk.services.ecs.FirelensConfig;
import software.amazon.awscdk.services.ecs.FirelensLogRouterDefinitionOptions;
import software.amazon.awscdk.services.ecs.FirelensLogRouterType;
import software.amazon.awscdk.services.ecs.HealthCheck;

class StructsTest {
  @Test
  void everyPropertyIsCopied() {
    Set<String> asked = new TreeSet<>();
    ContainerDefinitionOptions given =
        (ContainerDefinitionOptions)
            Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {ContainerDefinitionOptions.class},
                (proxy, method, arguments) -> {
                  asked.add(method.getName());
                  return method.getName().equals("getImage") ? Options.IMAGE : null;
                });

    Structs.sorted(given, Map.of());

    Set<String> all = new TreeSet<>();
    for (Method method : ContainerDefinitionOptions.class.getMethods()) {
      if (method.getName().startsWith("get")) {
        all.add(method.getName());
      }
    }
    assertThat(asked).isEqualTo(all).hasSizeGreaterThan(30);
  }

  @Test
  void aCopyIsOfTheSameKindAndSaysTheSame() {
    ContainerDefinitionOptions router =
        FirelensLogRouterDefinitionOptions.builder()
            .image(Options.IMAGE)
            .firelensConfig(FirelensConfig.builder().type(FirelensLogRouterType.FLUENTBIT).build())
            .command(List.of("run"))
            .essential(true)
            .environment(Map.of("A", "1", "B", "2"))
            .healthCheck(
                HealthCheck.builder()
                    .command(List.of("true"))
                    .interval(Duration.seconds(9))
                    .build())
            .memoryLimitMiB(64)
            .stopTimeout(Duration.seconds(5))
            .build();

    assertThat(Structs.sorted(router, Map.of()))
        .isInstanceOf(FirelensLogRouterDefinitionOptions.class)
        .isEqualTo(router);
  }

  @Test
  void mapsAreSortedByName() {
    Map<String, String> backwards = new LinkedHashMap<>();
    for (String name : List.of("C", "B", "A")) {
      backwards.put(name, name);
    }

    ContainerDefinitionOptions copy =
        Structs.sorted(
            SidecarsTest.sidecar().environment(backwards).extraHosts(backwards).build(), Map.of());

    for (Map<String, String> map : List.of(copy.getEnvironment(), copy.getExtraHosts())) {
      assertThat(Objects.requireNonNull(map).keySet()).containsExactly("A", "B", "C");
    }
  }

  @Test
  void aPropertyCanBeReplaced() {
    ContainerDefinitionOptions given = SidecarsTest.sidecar().user("1000").build();

    ContainerDefinitionOptions copy =
        Structs.sorted(given, Map.of("user", "root", "hostname", "here"));

    assertThat(copy.getUser()).isEqualTo("root");
    assertThat(copy.getHostname()).isEqualTo("here");
  }
}
