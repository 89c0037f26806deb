package io.github.threetierecs.internal.blueprint;

import io.github.threetierecs.internal.blueprint.Picture.Box;
import io.github.threetierecs.internal.blueprint.Picture.Edge;
import io.github.threetierecs.internal.blueprint.Picture.Group;
import io.github.threetierecs.internal.blueprint.Picture.Node;
import io.github.threetierecs.internal.blueprint.Picture.Point;
import io.github.threetierecs.internal.blueprint.Picture.Text;
import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/** What holds of every picture: it can be read, and it shows what it says that it shows. */
public final class PictureLaws {
  private static final int MOST_AT_A_GLANCE = 15;

  private final Picture picture;
  private final List<String> wrong = new ArrayList<>();

  /** Everything that is written, by what it is written at. */
  private final Map<Text, String> texts = new LinkedHashMap<>();

  private PictureLaws(Picture picture) {
    this.picture = picture;
  }

  /** {@return what is wrong with the pictures of a plan, one sentence each; empty if nothing is} */
  public static List<String> violations(Plan plan) {
    List<String> wrong = new ArrayList<>();
    for (PictureLevel level : PictureLevel.values()) {
      Picture picture = Pictures.of(plan, level);
      List<String> of = new ArrayList<>(violations(picture));
      of.addAll(wrongInSvg(SvgWriter.file(picture)));
      of.addAll(
          switch (level) {
            case TIERS -> notAtAGlance(picture);
            case NETWORK -> notOfTheNetwork(plan, picture);
            case EVERYTHING -> notEverything(plan, picture);
          });
      of.forEach(it -> wrong.add(level + ": " + it));
    }
    return wrong;
  }

  /** {@return what cannot be read in a picture} */
  public static List<String> violations(Picture picture) {
    PictureLaws laws = new PictureLaws(picture);
    laws.collectTexts();
    laws.nodesAreApart();
    laws.textsAreApart();
    laws.everythingIsInItsPlace();
    laws.edgesKeepClear();
    return laws.wrong;
  }

  private void collectTexts() {
    for (Node node : picture.nodes()) {
      node.texts().forEach(it -> text(it, node.id()));
    }
    for (Group group : picture.groups()) {
      group.title().ifPresent(it -> text(it, group.id()));
    }
    for (Edge edge : picture.edges()) {
      edge.label().ifPresent(it -> text(it, edge.from() + " to " + edge.to()));
    }
    picture.texts().forEach(it -> text(it, "the picture"));
  }

  private void text(Text text, String owner) {
    if (texts.put(text, owner) != null) {
      wrong.add("\"" + text.text() + "\" is written twice at one place");
    }
  }

  private void nodesAreApart() {
    List<Node> nodes = picture.nodes();
    Set<String> ids = new HashSet<>();
    for (int i = 0; i < nodes.size(); i++) {
      if (!ids.add(nodes.get(i).id())) {
        wrong.add("two nodes are called " + nodes.get(i).id());
      }
      for (int j = i + 1; j < nodes.size(); j++) {
        if (nodes.get(i).box().overlaps(nodes.get(j).box())) {
          wrong.add(nodes.get(i).id() + " overlaps " + nodes.get(j).id());
        }
      }
    }
  }

  private void textsAreApart() {
    List<Text> all = List.copyOf(texts.keySet());
    for (int i = 0; i < all.size(); i++) {
      for (int j = i + 1; j < all.size(); j++) {
        if (all.get(i).box().overlaps(all.get(j).box())) {
          wrong.add(said(all.get(i)) + " overlaps " + said(all.get(j)));
        }
      }
    }
    for (Node node : picture.nodes()) {
      Box glyph = new Box(node.glyph().x(), node.glyph().y(), GridSpot.GLYPH, GridSpot.GLYPH);
      if (!node.box().contains(glyph)) {
        wrong.add("the glyph of " + node.id() + " leaves it");
      }
      for (Text text : all) {
        boolean own = node.texts().contains(text);
        if (own && !node.box().contains(text.box())) {
          wrong.add(said(text) + " leaves its node");
        }
        if (own && glyph.overlaps(text.box())) {
          wrong.add(said(text) + " overlaps its glyph");
        }
        if (!own && node.box().overlaps(text.box())) {
          wrong.add(said(text) + " overlaps " + node.id());
        }
      }
    }
  }

