package io.github.threetierecs.examples.guestbook.backend;

import java.time.Instant;

/** An entry in the guestbook. */
record Entry(long id, String name, String message, Instant writtenAt) {}
