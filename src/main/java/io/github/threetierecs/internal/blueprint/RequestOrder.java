package io.github.threetierecs.internal.blueprint;

import java.util.List;

/** In which order parts stand below each other in the layers of a VPC. */
record RequestOrder(Plan plan, VpcColumns columns) {

  /** What belongs to no step of a request stands below all applications, and endpoints last. */
  static final int LAST = 1_000_000;

  private static final int OF_ALL = LAST / 2;

  /** How many steps there are between an application and the next. */
  private static final int APPLICATION = 1_000;

  /**
   * Which of the applications in its VPC a part belongs to: those in other VPCs stand beside it.
   */
  private int applicationInVpc(Part part) {
    List<String> vpcs = columns.of(part).stream().map(VpcColumns.Column::vpc).distinct().toList();
    List<String> ids =
        plan.applications().stream()
            .filter(
                it ->
                    columns.of(plan.part(it.frontend())).stream()
                        .anyMatch(of -> vpcs.contains(of.vpc())))
            .map(Application::id)
            .toList();
    return Math.floorMod(ids.indexOf(part.application()), APPLICATION);
  }

  /** In the order of a request: an application after the other, then what all of them use. */
  int of(Part part) {
    int application = applicationInVpc(part);
    int step =
        switch (part.kind()) {
          case NAT_GATEWAY -> 0;
          case PUBLIC_ADDRESS -> 5;
          case LOAD_BALANCER -> part.tier() == PartTier.FRONTEND ? 10 : 30;
          case SERVICE ->
              part.tier() == PartTier.FRONTEND ? 20 : part.tier() == PartTier.BACKEND ? 40 : 50;
          case WORKER -> 60;
          case JOB -> 70;
          case PROXY -> 10;
          case DATABASE, READ_REPLICA -> 20;
          default -> OF_ALL;
        };
    return step == OF_ALL ? OF_ALL : application * APPLICATION + step;
  }
}
