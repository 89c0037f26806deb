package io.github.threetierecs.internal.service;

import io.github.threetierecs.internal.options.ImageRepositoriesOptions;
import io.github.threetierecs.internal.options.Values;
import java.util.List;
import java.util.Locale;
import software.amazon.awscdk.CfnOutput;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.services.ecr.LifecycleRule;
import software.amazon.awscdk.services.ecr.Repository;
import software.amazon.awscdk.services.ecr.TagMutability;
import software.amazon.awscdk.services.ecr.TagStatus;
import software.constructs.Construct;

/** The repository of one tier's images, and the output that says where to push them. */
public final class ImageRepository {
  private ImageRepository() {}

  public static Repository create(Construct scope, String tier, Values options) {
    RemovalPolicy removal = options.get(ImageRepositoriesOptions.REMOVAL_POLICY);
    boolean immutable = options.get(ImageRepositoriesOptions.IMMUTABLE_TAGS);
    Repository repository =
        Repository.Builder.create(scope, tier)
            .imageTagMutability(immutable ? TagMutability.IMMUTABLE : TagMutability.MUTABLE)
            .imageScanOnPush(options.get(ImageRepositoriesOptions.SCAN_ON_PUSH))
            .lifecycleRules(
                List.of(
                    LifecycleRule.builder()
                        .description("Untagged images are deleted after a week")
                        .tagStatus(TagStatus.UNTAGGED)
                        .maxImageAge(Duration.days(7))
                        .build(),
                    LifecycleRule.builder()
                        .description("The newest images are kept")
                        .tagStatus(TagStatus.TAGGED)
                        .tagPatternList(List.of("*"))
                        .maxImageCount(options.get(ImageRepositoriesOptions.KEEP_IMAGES))
                        .build()))
            .encryptionKey(options.find(ImageRepositoriesOptions.ENCRYPTION_KEY))
            .removalPolicy(removal)
            .emptyOnDelete(removal == RemovalPolicy.DESTROY)
            .build();
    CfnOutput.Builder.create(scope, tier + "RepositoryUri")
        .description("Where to push the " + tier.toLowerCase(Locale.ROOT) + "'s images")
        .value(repository.getRepositoryUri())
        .build();
    return repository;
  }
}
