package io.github.threetierecs.internal.blueprint;

/** A line between two nodes, by their ids. */
record GridLine(String from, String to, boolean request, String label, String whole) {}
