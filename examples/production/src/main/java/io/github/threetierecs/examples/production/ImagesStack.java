package io.github.threetierecs.examples.production;

import io.github.threetierecs.ImageRepositories;
import io.github.threetierecs.ImageRepositoriesProps;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.constructs.Construct;

/** Where the images of the shop are pushed to. */
final class ImagesStack extends Stack {
  final ImageRepositories repositories;

  ImagesStack(Construct scope, String id, StackProps props) {
    super(scope, id, props);
    repositories =
        new ImageRepositories(this, "Images", ImageRepositoriesProps.builder().build());
  }
}
