package io.github.threetierecs.internal.page;

import io.github.threetierecs.internal.blueprint.AcceptedFinding;
import io.github.threetierecs.internal.blueprint.Assembly;
import io.github.threetierecs.internal.blueprint.Picture;
import io.github.threetierecs.internal.blueprint.Plan;
import io.github.threetierecs.internal.blueprint.SvgWriter;
import io.github.threetierecs.internal.changes.Changes;
import io.github.threetierecs.internal.files.OwnFiles;
import io.github.threetierecs.internal.rehearsal.Rehearsed;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The page: one file that asks for nothing else. Its Content-Security-Policy lets nothing run but
 * the script and the style that it was written with.
 */
public final class Page {

  private static final Pattern HEADING =
      Pattern.compile("<section id=\"([a-z-]+)\" [^>]*>\\s*<h2 [^>]*>([^<]*)</h2>");

  private Page() {}

  /**
   * Writes a page.
   *
   * @param plan what it shows
   * @param assembly what the plan was made from
   * @param accepted what of its findings somebody has accepted
   * @param pictures the pictures of the plan
   * @return the HTML
   */
  public static String of(
      Plan plan, Assembly assembly, List<AcceptedFinding> accepted, List<Picture> pictures) {
    ReachTable reach = new ReachTable(plan);
    PartLinks links = new PartLinks(plan);
    String sections =
        PicturesSection.of(pictures, links)
            + WalkSection.of(plan, reach, links)
            + ReachSection.of(plan, reach, links)
            + RoomSection.of(plan, links)
            + CostSection.of(plan, assembly)
            + OutputsSection.of(plan)
            + AfterDeleteSection.of(plan, assembly, links)
            + AcceptedSection.of(accepted)
            + PartsSection.of(plan, reach, new Commands(plan, assembly), links);
    return whole("Blueprint of " + plan.title(), sum(plan), sections, SvgWriter.stylesheet(false));
  }

  /**
   * Writes a page of what changes.
   *
   * @param changes the changes
   * @param rehearsed what a deployment of them does
   * @param after what the plan of what will be was made from
   * @param pictures the pictures of the changes
   * @return the HTML
   */
  public static String of(
      Changes changes, Rehearsed rehearsed, Assembly after, List<Picture> pictures) {
    Plan both = changes.both();
    PartLinks links = new PartLinks(both);
    String sections =
        RehearsalSection.of(rehearsed)
            + ChangesSection.of(changes, links)
            + PicturesSection.of(pictures, links)
            + PartsSection.of(both, new ReachTable(both), new Commands(both, after), links);
    return whole(
        "What changes in " + both.title(), sum(both), sections, SvgWriter.stylesheet(true));
  }

  private static String whole(String heading, String sum, String sections, String pictureStyle) {
    String style = OwnFiles.text(Page.class, "page.css") + pictureStyle;
    String script = OwnFiles.text(Page.class, "page.js");
    String title = Html.text(heading);
    return "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
        + "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; script-src '"
        + hash(script)
        + "'; style-src '"
        + hash(style)
        + "'; img-src data:; base-uri 'none'; form-action 'none'\">\n"
        + "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
        + "<meta name=\"referrer\" content=\"no-referrer\">\n"
        + "<link rel=\"icon\" href=\"data:,\">\n<title>"
        + title
        + "</title>\n<style>"
        + style
        + "</style>\n</head>\n<body>\n<a class=\"skip\" href=\"#main\">Skip to the content</a>\n"
        + "<header>\n<h1>"
        + title
        + "</h1>\n"
        + Html.paragraph(sum)
        + "<p class=\"theme\" hidden><label for=\"theme\">Colors</label> <select id=\"theme\">"
        + "<option value=\"\">as the browser prefers</option><option value=\"light\">light</option>"
        + "<option value=\"dark\">dark</option></select></p>\n"
        + navigation(sections)
        + "</header>\n<main id=\"main\">\n"
        + sections
        + "</main>\n<script>"
        + script
        + "</script>\n</body>\n</html>\n";
  }

  private static String sum(Plan plan) {
    long drawn = plan.parts().stream().filter(it -> it.isResource()).count();
    int folded = plan.folded().size();
    int stacks = plan.stacks().size();
    long all = drawn + folded;
    String sum =
        (all == 0 ? "No resources" : all == 1 ? "One resource" : all + " resources")
            + " in "
            + (stacks == 1 ? "one stack" : stacks + " stacks");
    return folded == 0
        ? sum + "."
        : sum
            + ": "
            + drawn
            + (drawn == 1 ? " is drawn. " : " are drawn. ")
            + (folded == 1
                ? "The other one, such as a policy, a rule or a route, counts with what it belongs"
                    + " to."
                : "The other "
                    + folded
                    + ", such as policies, rules and routes, count with what they belong to.");
  }

  private static String navigation(String sections) {
    StringBuilder links = new StringBuilder("<nav aria-label=\"Sections\"><ul>\n");
    Matcher heading = HEADING.matcher(sections);
    while (heading.find()) {
      links
          .append("<li><a href=\"#")
          .append(heading.group(1))
          .append("\">")
          .append(heading.group(2))
          .append("</a></li>\n");
    }
    return links.append("</ul></nav>\n").toString();
  }

  private static String hash(String text) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return "sha256-" + Base64.getEncoder().encodeToString(hash);
    } catch (NoSuchAlgorithmException everyPlatformHasIt) {
      throw new IllegalStateException(everyPlatformHasIt);
    }
  }
}
