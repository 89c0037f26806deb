package io.github.threetierecs;

/** What the instances run. Both are built for ECS, patched by AWS, and come with its agent. */
public enum InstanceOs {
  /** A general-purpose Linux with a package manager, and a shell to look around in. */
  AMAZON_LINUX_2023,

  /**
   * A Linux for containers and nothing else: a read-only system without a package manager or a
   * shell, configured by its settings only. Containers cannot be privileged.
   */
  BOTTLEROCKET
}
