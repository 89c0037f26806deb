package io.github.threetierecs.internal.local;

import io.github.threetierecs.internal.template.Reference;
import io.github.threetierecs.internal.template.Resource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What a rule, or a listener by default, does with a request: the last of its actions. Actions
 * before it authenticate, which is not done here.
 */
final class RuleAction {

  /** A target group to which requests go, and its weight among the others of the action. */
  private record Share(String targetGroup, int weight) {}

  private final Resource by;
  private final String action;
  private final String rule;
  private final List<Share> shares = new ArrayList<>();

  /**
   * Reads an action.
   *
   * @param by the rule or listener
   * @param actions the property with the actions
   */
  RuleAction(Resource by, String actions) {
    this.by = by;
    rule = HaproxyText.name(by.logicalId());
    action =
        by.elements(actions)
            .filter(
                it ->
                    List.of("forward", "redirect", "fixed-response")
                        .contains(by.text(it + ".Type").orElse("")))
            .reduce((first, second) -> second)
            .orElse(actions);
    String groups = action + ".ForwardConfig.TargetGroups";
    by.elements(groups)
        .forEach(
            it ->
                by.property(it + ".TargetGroupArn")
                    .ifPresent(arn -> shares.add(new Share(Reference.keyOf(arn), weight(by, it)))));
    if (shares.isEmpty()) {
      by.property(action + ".TargetGroupArn")
          .ifPresent(it -> shares.add(new Share(Reference.keyOf(it), 1)));
    }
  }

  /** One that only a deployment knows is 1. */
  private static int weight(Resource by, String group) {
    return by.text(group + ".Weight")
        .filter(it -> it.matches("\\d{1,3}"))
        .map(Integer::parseInt)
        .orElse(1);
  }

  /** The logical ids of the target groups to which it forwards, those of weight 0 included. */
  List<String> targetGroups() {
    return shares.stream().map(Share::targetGroup).toList();
  }

  /**
   * The lines that do it to a request of which {@code txn.rule} names this rule.
   *
   * @param protocol that of the listener, {@code http} or {@code https}
   * @param port that of the listener
   */
  List<String> written(String protocol, String port) {
    return switch (by.text(action + ".Type").orElse("")) {
      case "redirect" -> List.of(redirect(protocol, port));
      case "fixed-response" -> List.of(fixedResponse());
      default -> forward();
    };
  }

  private String when() {
    return "{ var(txn.rule) -m str " + rule + " }";
  }

  private String fixedResponse() {
    String config = action + ".FixedResponseConfig.";
    String body = by.text(config + "MessageBody").orElse("");
    return "http-request return status "
        + by.text(config + "StatusCode").orElse("200")
        + (body.isEmpty()
            ? ""
            : " content-type "
                + HaproxyText.quoted(by.text(config + "ContentType").orElse("text/plain"))
                + " string "
                + HaproxyText.quoted(body))
        + " if "
        + when();
  }

  private String redirect(String protocol, String port) {
    String target = action + ".RedirectConfig.";
    String to = by.text(target + "Protocol").orElse("#{protocol}");
    String query = by.text(target + "Query").orElse("#{query}");
    String location =
        to.toLowerCase(Locale.ROOT).replace("#{protocol}", protocol)
            + "://"
            + filled(by.text(target + "Host").orElse("#{host}"))
            + ":"
            + published(by.text(target + "Port").orElse("#{port}").replace("#{port}", port))
            + filled(by.text(target + "Path").orElse("/#{path}"))
            + (query.equals("#{query}")
                ? "%[var(txn.query)]"
                : query.isEmpty() ? "" : "?" + filled(query));
    return "http-request redirect location \""
        + location
        + "\" code "
        + by.text(target + "StatusCode").orElse("HTTP_302").replace("HTTP_", "")
        + " if "
        + when();
  }

  /** The port at which this machine publishes the listener's, if the environment names one. */
  private static String published(String port) {
    return "${PUBLISHED_%1$s-%1$s}".formatted(HaproxyText.name(port));
  }

  /** In double quotes, where HAProxy reads {@code "}, {@code \} and {@code $}. */
  private static String filled(String text) {
    return HaproxyText.literal(text)
        .replaceAll("([\"\\\\$])", "\\\\$1")
        .replace("#{host}", "%[var(txn.host)]")
        .replace("/#{path}", "%[path]")
        .replace("#{path}", "%[path,regsub(^/,)]")
        .replace("#{query}", "%[query]");
  }

  private List<String> forward() {
    List<String> lines = new ArrayList<>();
    List<Share> used = shares.stream().filter(it -> it.weight > 0).toList();
    if (sticky().isPresent()) {
      for (Share share : used) {
        lines.add(
            toGroup(share) + " { req.cook(AWSALBTG) -m str " + name(share.targetGroup) + " }");
      }
    }
    if (used.size() > 1) {
      int all = used.stream().mapToInt(Share::weight).sum();
      lines.add("http-request set-var(txn.draw) rand(" + all + ") if " + when());
      int below = 0;
      for (Share share : used) {
        below += share.weight;
        lines.add(
            toGroup(share)
                + " !{ var(txn.group) -m found } { var(txn.draw) -m int lt "
                + below
                + " }");
      }
    } else {
      used.forEach(it -> lines.add(toGroup(it)));
    }
    sticky()
        .ifPresent(
            seconds ->
                lines.add(
                    ("http-response add-header Set-Cookie \"AWSALBTG=%%[var(txn.group)];"
                            + " Expires=%%[date(%s),http_date]; Path=/\" if %s")
                        .formatted(seconds, when())));
    return lines;
  }

  private String toGroup(Share share) {
    return "http-request set-var(txn.group) str(%s) if %s"
        .formatted(name(share.targetGroup), when());
  }

  private static String name(String targetGroup) {
    return HaproxyText.name(targetGroup);
  }

  /** For how many seconds a client stays with the target group that it got first. */
  private Optional<String> sticky() {
    String config = action + ".ForwardConfig.TargetGroupStickinessConfig.";
    return by.isTrue(config + "Enabled")
        ? by.text(config + "DurationSeconds").or(() -> Optional.of("3600"))
        : Optional.empty();
  }
}
