package io.github.threetierecs.internal.rehearsal;

/** What an effect is, in the order in which docs/upgrades.md says it. */
enum Kind {
  /** A rule of the template keeps CloudFormation from beginning. */
  RULE,
  /** Nothing else happens, since it fails. */
  BLOCKED,
  /** What holds something is replaced, removed or generated again. */
  LOSS,
  /** Something else is replaced or removed, which is noticed. */
  REMADE,
  /** Requests are answered otherwise, or tasks are refused what they had. */
  ANSWERS,
  /** Instances are replaced. */
  INSTANCES,
  /** Tasks are replaced. */
  DEPLOYMENT,
  /** AWS refuses the change of a resource. */
  REFUSED,
  /** The database is away. */
  OUTAGE,
  /** Only tasks that start later have it. */
  LATER,
  /** AWS keeps what is left out. */
  LEAVES,
  /** What docs/upgrades.md does not say in its table. */
  BESIDE
}
