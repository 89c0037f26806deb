package io.github.threetierecs.internal.blueprint;

import io.github.threetierecs.internal.order.Ordered;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Subnets with what is placed in them: Availability Zones as columns, layers as rows. What is in
 * several subnets is drawn once, across all of them. At the level of everything, what is in no
 * subnet follows below, by what it is.
 */
final class ZonesPicture {

  private static final List<Layer> IN_VPC = List.of(Layer.PUBLIC, Layer.PRIVATE, Layer.DATABASE);

  /** Pieces of others, and what is a frame or has a row of its own. */
  private static final Set<PartKind> NO_NODES =
      Ordered.set(
          PartKind.LISTENER,
          PartKind.TASK_CONTAINER,
          PartKind.SUBNET,
          PartKind.VPC,
          PartKind.ENDPOINT);

  private static final int GAP = 18;
  private static final int INSET = 20;
  private static final int LEFT = 130;
  private static final int TITLE_WIDTH = 96;
  private static final int ZONE_TITLE = 20;
  private static final int CELL_TITLE = 22;
  private static final int PADDING = 8;
  private static final int TILE = 196;
  private static final int PANEL_GAP = 16;
  private static final int GATEWAY = 200;

  /** A part, or several, with its place among the rows of a layer. */
  private record Entry(
      int order, String id, List<Part> parts, List<String> lines, String whole, int x, int width) {}

  private final Plan plan;
  private final boolean everything;
  private final Marks marks;
  private final Grid grid;
  private final VpcColumns columns;
  private final NodeWords words;
  private final RequestOrder requests;

  /** Which node stands for a part. */
  private final Map<String, String> nodeOf = new LinkedHashMap<>();

  private final Set<String> framed = new LinkedHashSet<>();
  private final Map<String, List<Part>> pieces = new TreeMap<>();

  ZonesPicture(Plan plan, PictureLevel level, Marks marks) {
    this.plan = plan;
    this.marks = marks;
    this.grid = new Grid(marks);
    this.everything = level == PictureLevel.EVERYTHING;
    this.columns = new VpcColumns(plan, LEFT, GAP, everything ? 260 : 236);
    this.words = new NodeWords(plan, everything);
    this.requests = new RequestOrder(plan, columns);
    for (Part part : plan.parts()) {
      if (!part.within().isEmpty() && everything) {
        pieces.computeIfAbsent(part.within(), it -> new ArrayList<>()).add(part);
      }
    }
  }

  Picture picture() {
    outside(Layer.INTERNET);
    outside(Layer.EDGE);
    vpcs();
    elsewhere();
    if (everything) {
      panels();
    }
    lines();
    return grid.picture(
        everything ? PictureLevel.EVERYTHING : PictureLevel.NETWORK,
        (everything ? "Everything in " : "The network of ") + plan.title(),
        description(),
        notes(),
        480);
  }

  /** Whoever is in no VPC, beside each other. */
  private void outside(Layer layer) {
    beside(layer.title(), drawn(layer).toList(), 150, 290, true);
  }

  /** As many beside each other as there is room for. */
  private void beside(String title, List<Part> parts, int least, int most, boolean centered) {
    List<GridSpot> row = new ArrayList<>();
    int x = columns.left();
    int first = grid.rows();
    for (Part part : parts) {
      List<String> lines = words.lines(part);
      int width = Math.max(least, GridSpot.widthFor(marks.lines(List.of(part.id()), lines), most));
      if (x + width > columns.right() && !row.isEmpty()) {
        grid.row(row);
        row = new ArrayList<>();
        x = columns.left();
      }
      row.add(spot(part, lines, "", x, 0, width, GridSpot.HEIGHT));
      x += width + 2 * GAP;
    }
    if (!row.isEmpty()) {
      grid.row(centered ? centered(row) : row);
      grid.rowTitle(first, title, TITLE_WIDTH);
    }
  }

  /** Above the middle of what follows, where their lines lead. */
  private List<GridSpot> centered(List<GridSpot> row) {
    int width = row.get(row.size() - 1).right() - row.get(0).x;
    int shift = Math.max(0, (columns.right() - columns.left() - width) / 2);
    return row.stream().map(it -> it.movedBy(shift)).toList();
  }

