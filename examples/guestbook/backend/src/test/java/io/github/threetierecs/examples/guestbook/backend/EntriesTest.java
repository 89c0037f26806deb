package io.github.threetierecs.examples.guestbook.backend;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class EntriesTest {
  private static final Instant NOW = Instant.parse("2026-03-29T01:30:00.123Z");

  private final FakeDatabase database = FakeDatabase.migrated();

  @Test
  void theNewestComeFirstAndPageByPage() throws Exception {
    Entries entries = at(NOW);
    for (String name : new String[] {"Ada", "Grace", "Edsger"}) {
      entries.add(new NewEntry(name, "Hello"));
    }

    assertThat(entries.newest(Long.MAX_VALUE, 2))
        .extracting(Entry::name)
        .containsExactly("Edsger", "Grace");
    assertThat(entries.newest(2, 2)).extracting(Entry::name).containsExactly("Ada");
  }

  @Test
  void whatIsWrittenIsReadAsItWas() throws Exception {
    Entry written = at(NOW).add(new NewEntry("Zoë '); DROP TABLE entries; --", "🙂\n\"'\\"));

    assertThat(at(NOW).newest(Long.MAX_VALUE, 1)).containsExactly(written);
    assertThat(written.writtenAt()).isEqualTo(NOW);
  }

  @Test
  void oldEntriesAreTrimmedAndNewOnesStay() throws Exception {
    for (int i = 0; i < 1_001; i++) {
      at(NOW.minus(Duration.ofDays(31))).add(new NewEntry("old", "Hello"));
    }
    at(NOW.minus(Duration.ofDays(29))).add(new NewEntry("new", "Hello"));

    assertThat(at(NOW).trim(Duration.ofDays(30))).isEqualTo(1_001);
    assertThat(at(NOW).trim(Duration.ofDays(30))).isZero();
    assertThat(at(NOW).newest(Long.MAX_VALUE, 9)).extracting(Entry::name).containsExactly("new");
  }

  @Test
  void migratingAgainChangesNothing() throws Exception {
    at(NOW).add(new NewEntry("Ada", "Hello"));

    Schema.migrate(database.signIn());

    assertThat(at(NOW).newest(Long.MAX_VALUE, 9)).hasSize(1);
  }

  private Entries at(Instant now) {
    return new Entries(database.signIn(), Clock.fixed(now, ZoneOffset.UTC));
  }
}
