package io.github.threetierecs.internal.blueprint;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The tiers of all applications, at a glance: one node for each role, however many parts have it.
 * There are as many roles as a person takes in, so that there are never more nodes.
 */
final class TiersPicture {

  /** What parts are in the picture, and where. */
  private enum Role {
    USER("", 0, "User", "Users"),
    PUBLIC_BALANCER("Frontend tier", 0, "Public load balancer", "Public load balancers"),
    FRONTEND("Frontend tier", 0, "Frontend service", "Frontend services"),
    BALANCER("Backend tier", 0, "Internal load balancer", "Internal load balancers"),
    BACKEND("Backend tier", 0, "Backend service", "Backend services"),
    ADDED("Backend tier", 1, "Added service", "Added services"),
    WORKER("Backend tier", 1, "Worker", "Workers"),
    JOB("Backend tier", 1, "Job", "Jobs"),
    PROXY("Database tier", 0, "RDS Proxy", "RDS Proxies"),
    DATABASE("Database tier", 0, "Database", "Databases"),
    REPLICA("Database tier", 1, "Read replica", "Read replicas"),
    INSTANCES(SHARED_TITLE, 2, "Auto Scaling group", "Auto Scaling groups"),
    NAT(SHARED_TITLE, 2, "NAT gateway", "NAT gateways"),
    SECRETS(SHARED_TITLE, 2, "Secret", "Secrets"),
    LOGS(SHARED_TITLE, 2, "Log group", "Log groups");

    final String group;
    final int column;
    final String one;
    final String several;

    Role(String group, int column, String one, String several) {
      this.group = group;
      this.column = column;
      this.one = one;
      this.several = several;
    }
  }

  /** The rows of the way of a request; those that nothing is in are left out. */
  private static final List<List<Role>> ROWS =
      List.of(
          List.of(Role.USER),
          List.of(Role.PUBLIC_BALANCER),
          List.of(Role.FRONTEND),
          List.of(Role.BALANCER),
          List.of(Role.BACKEND, Role.ADDED),
          List.of(Role.WORKER, Role.JOB),
          List.of(Role.PROXY),
          List.of(Role.DATABASE, Role.REPLICA));

  private static final List<Role> SHARED =
      List.of(Role.INSTANCES, Role.NAT, Role.SECRETS, Role.LOGS);

  private static final String SHARED_TITLE = "Shared by the tiers";

  private static final int WIDTH = 270;
  private static final int HEIGHT = 54;
  private static final int GAP = 32;
  private static final int LEFT = 40;
  private static final int PADDING = 18;
  private static final int TITLE = 24;

  private final Plan plan;
  private final Map<Role, List<Part>> parts = new EnumMap<>(Role.class);
  private final Map<String, String> nodeOf = new LinkedHashMap<>();
  private final Grid grid;

  TiersPicture(Plan plan, Marks marks) {
    this.plan = plan;
    this.grid = new Grid(marks);
    for (Part part : plan.parts()) {
      roleOf(part)
          .ifPresent(
              role -> {
                parts.computeIfAbsent(role, it -> new ArrayList<>()).add(part);
                nodeOf.put(part.id(), idOf(role));
              });
    }
  }

  private static String idOf(Role role) {
    return "role " + role;
  }

  private static Optional<Role> roleOf(Part part) {
    boolean internal = part.fact("Scheme").filter("internal"::equals).isPresent();
    return Optional.ofNullable(
        switch (part.kind()) {
          case USER, INTERNET, INTERNET_GATEWAY -> Role.USER;
          case LOAD_BALANCER ->
              part.tier() == PartTier.FRONTEND || !internal ? Role.PUBLIC_BALANCER : Role.BALANCER;
          case SERVICE ->
              switch (part.tier()) {
                case FRONTEND -> Role.FRONTEND;
                case BACKEND -> Role.BACKEND;
                default -> Role.ADDED;
              };
          case WORKER -> Role.WORKER;
          case JOB -> Role.JOB;
          case PROXY -> Role.PROXY;
          case DATABASE -> Role.DATABASE;
          case READ_REPLICA -> Role.REPLICA;
          case CAPACITY, INSTANCE -> Role.INSTANCES;
          case NAT_GATEWAY -> Role.NAT;
          case SECRET -> Role.SECRETS;
          case LOG_GROUP -> Role.LOGS;
          default -> null;
        });
  }