  private String said(Text text) {
    return "\"" + text.text() + "\" of " + texts.get(text);
  }

  private void everythingIsInItsPlace() {
    Box whole = new Box(0, 0, picture.width(), picture.height());
    Map<String, Group> groups = new LinkedHashMap<>();
    for (Group group : picture.groups()) {
      if (groups.put(group.id(), group) != null) {
        wrong.add("two groups are called " + group.id());
      }
    }
    for (Group group : picture.groups()) {
      Group outer = groups.get(group.within());
      if (!group.within().isEmpty() && outer == null) {
        wrong.add(group.id() + " is in " + group.within() + ", which is not there");
      }
      if (!(outer == null ? whole : outer.box()).contains(group.box())) {
        wrong.add(group.id() + " leaves " + group.within());
      }
      if (group.title().filter(it -> !group.box().contains(it.box())).isPresent()) {
        wrong.add("the title of " + group.id() + " leaves it");
      }
    }
    for (Node node : picture.nodes()) {
      Group group = groups.get(node.group());
      if (!node.group().isEmpty() && group == null) {
        wrong.add(node.id() + " is in " + node.group() + ", which is not there");
      }
      if (!(group == null ? whole : group.box()).contains(node.box())) {
        wrong.add(node.id() + " leaves " + node.group());
      }
    }
    for (Text text : texts.keySet()) {
      if (!whole.contains(text.box())) {
        wrong.add(said(text) + " leaves the picture");
      }
    }
    for (Edge edge : picture.edges()) {
      for (Point point : edge.points()) {
        if (!whole.contains(new Box(point.x(), point.y(), 0, 0))) {
          wrong.add(said(edge) + " leaves the picture");
        }
      }
    }
  }

  private void edgesKeepClear() {
    Map<String, Node> nodes = new LinkedHashMap<>();
    picture.nodes().forEach(it -> nodes.put(it.id(), it));
    List<Box> pieces = new ArrayList<>();
    for (Edge edge : picture.edges()) {
      List<Point> points = edge.points();
      Node from = nodes.get(edge.from());
      Node to = nodes.get(edge.to());
      if (from == null || to == null) {
        wrong.add(said(edge) + " has an end that is not drawn");
        continue;
      }
      if (!isOnBorder(from.box(), points.get(0))
          || !isOnBorder(to.box(), points.get(points.size() - 1))) {
        wrong.add(said(edge) + " does not reach its ends");
      }
      List<Box> own = new ArrayList<>();
      for (int i = 1; i < points.size(); i++) {
        Box piece = piece(points.get(i - 1), points.get(i));
        own.add(piece);
        if (piece.width() > 2 && piece.height() > 2) {
          wrong.add(said(edge) + " is neither horizontal nor vertical");
        }
        for (Node node : picture.nodes()) {
          if (node.box().overlaps(piece) && !touchesOnly(node.box(), piece)) {
            wrong.add(said(edge) + " runs through " + node.id());
          }
        }
        for (Text text : texts.keySet()) {
          if (text.box().overlaps(piece)) {
            wrong.add(said(edge) + " runs through " + said(text));
          }
        }
        for (Box other : pieces) {
          if (other.overlaps(piece) && (other.width() > 2) == (piece.width() > 2)) {
            wrong.add(said(edge) + " runs along another");
          }
        }
      }
      pieces.addAll(own);
    }
  }

  /** A line is two pixels wide. */
  private static Box piece(Point one, Point other) {
    return new Box(
        Math.min(one.x(), other.x()) - 1,
        Math.min(one.y(), other.y()) - 1,
        Math.abs(one.x() - other.x()) + 2,
        Math.abs(one.y() - other.y()) + 2);
  }

  /** A line that ends at a border covers a pixel of it. */
  private static boolean touchesOnly(Box node, Box piece) {
    Box inner = new Box(node.x() + 1, node.y() + 1, node.width() - 2, node.height() - 2);
    return !inner.overlaps(piece);
  }

  private static boolean isOnBorder(Box box, Point point) {
    boolean inside = box.contains(new Box(point.x(), point.y(), 0, 0));
    return inside
        && (point.x() == box.x()
            || point.x() == box.right()
            || point.y() == box.y()
            || point.y() == box.bottom());
  }

