package io.github.threetierecs;

/** What a service stands on. */
record Platform(
    Keys keys,
    LogGroups logGroups,
    ConsoleWords words,
    TieredVpc network,
    EcsEc2Capacity capacity,
    BalancerLogs logs,
    ServiceConnect connect) {}