  Picture picture() {
    Map<String, int[]> groups = new LinkedHashMap<>();
    int columns = parts.keySet().stream().anyMatch(it -> it.column == 1) ? 2 : 1;
    int width = 2 * PADDING + columns * (WIDTH + GAP) - GAP;
    int sharedX = LEFT + width + GAP + PADDING;
    Deque<Role> shared = new ArrayDeque<>(SHARED.stream().filter(parts::containsKey).toList());
    for (List<Role> roles : ROWS) {
      List<Role> there = roles.stream().filter(parts::containsKey).toList();
      if (!there.isEmpty()) {
        boolean user = there.contains(Role.USER);
        List<GridSpot> spots = new ArrayList<>();
        there.forEach(
            it -> spots.add(spot(it, LEFT + PADDING + column(it, there) * (WIDTH + GAP))));
        int row = grid.rows();
        if (!user) {
          groups.computeIfAbsent(there.get(0).group, it -> new int[] {row, row})[1] = row;
          addShared(groups, shared, sharedX, spots);
        }
        grid.row(spots);
      }
    }
    while (!shared.isEmpty()) {
      List<GridSpot> spots = new ArrayList<>();
      addShared(groups, shared, sharedX, spots);
      grid.row(spots);
    }
    groups.forEach(
        (title, rows) ->
            grid.frame(
                new GridFrame(
                    "tier " + title,
                    "",
                    "",
                    title,
                    0,
                    title.equals(SHARED_TITLE) ? sharedX - PADDING : LEFT,
                    title.equals(SHARED_TITLE) ? 2 * PADDING + WIDTH : width,
                    rows[0],
                    rows[1],
                    TITLE,
                    PADDING)));
    for (PictureWords.Request it : PictureWords.requests(plan, nodeOf)) {
      grid.line(it.from(), it.to(), true, it.label(), sentence(it.from(), "calls", it.to()));
    }
    if (grid.has(idOf(Role.DATABASE)) && grid.has(idOf(Role.REPLICA))) {
      grid.line(
          idOf(Role.DATABASE),
          idOf(Role.REPLICA),
          false,
          "",
          sentence(idOf(Role.DATABASE), "replicates to", idOf(Role.REPLICA)));
    }
    return grid.picture(
        PictureLevel.TIERS,
        "The tiers of " + plan.title(),
        PictureWords.requests(plan, nodeOf).stream()
            .map(it -> sentence(it.from(), "calls", it.to()) + ".")
            .collect(Collectors.joining(" ")),
        List.of("Arrows: requests, with their ports. Dashed arrows: copies of data."),
        420);
  }

  /** What all tiers use, one below the other beside them. */
  private void addShared(
      Map<String, int[]> groups, Deque<Role> shared, int x, List<GridSpot> spots) {
    if (!shared.isEmpty()) {
      int row = grid.rows();
      groups.computeIfAbsent(SHARED_TITLE, it -> new int[] {row, row})[1] = row;
      spots.add(spot(shared.removeFirst(), x));
    }
  }

  /** Jobs stand where the workers would, if there are none. */
  private static int column(Role role, List<Role> there) {
    return role == Role.WORKER && there.size() > 1 ? 0 : role.column;
  }

  private GridSpot spot(Role role, int x) {
    List<Part> of = parts.getOrDefault(role, List.of());
    String group = role == Role.USER ? "" : "tier " + role.group;
    return new GridSpot(
        idOf(role),
        of.get(0).kind(),
        of.stream().map(Part::id).toList(),
        lines(role, of),
        of.stream().map(PictureWords::whole).collect(Collectors.joining("\n")),
        group,
        x,
        0,
        WIDTH,
        HEIGHT);
  }

  private List<String> lines(Role role, List<Part> of) {
    List<String> lines = new ArrayList<>();
    if (role == Role.USER) {
      return List.of(role.one, of.size() > 1 ? "from the internet" : "from the network");
    }
    if (of.size() > 1) {
      lines.add(
          of.size() + " " + (role == Role.INSTANCES ? role.several : Names.lowered(role.several)));
      lines.add(
          of.stream()
              .map(it -> withoutWords(role, it.name()))
              .filter(it -> !it.isEmpty())
              .distinct()
              .collect(Collectors.joining(", ")));
      return lines.stream().filter(it -> !it.isEmpty()).toList();
    }
    lines.addAll(PictureWords.lines(of.get(0)));
    if (role == Role.NAT) {
      lines.set(0, role.one);
      lines.add("way to the internet");
    }
    return lines;
  }

  /** What a name says beside what the parts are. */
  private static String withoutWords(Role role, String name) {
    String rest =
        role == Role.REPLICA
            ? name
            : name.replaceFirst("(?i)" + Pattern.quote(role.one) + ",?", "").strip();
    return rest.replaceFirst("^\\((.*)\\)$", "$1").replaceAll(" +", " ");
  }

  private String sentence(String from, String verb, String to) {
    return nameOf(from) + " " + verb + " " + nameOf(to);
  }

  private String nameOf(String id) {
    Role role = Role.valueOf(id.substring(idOf(Role.USER).length() - Role.USER.name().length()));
    return parts.getOrDefault(role, List.of()).size() > 1 ? role.several : role.one;
  }
}
