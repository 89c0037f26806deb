package io.github.threetierecs.internal.page;

import io.github.threetierecs.internal.blueprint.PartKind;
import io.github.threetierecs.internal.blueprint.Plan;
import io.github.threetierecs.internal.placement.Room;
import io.github.threetierecs.internal.placement.TaskSize;
import io.github.threetierecs.internal.room.Elsewhere;
import io.github.threetierecs.internal.room.GroupRoom;
import io.github.threetierecs.internal.room.Need;
import io.github.threetierecs.internal.room.Occasion;
import io.github.threetierecs.internal.room.Rooms;
import io.github.threetierecs.internal.room.ServiceRoom;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/** The section on which tasks find room on which instances, and for what there are enough. */
final class RoomSection {
  private static final String UNKNOWN = "not known";

  private static final Map<Occasion, String> WORDS = words();

  private RoomSection() {}

  /** The section; without an Auto Scaling group that runs tasks it says so. */
  static String of(Plan plan, PartLinks links) {
    Rooms rooms = Rooms.of(plan.template());
    StringBuilder content = new StringBuilder();
    if (rooms.groups().isEmpty()) {
      content.append(
          Html.paragraph("No Auto Scaling group with a capacity provider is in the templates."));
    }
    for (GroupRoom group : rooms.groups()) {
      content.append(new Group(plan, links, group).content());
    }
    if (!rooms.elsewhere().isEmpty()) {
      content.append(
          Html.list(rooms.elsewhere().stream().map(it -> elsewhere(plan, links, it)).toList()));
    }
    return Html.section("room", "Room for tasks", content.toString());
  }

  private static Map<Occasion, String> words() {
    Map<Occasion, String> words = new LinkedHashMap<>();
    words.put(Occasion.NORMAL, "Normal running");
    words.put(Occasion.DEPLOYMENT, "All services are deployed at once, at their most tasks");
    words.put(Occasion.LOSS_OF_A_ZONE, "One Availability Zone is lost");
    words.put(Occasion.MOST_TASKS, "All services at their most tasks");
    return words;
  }

  private static String elsewhere(Plan plan, PartLinks links, Elsewhere service) {
    return name(plan, links, service.id()) + ": " + Html.text(service.reason());
  }

  private static String name(Plan plan, PartLinks links, String id) {
    return plan.partFor(id).map(links::to).orElseGet(() -> Html.code(id));
  }

  private static String number(OptionalInt number) {
    return number.isPresent() ? number(number.getAsInt()) : UNKNOWN;
  }

  /** In groups of three digits, which no line break parts. */
  private static String number(long number) {
    return Long.toString(number).replaceAll("(?<=\\d)(?=(\\d{3})+$)", "\u00a0");
  }

  /** One Auto Scaling group. */
  private record Group(Plan plan, PartLinks links, GroupRoom group) {
    String content() {
      List<String> notes = new ArrayList<>();
      group.notes().forEach(it -> notes.add(Html.text(it)));
      group
          .services()
          .forEach(
              service ->
                  service
                      .notes()
                      .forEach(
                          it -> notes.add(name(plan, links, service.id()) + ": " + Html.text(it))));
      return instances()
          + (group.services().isEmpty() ? "" : services())
          + needs()
          + (notes.isEmpty() ? "" : Html.list(notes));
    }

    private String instances() {
      List<List<String>> rows = new ArrayList<>();
      rows.add(List.of("Instance types", types()));
      rows.add(
          List.of(
              "Instances",
              number(group.fewest())
                  + " at the least, "
                  + number(group.usual())
                  + " in normal running, "
                  + number(group.most())
                  + " at the most"));
      rows.add(
          List.of(
              "Availability Zones",
              number(group.zones()) + (group.areZonesKnown() ? "" : " (assumed)")));
      rows.add(List.of("An empty instance offers", group.offer().map(this::offer).orElse(UNKNOWN)));
      return Html.table("Instances of " + plainName(), List.of("What", "How much"), rows);
    }

    private String types() {
      return group.instanceTypes().isEmpty()
          ? UNKNOWN
          : String.join(" or ", group.instanceTypes().stream().map(Html::code).toList());
    }

    private String offer(Room room) {
      List<String> parts = new ArrayList<>();
      parts.add(number(room.cpuUnits()) + " CPU units");
      parts.add("about " + number(room.memoryMiB()) + " MiB of memory");
      parts.add(
          room.tasks() == Room.ANY_NUMBER
              ? "tasks share its network interface"
              : "network interfaces for "
                  + number(room.tasks())
                  + " tasks"
                  + (group.trunking() ? " with trunking" : ""));
      if (room.gpus() > 0) {
        parts.add(number(room.gpus()) + " GPUs");
      }
      return String.join(", ", parts);
    }

    private String services() {
      boolean scheduled =
          group.services().stream()
              .flatMap(it -> plan.find(it.id()).stream())
              .anyMatch(it -> it.kind() == PartKind.JOB);
      return Html.table(
          (scheduled ? "Services and scheduled tasks on " : "Services on ") + plainName(),
          List.of(
              scheduled ? "Service or task" : "Service",
              "A task takes",
              "Tasks desired",
              "At the least",
              "At the most",
              "Alone on an instance"),
          group.services().stream().map(this::service).toList());
    }

    private List<String> service(ServiceRoom service) {
      String size = service.size().map(Group::size).orElse(UNKNOWN);
      if (service.isDaemon()) {
        String each = "one on each instance";
        return List.of(name(plan, links, service.id()), size, each, each, each, "1");
      }
      return List.of(
          name(plan, links, service.id()),
          size,
          number(service.desired()),
          number(service.least()),
          number(service.most()),
          service.perInstance().isPresent() ? number(service.perInstance().getAsLong()) : UNKNOWN);
    }

    private static String size(TaskSize size) {
      return number(size.cpuUnits())
          + " CPU units, "
          + number(size.memoryMiB())
          + " MiB"
          + (size.gpus() > 0 ? ", " + number(size.gpus()) + " GPUs" : "")
          + (size.hostPorts().isEmpty()
              ? ""
              : ", ports of the instance: "
                  + String.join(", ", size.hostPorts().stream().map(String::valueOf).toList()));
    }

    private String needs() {
      return Html.table(
          "How many instances of " + plainName() + " are needed",
          List.of("When", "Tasks", "Instances needed", "Are the most enough?"),
          group.needs().stream().map(this::need).toList());
    }

    private List<String> need(Need need) {
      String first =
          need.occasion() == Occasion.NORMAL && group.waitingAtFirst().orElse(0) > 0
              ? " On the fewest, "
                  + number(group.waitingAtFirst().getAsInt())
                  + " of them wait some minutes for another instance."
              : "";
      return List.of(
          Html.text(WORDS.getOrDefault(need.occasion(), "")),
          number(need.tasks()),
          number(need.instances()),
          enough(need) + Html.text(first));
    }

    private static String enough(Need need) {
      String answer =
          need.waiting().isEmpty()
              ? UNKNOWN + "."
              : need.isMet()
                  ? "Yes."
                  : "No: " + number(need.waiting().getAsInt()) + " of the tasks would wait.";
      return answer + (need.reason().isEmpty() ? "" : " " + Html.text(need.reason()));
    }

    private String plainName() {
      return plan.find(group.id()).map(it -> it.name()).orElse(group.id());
    }
  }
}
