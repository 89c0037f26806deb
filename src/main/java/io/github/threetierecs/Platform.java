package io.github.threetierecs;

/** What a service stands on. */
record Platform(Profile profile, TieredVpc network, EcsEc2Capacity capacity) {}