  private Stream<Part> drawn(Layer layer) {
    return plan.parts().stream()
        .filter(it -> it.layer() == layer && !NO_NODES.contains(it.kind()))
        .filter(it -> it.kind() != PartKind.PUBLIC_ADDRESS || everything)
        .filter(it -> !(everything && isPiece(it)))
        .filter(it -> it.kind() != PartKind.INTERNET_GATEWAY || columns.vpcOfGateway(it).isEmpty());
  }

  private boolean isPiece(Part part) {
    return !part.within().isEmpty() && plan.find(part.within()).isPresent();
  }

  private void vpcs() {
    int gateways = grid.rows();
    gateways();
    int first = grid.rows();
    Map<Layer, int[]> bands = new LinkedHashMap<>();
    for (Layer layer : IN_VPC) {
      int before = grid.rows();
      if (everything) {
        subnetTiles(layer);
      }
      rowsOf(layer);
      if (grid.rows() == before && columns.has(layer)) {
        grid.row(List.of());
      }
      if (grid.rows() > before) {
        bands.put(layer, new int[] {before, grid.rows() - 1});
        grid.rowTitle(before, layer.title(), TITLE_WIDTH);
      }
    }
    if (!bands.isEmpty()) {
      frames(gateways, first, bands);
    }
  }

  /** Internet gateways, each at the upper border of its VPC. */
  private void gateways() {
    List<GridSpot> row = new ArrayList<>();
    for (Part gateway : plan.partsOf(PartKind.INTERNET_GATEWAY)) {
      columns
          .vpcOfGateway(gateway)
          .filter(vpc -> row.stream().noneMatch(it -> it.group.equals("vpc " + vpc.id())))
          .ifPresent(
              vpc ->
                  row.add(
                      spot(
                          gateway,
                          words.lines(gateway),
                          "vpc " + vpc.id(),
                          vpc.x() + vpc.width() / 2 - GATEWAY / 2,
                          0,
                          GATEWAY,
                          GridSpot.HEIGHT)));
    }
    if (!row.isEmpty()) {
      grid.row(row);
    }
  }

  private void frames(int gateways, int first, Map<Layer, int[]> bands) {
    int last = grid.rows() - 1;
    int cellAbove = CELL_TITLE + (everything ? PADDING : 0);
    for (VpcColumns.Vpc vpc : columns.vpcs()) {
      String id = "vpc " + vpc.id();
      boolean drawsPart = plan.find(vpc.id()).isPresent();
      grid.frame(
          new GridFrame(
              id,
              "",
              drawsPart ? vpc.id() : "",
              vpcTitle(vpc),
              0,
              vpc.x(),
              vpc.width(),
              gateways,
              last,
              gateways < first ? ZONE_TITLE : cellAbove + 2 * ZONE_TITLE + 4,
              2 * PADDING + 4));
      if (drawsPart) {
        framed.add(vpc.id());
      }
      for (VpcColumns.Column column : vpc.columns()) {
        String zone = id + " zone " + column.zone();
        grid.frame(
            new GridFrame(
                zone,
                id,
                "",
                column.zone(),
                1,
                column.x(),
                column.width(),
                first,
                last,
                cellAbove + ZONE_TITLE,
                PADDING + 6));
        bands.forEach(
            (layer, rows) -> {
              List<PlacedSubnet> subnets = columns.subnets(column, layer);
              if (!subnets.isEmpty()) {
                grid.frame(
                    new GridFrame(
                        zone + " " + layer,
                        zone,
                        "",
                        cellTitle(subnets),
                        2,
                        column.x() + 6,
                        column.width() - 12,
                        rows[0],
                        rows[1],
                        cellAbove,
                        PADDING));
              }
            });
      }
    }
  }

  private String vpcTitle(VpcColumns.Vpc vpc) {
    return plan.find(vpc.id())
        .map(
            it ->
                it.name()
                    + it.fact("Range").map(range -> " " + range).orElse("")
                    + words.folded(it))
        .orElse("VPC from outside");
  }

  private static String cellTitle(List<PlacedSubnet> subnets) {
    String first = subnets.get(0).cidr().isEmpty() ? "" : subnets.get(0).cidr();
    if (subnets.size() > 1) {
      return PictureWords.count(subnets.size(), "subnet", "subnets");
    }
    return first.isEmpty() ? "Subnet" : first;
  }

