package io.github.threetierecs.internal.observability;

import java.util.List;
import java.util.Map;
import software.amazon.awscdk.services.events.CfnRule.InputTransformerProperty;
import software.amazon.awscdk.services.events.CfnRule.TargetProperty;
import software.amazon.awscdk.services.sns.ITopic;

/** What a rule of EventBridge sends to a topic: one sentence for people, and not the event. */
final class TopicTarget {
  private TopicTarget() {}

  /**
   * {@return the target of a rule}
   *
   * @param words by the name that the sentence has for it, where each is in the event
   * @param sentence with the names in angle brackets
   */
  static List<TargetProperty> of(ITopic topic, Map<String, String> words, String sentence) {
    return List.of(
        TargetProperty.builder()
            .id("Topic")
            .arn(topic.getTopicArn())
            .inputTransformer(
                InputTransformerProperty.builder()
                    .inputPathsMap(words)
                    .inputTemplate("\"" + sentence + "\"")
                    .build())
            .build());
  }
}
