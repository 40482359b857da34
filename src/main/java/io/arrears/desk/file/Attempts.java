package io.arrears.desk.file;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The attempts on one debt that are known at the end of a day, in order of time: what a run
 * makes of them in int_debt_attempts and int_observation_claims, for the rows of a file. Refunds and chargebacks are
 * none.
 *
 * @param day looked at on; null when no day was given: then every attempt is known
 */
record Attempts(List<Attempt> known, LocalDate day) {

    static Attempts by(LocalDate day, Collection<Attempt> attempts) {
        Comparator<Attempt> inTime =
                Comparator.comparing(Attempt::at, Comparator.nullsFirst(Comparator.<Instant>naturalOrder()));
        return new Attempts(
                attempts.stream()
                        .filter(each -> isKnown(each, day))
                        .sorted(inTime.thenComparing(Attempt::id, Comparator.nullsFirst(Comparator.naturalOrder())))
                        .toList(),
                day);
    }

    static boolean isKnown(Attempt attempt, LocalDate day) {
        return day == null || attempt.day() == null || !attempt.day().isAfter(day);
    }

    private List<Attempt> failures() {
        return known.stream().filter(Attempt::failure).toList();
    }

    /** Empty when nothing failed: there is no claim then. */
    Optional<Attempt> firstFailure() {
        return known.stream().filter(Attempt::failure).findFirst();
    }

    /** The one a claim is described by. */
    Optional<Attempt> lastFailure() {
        return known.stream().filter(Attempt::failure).reduce((first, second) -> second);
    }

    /** What the first failed attempt asked for: the debt, where no invoice says another. */
    BigDecimal owed() {
        return firstFailure().map(Attempt::amount).orElse(BigDecimal.ZERO);
    }

    /** Succeeded up to the first failure; what it covers is no claim. */
    BigDecimal paidBefore() {
        return paid(false);
    }

    /** Succeeded after the first failure. */
    BigDecimal paidSince() {
        return paid(true);
    }

    private BigDecimal paid(boolean since) {
        Instant failed = firstFailure().map(Attempt::at).orElse(null);
        return known.stream()
                .filter(Attempt::success)
                .filter(each ->
                        (failed != null && each.at() != null && each.at().isAfter(failed)) == since)
                .map(Attempt::amount)
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    int count() {
        return known.size();
    }

    int failed() {
        return failures().size();
    }

    /** NaN where the day is unknown. */
    double daysSinceFirstFailure() {
        return firstFailure().map(this::daysSince).orElse(Double.NaN);
    }

    /** NaN where the day is unknown. */
    double daysSinceLast() {
        return known.isEmpty() ? Double.NaN : daysSince(known.get(known.size() - 1));
    }

    private double daysSince(Attempt attempt) {
        return day == null || attempt.day() == null ? Double.NaN : ChronoUnit.DAYS.between(attempt.day(), day);
    }
}