  private void subnetTiles(Layer layer) {
    Map<Integer, List<GridSpot>> rows = new TreeMap<>();
    for (VpcColumns.Column column : columns.all()) {
      int i = 0;
      for (PlacedSubnet subnet : columns.subnets(column, layer)) {
        if (plan.find(subnet.id()).isPresent()) {
          Part part = plan.part(subnet.id());
          List<String> lines =
              List.of(NodeWords.shortName(part), subnet.cidr() + words.folded(part));
          rows.computeIfAbsent(i++, row -> new ArrayList<>())
              .add(
                  spot(
                      part,
                      lines,
                      groupAt(layer, column),
                      column.x() + INSET,
                      0,
                      column.width() - 3 * INSET,
                      GridSpot.TILE_HEIGHT));
        }
      }
    }
    rows.values().forEach(grid::row);
  }

  private static String groupAt(Layer layer, VpcColumns.Column column) {
    return "vpc " + column.vpc() + " zone " + column.zone() + " " + layer;
  }

  private void rowsOf(Layer layer) {
    List<Entry> entries = new ArrayList<>();
    drawn(layer).filter(it -> !columns.of(it).isEmpty()).forEach(it -> entries.addAll(entries(it)));
    if (layer == Layer.PRIVATE) {
      columns.vpcs().forEach(vpc -> endpoints(vpc).ifPresent(entries::add));
    }
    entries.sort(Comparator.comparingInt(Entry::order));
    List<Entry> row = new ArrayList<>();
    for (Entry entry : entries) {
      boolean fits =
          row.stream()
              .allMatch(
                  it ->
                      it.order() == entry.order()
                          && (it.x() + it.width() + GAP <= entry.x()
                              || entry.x() + entry.width() + GAP <= it.x()));
      if (!fits) {
        finish(row);
        row = new ArrayList<>();
      }
      row.add(entry);
    }
    if (!row.isEmpty()) {
      finish(row);
    }
  }

  /** A part across its subnets; a database in one, with its standby in another. */
  private List<Entry> entries(Part part) {
    List<VpcColumns.Column> of = columns.of(part);
    int order = requests.of(part);
    boolean single =
        part.kind() == PartKind.READ_REPLICA
            || (part.kind() == PartKind.DATABASE && part.type().equals("AWS::RDS::DBInstance"));
    if (!single) {
      return List.of(entry(part, order, of.get(0), of.get(of.size() - 1), words.lines(part)));
    }
    boolean standby = part.fact(Facts.MULTI_AZ).filter("yes"::equals).isPresent();
    int at = part.kind() == PartKind.DATABASE ? 0 : 1 + (int) replicasBefore(part);
    VpcColumns.Column own = of.get(at % of.size());
    List<Entry> entries = new ArrayList<>();
    List<String> lines = new ArrayList<>(words.lines(part));
    entries.add(entry(part, order + (at < of.size() ? 0 : at), own, own, lines));
    if (standby && part.kind() == PartKind.DATABASE) {
      VpcColumns.Column other = of.get((at + 1) % of.size());
      entries.add(
          new Entry(
              order + (of.size() > 1 ? 0 : 1),
              part.id() + " standby",
              List.of(),
              List.of("Standby", "takes over on failure"),
              "Standby of " + part.name() + ", in another zone",
              other.x() + INSET,
              other.width() - 2 * INSET));
    }
    return entries;
  }

  private long replicasBefore(Part replica) {
    List<String> own = columns.of(replica).stream().map(VpcColumns.Column::vpc).toList();
    boolean besideStandby =
        plan.partsOf(PartKind.DATABASE).stream()
            .filter(it -> columns.of(it).stream().map(VpcColumns.Column::vpc).toList().equals(own))
            .anyMatch(it -> it.fact(Facts.MULTI_AZ).filter("yes"::equals).isPresent());
    return (besideStandby ? 1 : 0)
        + plan.partsOf(PartKind.READ_REPLICA).stream()
            .takeWhile(it -> !it.equals(replica))
            .filter(it -> columns.of(it).stream().map(VpcColumns.Column::vpc).toList().equals(own))
            .count();
  }

  private static Entry entry(
      Part part, int order, VpcColumns.Column first, VpcColumns.Column last, List<String> lines) {
    int x = first.x() + INSET;
    return new Entry(
        order,
        part.id(),
        List.of(part),
        lines,
        PictureWords.whole(part),
        x,
        last.x() + last.width() - INSET - x);
  }