  private static String said(Edge edge) {
    return "the line from " + edge.from() + " to " + edge.to();
  }

  private static List<String> wrongInSvg(String svg) {
    List<String> wrong = new ArrayList<>();
    try {
      Document document =
          DocumentBuilderFactory.newInstance()
              .newDocumentBuilder()
              .parse(new InputSource(new StringReader(svg)));
      NodeList elements = document.getElementsByTagName("*");
      Set<String> ids = new HashSet<>();
      List<String> references = new ArrayList<>();
      for (int i = 0; i < elements.getLength(); i++) {
        Element element = (Element) elements.item(i);
        if (element.hasAttribute("id") && !ids.add(element.getAttribute("id"))) {
          wrong.add("two elements have the id " + element.getAttribute("id"));
        }
        if (element.hasAttribute("href")) {
          references.add(element.getAttribute("href"));
        }
        if (element.getTagName().equals("script")) {
          wrong.add("it has a script");
        }
      }
      for (String reference : references) {
        if (!reference.startsWith("#") || !ids.contains(reference.substring(1))) {
          wrong.add("it refers to " + reference);
        }
      }
    } catch (IOException | SAXException | ParserConfigurationException noXml) {
      wrong.add("the SVG is no XML: " + noXml.getMessage());
    }
    return wrong;
  }

  private static List<String> notAtAGlance(Picture picture) {
    List<String> wrong = new ArrayList<>();
    if (picture.nodes().size() > MOST_AT_A_GLANCE) {
      wrong.add(picture.nodes().size() + " nodes are more than one sees at a glance");
    }
    Set<PartKind> noise =
        Set.of(PartKind.ROLE, PartKind.SECURITY_GROUP, PartKind.KEY, PartKind.SUBNET);
    for (Node node : picture.nodes()) {
      if (noise.contains(node.kind())) {
        wrong.add(node.id() + " is a permission or a place");
      }
    }
    return wrong;
  }

  private static List<String> notOfTheNetwork(Plan plan, Picture picture) {
    List<String> wrong = new ArrayList<>();
    for (Part part : plan.parts()) {
      boolean expected =
          switch (part.kind()) {
            case LOAD_BALANCER,
                SERVICE,
                WORKER,
                JOB,
                CAPACITY,
                NAT_GATEWAY,
                DATABASE,
                READ_REPLICA,
                PROXY,
                ENDPOINT ->
                true;
            default -> false;
          };
      long drawn = picture.nodes().stream().filter(it -> it.parts().contains(part.id())).count();
      if (expected && drawn != 1) {
        wrong.add(part.id() + " is drawn " + drawn + " times");
      }
    }
    return wrong;
  }

  private static List<String> notEverything(Plan plan, Picture picture) {
    List<String> wrong = new ArrayList<>();
    List<String> drawn = new ArrayList<>();
    picture.nodes().forEach(it -> drawn.addAll(it.parts()));
    picture.groups().stream().map(Group::part).filter(it -> !it.isEmpty()).forEach(drawn::add);
    Set<String> all = new TreeSet<>(plan.parts().stream().map(Part::id).toList());
    Set<String> once = new TreeSet<>(drawn);
    if (once.size() != drawn.size()) {
      wrong.add("something is drawn twice");
    }
    if (!once.equals(all)) {
      all.removeAll(once);
      wrong.add("not drawn: " + all);
    }
    long resources =
        once.stream().flatMap(it -> plan.find(it).stream()).filter(Part::isResource).count();
    int sum = plan.template().resources().size();
    if (resources + plan.folded().size() != sum) {
      wrong.add(resources + " drawn and " + plan.folded().size() + " folded are not " + sum);
    }
    if (picture.texts().stream().noneMatch(it -> it.text().contains(" " + sum + " resources"))) {
      wrong.add("the number " + sum + " is not in the picture");
    }
    long counted = drawn.stream().mapToLong(it -> plan.foldedInto(it).size()).sum();
    if (counted != plan.folded().size()) {
      wrong.add(counted + " resources are counted at parts, not " + plan.folded().size());
    }
    return wrong;
  }
}
