package io.github.threetierecs.internal.service;

import io.github.threetierecs.internal.capacity.EcsEc2Capacity;
import io.github.threetierecs.internal.edge.BalancerLogs;
import io.github.threetierecs.internal.network.TieredVpc;
import io.github.threetierecs.internal.shared.ConsoleWords;
import io.github.threetierecs.internal.shared.Keys;
import io.github.threetierecs.internal.shared.LogGroups;

/** What a service stands on. */
public record Platform(
    Keys keys,
    LogGroups logGroups,
    ConsoleWords words,
    TieredVpc network,
    EcsEc2Capacity capacity,
    BalancerLogs logs,
    ServiceConnect connect) {}
