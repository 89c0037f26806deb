package io.github.threetierecs.internal.page;

import io.github.threetierecs.internal.blueprint.Part;
import io.github.threetierecs.internal.blueprint.Plan;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How a part is called within a page: by its number, since a page names every part many times, and
 * ids of resources are long.
 */
final class PartLinks {

  private final Map<String, String> ids = new LinkedHashMap<>();

  PartLinks(Plan plan) {
    plan.parts().forEach(it -> ids.put(it.id(), "d" + (ids.size() + 1)));
  }

  /** The id of what the page says of a part. */
  String idOf(String part) {
    return ids.getOrDefault(part, "");
  }

  /** A part's name, as a link to that. */
  String to(Part part) {
    return to(part, part.name());
  }

  String to(Part part, String name) {
    return "<a href=\"#" + idOf(part.id()) + "\">" + Html.text(name) + "</a>";
  }
}
