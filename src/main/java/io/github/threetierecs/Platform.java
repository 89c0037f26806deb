package io.github.threetierecs;

/** What a service stands on. */
record Platform(
    Profile profile,
    Keys keys,
    ConsoleWords words,
    TieredVpc network,
    EcsEc2Capacity capacity,
    BalancerLogs logs,
    ServiceConnect connect) {}
