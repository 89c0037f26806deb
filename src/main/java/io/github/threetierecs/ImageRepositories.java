package io.github.threetierecs;

import io.github.threetierecs.internal.options.ImageRepositoriesOptions;
import io.github.threetierecs.internal.options.Problems;
import io.github.threetierecs.internal.options.Tokens;
import io.github.threetierecs.internal.options.Values;
import io.github.threetierecs.internal.service.ImageRepository;
import io.github.threetierecs.internal.service.Placeholder;
import io.github.threetierecs.internal.shared.ConstructScope;
import io.github.threetierecs.internal.shared.GivenValues;
import io.github.threetierecs.internal.shared.Places;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.ecr.Repository;
import software.amazon.awscdk.services.ecs.ContainerImage;
import software.amazon.awscdk.services.kms.IKey;
import software.constructs.Construct;

/**
 * Two Amazon ECR repositories, one for the images of each tier, and the image to run: the one that
 * was pushed under a tag, or a placeholder that answers every request while there is none yet.
 *
 * <pre>{@code
 * ImageRepositories images =
 *     new ImageRepositories(this, "Images", ImageRepositoriesProps.builder().build());
 * String tag = (String) getNode().tryGetContext("tag");
 * new ThreeTierEcsApp(
 *     this,
 *     "App",
 *     ThreeTierEcsAppProps.of(images.frontendImage(tag), images.backendImage(tag)));
 * }</pre>
 *
 * <p>The first deployment creates the repositories and runs the placeholder. Then images are
 * pushed, and the next deployment is given their tag. {@code docs/images.md} shows the commands.
 */
public final class ImageRepositories extends Construct {
  private static final Pattern TAG = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}");

  private final Repository frontend;
  private final Repository backend;

  /**
   * Makes both repositories.
   *
   * @param scope the stack, or a construct in it
   * @param id the name below {@code scope}; changing it later replaces both repositories
   * @param props the options, checked when they were built
   * @throws IllegalArgumentException if an argument is null, or if {@code scope} is not in a stack
   *     or has a child of that name already
   */
  public ImageRepositories(Construct scope, String id, ImageRepositoriesProps props) {
    super(
        ConstructScope.checked(
            "ImageRepositories", scope, id, props, "ImageRepositoriesProps.builder().build()"),
        id);
    Values options = ImageRepositoriesOptions.effective(props.values);
    IKey key = options.find(ImageRepositoriesOptions.ENCRYPTION_KEY);
    if (key != null) {
      Problems problems = new Problems("repositories");
      new Places(problems, Stack.of(this))
          .sameRegion(
              ImageRepositoriesOptions.ENCRYPTION_KEY.name(),
              key,
              key.getKeyArn(),
              "use a key in the stack's Region");
      problems.refuse();
    }
    GivenValues.check(scope, props.values);
    frontend = ImageRepository.create(this, "Frontend", options);
    backend = ImageRepository.create(this, "Backend", options);
  }

  /** {@return the repository of the frontend's images} */
  public Repository getFrontendRepository() {
    return frontend;
  }

  /** {@return the repository of the backend's images} */
  public Repository getBackendRepository() {
    return backend;
  }

  /**
   * What the frontend is to run.
   *
   * @param tag the tag of an image that has been pushed, or null while there is none
   * @return that image, or for null the placeholder
   * @throws IllegalArgumentException if {@code tag} is not a tag
   */
  public ContainerImage frontendImage(@Nullable String tag) {
    return image("frontendImage", frontend, tag);
  }

  /**
   * What the backend is to run.
   *
   * @param tag the tag of an image that has been pushed, or null while there is none
   * @return that image, or for null the placeholder
   * @throws IllegalArgumentException if {@code tag} is not a tag
   */
  public ContainerImage backendImage(@Nullable String tag) {
    return image("backendImage", backend, tag);
  }

  private static ContainerImage image(String what, Repository repository, @Nullable String tag) {
    if (tag == null) {
      return Placeholder.image();
    }
    if (!Tokens.isToken(tag) && !TAG.matcher(tag).matches()) {
      Problems problems = new Problems("");
      problems.add(
          what,
          tag,
          "is not a tag",
          "pass up to 128 letters, digits, _, . and -, or null while no image has been pushed");
      problems.refuse();
    }
    return ContainerImage.fromEcrRepository(repository, tag);
  }
}
