package io.github.threetierecs.internal.page;

import io.github.threetierecs.internal.blueprint.Picture;
import io.github.threetierecs.internal.blueprint.PictureLevel;
import io.github.threetierecs.internal.blueprint.SvgWriter;
import java.util.List;

/**
 * The pictures. With JavaScript they are tabs, and a part that is chosen is shown beside them;
 * without it they stand one after the other, and a part leads to its words below.
 */
final class PicturesSection {

  private PicturesSection() {}

  static String of(List<Picture> pictures, PartLinks links) {
    StringBuilder content = new StringBuilder();
    content.append(
        Html.paragraph("Choose a part of a picture to read what it is, and who may reach it."));
    content.append("<div class=\"tabs\" role=\"tablist\" aria-label=\"Pictures\" hidden>\n");
    for (Picture picture : pictures) {
      String word = picture.level().word();
      content
          .append("<button type=\"button\" role=\"tab\" id=\"tab-")
          .append(word)
          .append("\" aria-controls=\"picture-")
          .append(word)
          .append("\">")
          .append(Html.text(picture.level().title()))
          .append("</button>\n");
    }
    content.append("</div>\n");
    content.append(
        "<p class=\"steps\" hidden><button type=\"button\" data-step=\"-1\">Step back</button>"
            + " <button type=\"button\" data-step=\"1\">Next step of a request</button>"
            + " <output></output></p>\n");
    content.append("<div class=\"stage\">\n<div class=\"pictures\">\n");
    for (Picture picture : pictures) {
      PictureLevel level = picture.level();
      content
          .append("<div class=\"picture\" id=\"picture-")
          .append(level.word())
          .append("\">\n<h3>")
          .append(Html.text(level.title()))
          .append("</h3>\n<div class=\"wide\" role=\"region\" tabindex=\"0\" aria-label=\"")
          .append(Html.text(level.title()))
          .append(", picture\">\n")
          .append(SvgWriter.onPage(picture, links::idOf))
          .append("</div>\n</div>\n");
    }
    content.append(
        """
        </div>
        <aside id="panel" aria-label="The part that is chosen" hidden></aside>
        </div>
        """);
    return Html.section("pictures", "Pictures", content.toString());
  }
}