  private Optional<Entry> endpoints(VpcColumns.Vpc vpc) {
    List<Part> endpoints =
        plan.partsOf(PartKind.ENDPOINT).stream()
            .filter(it -> columns.of(it).stream().anyMatch(of -> of.vpc().equals(vpc.id())))
            .toList();
    if (endpoints.isEmpty()) {
      return Optional.empty();
    }
    List<VpcColumns.Column> of = vpc.columns();
    String names =
        endpoints.stream()
            .map(it -> it.name().replaceFirst("^Endpoint for ", ""))
            .collect(Collectors.joining(", "));
    return Optional.of(
        new Entry(
            RequestOrder.LAST,
            "endpoints " + vpc.id(),
            endpoints,
            List.of(
                PictureWords.count(
                    endpoints.size(), PartKind.ENDPOINT.label(), PartKind.ENDPOINT.plural()),
                names),
            "Ways to AWS services without the internet: " + names,
            of.get(0).x() + INSET,
            of.get(of.size() - 1).x() + of.get(of.size() - 1).width() - 2 * INSET - of.get(0).x()));
  }

  private void finish(List<Entry> row) {
    List<GridSpot> spots = new ArrayList<>();
    List<GridFrame> frames = new ArrayList<>();
    for (Entry entry : row) {
      boolean panel = everything && entry.parts().size() > 1;
      List<Part> children =
          panel
              ? entry.parts()
              : everything ? pieces.getOrDefault(entry.id(), List.of()) : List.of();
      String group = columns.groupAt(entry.x(), entry.width());
      if (children.isEmpty()) {
        spots.add(
            remember(
                entry.parts(),
                new GridSpot(
                    entry.id(),
                    entry.parts().isEmpty() ? PartKind.DATABASE : entry.parts().get(0).kind(),
                    entry.parts().stream().map(Part::id).toList(),
                    entry.lines(),
                    entry.whole(),
                    group,
                    entry.x(),
                    0,
                    entry.width(),
                    GridSpot.HEIGHT)));
      } else {
        String id = "around " + entry.id();
        frames.add(
            new GridFrame(
                id, group, "", "", 3, entry.x(), entry.width(), grid.rows(), grid.rows(), 6, 6));
        spots.addAll(family(entry, panel, children, id));
      }
    }
    grid.row(spots);
    frames.forEach(grid::frame);
  }

  /** A part with its pieces beside it, or below it if there is no room beside it. */
  private List<GridSpot> family(Entry entry, boolean panel, List<Part> children, String group) {
    List<GridSpot> family = new ArrayList<>();
    int x = entry.x() + 6;
    int width = entry.width() - 12;
    boolean beside = width >= 2 * TILE + PADDING;
    int childX = panel ? x : beside ? x + TILE + PADDING : x + 28;
    int childWidth = x + width - childX;
    int perLine = Math.max(1, (childWidth + PADDING) / (TILE + PADDING));
    perLine = Math.min(perLine, children.size());
    int tile = (childWidth + PADDING) / perLine - PADDING;
    int count = (children.size() + perLine - 1) / perLine;
    int step = GridSpot.TILE_HEIGHT + PADDING;
    int down = panel || beside ? 0 : GridSpot.HEIGHT + PADDING;
    if (!panel) {
      Part part = entry.parts().get(0);
      int height = beside ? Math.max(GridSpot.HEIGHT, count * step - PADDING) : GridSpot.HEIGHT;
      GridSpot main = spot(part, entry.lines(), group, x, 0, beside ? TILE : width, height);
      main.exitWidth = beside ? TILE : 28;
      family.add(main);
    }
    for (int i = 0; i < children.size(); i++) {
      family.add(
          spot(
              children.get(i),
              words.lines(children.get(i)),
              group,
              childX + i % perLine * (tile + PADDING),
              down + i / perLine * step,
              tile,
              GridSpot.TILE_HEIGHT));
    }
    return family;
  }

  private GridSpot spot(
      Part part, List<String> lines, String group, int x, int dy, int width, int height) {
    return remember(
        List.of(part),
        new GridSpot(
            part.id(),
            part.kind(),
            List.of(part.id()),
            lines,
            PictureWords.whole(part),
            group,
            x,
            dy,
            width,
            height));
  }

  private GridSpot remember(List<Part> parts, GridSpot spot) {
    parts.forEach(it -> nodeOf.put(it.id(), spot.id));
    return spot;
  }

