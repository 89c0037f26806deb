package io.github.threetierecs.internal.cost;

import java.math.BigDecimal;
import java.time.LocalDate;

/**
 * A list price.
 *
 * @param item what it is the price of, such as {@code nat-gateway} or {@code ec2:m6i.large}
 * @param unit of how much of it, such as {@code hour} or {@code GB-month}
 * @param dollars in US dollars
 * @param date the date of the source
 * @param source the name of the source, which the head of prices.tsv explains
 */
public record Price(String item, String unit, BigDecimal dollars, LocalDate date, String source) {}