  /** Databases and others that stand in a layer of the VPC, but in no subnet of the plan. */
  private void elsewhere() {
    List<Part> parts =
        IN_VPC.stream().flatMap(this::drawn).filter(it -> !nodeOf.containsKey(it.id())).toList();
    beside("In no known subnet", parts, 200, 320, false);
  }

  /** All other parts, by kind; what is of an unknown kind, by type. */
  private void panels() {
    for (Layer layer : Layer.values()) {
      Map<String, List<Part>> panels = new LinkedHashMap<>();
      for (Part part : plan.parts()) {
        if (part.layer() == layer
            && !nodeOf.containsKey(part.id())
            && !framed.contains(part.id())) {
          panels.computeIfAbsent(panelOf(part), it -> new ArrayList<>()).add(part);
        }
      }
      int first = grid.rows();
      shelves(layer, panels);
      if (grid.rows() > first) {
        grid.rowTitle(first, layer.title(), TITLE_WIDTH);
      }
    }
  }

  private static String panelOf(Part part) {
    return part.kind() == PartKind.OTHER ? part.type() : part.kind().plural();
  }

  /** Panels beside each other, as many as there is room for. */
  private void shelves(Layer layer, Map<String, List<Part>> panels) {
    int most = Math.max(1, (columns.right() - columns.left() + PADDING) / (TILE + PANEL_GAP));
    List<GridSpot> row = new ArrayList<>();
    List<GridFrame> frames = new ArrayList<>();
    int x = columns.left();
    for (Map.Entry<String, List<Part>> panel : panels.entrySet()) {
      int perLine = Math.min(most, panel.getValue().size());
      int width = perLine * (TILE + PADDING) + PADDING;
      if (x + width > Math.max(columns.right(), columns.left() + width) && !row.isEmpty()) {
        grid.row(row);
        frames.forEach(grid::frame);
        row = new ArrayList<>();
        frames.clear();
        x = columns.left();
      }
      String id = "panel " + layer + " " + panel.getKey();
      frames.add(
          new GridFrame(
              id,
              "",
              "",
              panel.getKey() + " (" + panel.getValue().size() + ")",
              0,
              x,
              width,
              grid.rows(),
              grid.rows(),
              CELL_TITLE,
              PADDING));
      for (int i = 0; i < panel.getValue().size(); i++) {
        Part part = panel.getValue().get(i);
        row.add(
            spot(
                part,
                words.lines(part),
                id,
                x + PADDING + i % perLine * (TILE + PADDING),
                i / perLine * (GridSpot.TILE_HEIGHT + PADDING),
                TILE,
                GridSpot.TILE_HEIGHT));
      }
      x += width + PANEL_GAP;
    }
    if (!row.isEmpty()) {
      grid.row(row);
      frames.forEach(grid::frame);
    }
  }

  private void lines() {
    for (PictureWords.Request it : PictureWords.requests(plan, nodeOf)) {
      grid.line(it.from(), it.to(), true, it.label(), sentence(it.from(), "calls", it.to()));
    }
    for (Link link : plan.links()) {
      if (link.kind() == LinkKind.REPLICATES
          && nodeOf.containsKey(link.from())
          && nodeOf.containsKey(link.to())) {
        grid.line(
            link.to(), link.from(), false, "", sentence(link.to(), "replicates to", link.from()));
      }
    }
    for (Part database : plan.partsOf(PartKind.DATABASE)) {
      if (grid.has(database.id() + " standby")) {
        grid.line(
            database.id(),
            database.id() + " standby",
            false,
            "",
            database.name() + " replicates to its standby");
      }
    }
  }

  private String sentence(String from, String verb, String to) {
    return plan.part(from).name() + " " + verb + " " + plan.part(to).name();
  }

  private String description() {
    return PictureWords.requests(plan, nodeOf).stream()
        .map(it -> sentence(it.from(), "calls", it.to()) + ".")
        .collect(Collectors.joining(" "));
  }

  private List<String> notes() {
    List<String> notes = new ArrayList<>();
    notes.add(
        "Solid arrows: requests, with their ports. Dashed arrows: copies of data. AWS chooses the"
            + " zones of databases, standbys and replicas.");
    if (everything) {
      long resources = plan.parts().stream().filter(Part::isResource).count();
      notes.add(
          resources
              + " resources are drawn, and "
              + plan.folded().size()
              + " only say something of one of these: +2 is two of them. Together these are all "
              + plan.template().resources().size()
              + " resources of the templates.");
    }
    return notes;
  }
}
